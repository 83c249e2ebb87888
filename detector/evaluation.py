"""How good is it: cross-validation grouped by story, and the figures from it.

Every fold's reader and risk model are fitted without any text of the stories they are
tested on, and nothing is tuned on a test fold.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from .codebook import FIELDS
from .errors import DataError
from .further import load_further
from .incidents import record_weights
from .reading import Annotation, Reader, Reading
from .reading.composing import load_phrases
from .reading.fitting import fit_both
from .reading.metrics import reading_f1
from .risk import fit_pipeline
from .unseen import Unseen

N_FOLDS = 5

Fold = tuple[np.ndarray, np.ndarray]  # rows to fit on, rows to test on


@dataclass(frozen=True)
class CrossValidation:
    """What models said of texts whose stories they had not seen.

    Attributes
    ----------
    frame : DataFrame
        The texts, as from ``incidents.load``.
    readings : list of Reading
        What was read from each text.
    read_values : DataFrame
        The evidence of that; columns: the codebook's fields.
    annotated, read : array of shape (n_texts,)
        The weight of evidence, on the evidence as annotated and as read.
    """

    frame: pd.DataFrame
    readings: list[Reading]
    read_values: pd.DataFrame
    annotated: np.ndarray
    read: np.ndarray


def annotations(frame: pd.DataFrame) -> list[Annotation]:
    """Return what the texts of ``incidents.load``'s table are annotated with, for `fit_readers`."""
    return [
        Annotation(
            cues={name: (row[name], quote) for name, quote in row["quotes"].items()},
            claimed_caller=row["claimed_caller"],
            recipient=row["recipient"],
            mentions={side: words for side, words in (row["mentions"] or {}).items() if side != "told"} or None,
            told=(row["mentions"] or {}).get("told", True),
            augmented=row["origin"] == "augmented",
        )
        for row in frame.to_dict("records")
    ]


def fit_readers(
    frame: pd.DataFrame, datasets: Path, seed: int = 0, n_jobs: int = -1, say: Callable[[str], None] = lambda line: None
) -> tuple[Reader, Reader, Unseen]:
    """Fit the precise reader and the fast one, and read every text by ones that never saw its story.

    Parameters
    ----------
    frame : DataFrame
        As from ``incidents.load``.
    datasets : Path
        The folder of the texts that are no incidents: scope, told outcomes, phrases.
    seed : int
        Of the split into folds; a story is never split.

    Raises
    ------
    DataError
        If there are fewer stories of a kind than folds.
    ImportError
        If what only fitting the readers needs is not installed.
    """
    parts = folds(frame, seed)
    further = load_further(datasets)
    texts = [*frame["text"], *(one.text for one in further)]
    of_text = np.zeros(len(frame), int)
    for number, (_, test) in enumerate(parts):
        of_text[test] = number
    fitted = fit_both(
        texts,
        [*annotations(frame), *(one.annotation for one in further)],
        [*of_text.tolist(), *(one.fold for one in further)],
        load_phrases(datasets / "phrases.jsonl"),
        n_jobs=n_jobs,
        say=say,
    )
    unseen = Unseen.of(texts, precise=fitted.unseen, fast=fitted.unseen_by_fast, named=fitted.unseen_named)
    return fitted.precise, fitted.fast, unseen


def cross_validate(frame: pd.DataFrame, readings: Sequence[Reading], seed: int = 0) -> CrossValidation:
    """Weigh the evidence of every text by risk models that never saw its story.

    Texts that were written to teach the readers (``origin`` "augmented") are read, but say
    nothing of the risk: they state more than such texts do.

    Parameters
    ----------
    readings : sequence of Reading
        What was read from each text, by a reader that never saw its story.
    seed : int
        Of the split into folds.

    Raises
    ------
    DataError
        If there are fewer stories of a kind than folds.
    """
    values = [{cue.field: cue.value for cue in reading.cues} for reading in readings]
    read = pd.DataFrame(values, index=frame.index, columns=list(FIELDS), dtype=object)
    weights = np.zeros((2, len(frame)))
    for train, test in folds(frame, seed):
        pipeline = fit_pipeline(for_risk(frame.iloc[train]))
        weights[0, test] = pipeline.decision_function(frame.iloc[test])
        weights[1, test] = pipeline.decision_function(read.iloc[test])
    return CrossValidation(frame, list(readings), read, *weights)


def for_risk(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the texts that a risk model is fitted and judged on, weighed anew among themselves."""
    rows = frame[frame["origin"].isna()].copy()
    rows["weight"] = record_weights(rows)
    return rows


def folds(frame: pd.DataFrame, seed: int) -> list[Fold]:
    """Split texts into folds: a story is never split, and outcomes are spread evenly.

    Raises
    ------
    DataError
        If there are fewer stories of a kind than folds.
    """
    stories = frame.groupby("label")["story"].nunique()
    if len(stories) < 2 or stories.min() < N_FOLDS:
        raise DataError(
            f"too little to learn from: {N_FOLDS} stories of authentic calls and {N_FOLDS} of others are needed"
        )
    splitter = StratifiedGroupKFold(N_FOLDS, shuffle=True, random_state=seed)
    return list(splitter.split(frame, frame["label"].fillna(2), frame["story"]))


def reading_table(result: CrossValidation) -> pd.DataFrame:
    """Return precision, recall, F1 and support of reading, a row a field, then micro and macro."""
    shipped = result.frame["origin"].isna()
    return reading_f1(stated(result.frame[shipped]), stated(result.read_values[shipped]))


def stated(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return, for each row, the fields that it states."""
    rows = frame[list(FIELDS)].astype(object).to_dict("records")
    return [{str(name): value for name, value in row.items() if value is not None and value == value} for row in rows]


def risk_table(result: CrossValidation) -> pd.DataFrame:
    """Return AUC, log loss and Brier score of the risk next to the base rate.

    The figures are balanced: an incident counts 1, shared by its texts, the classes weigh
    alike, and the prior is one half. Rows: evidence as annotated and as read, over all
    collections and without `disputed`, whose authentic calls were chosen for being denied.
    """
    labelled = result.frame["label"].notna() & result.frame["origin"].isna()
    chosen = {"all": labelled, "without disputed": labelled & (result.frame["collection"] != "disputed")}
    rows = {}
    for name, mask in chosen.items():
        for kind in ("annotated", "read"):
            rows[f"{kind}, {name}"] = risk_figures(result.frame[mask], getattr(result, kind)[mask.to_numpy()])
    any_of = result.frame[labelled]
    rows["base rate"] = risk_figures(any_of, np.zeros(len(any_of)))
    return pd.DataFrame(rows).T


def risk_figures(frame: pd.DataFrame, weights: np.ndarray) -> dict[str, float]:
    """Return balanced ROC AUC, log loss, its standard error over stories, and Brier score.

    Parameters
    ----------
    frame : DataFrame
        Labelled texts.
    weights : array of shape (n_texts,)
        The weight of evidence of each, in natural log-odds.
    """
    label = frame["label"].to_numpy(dtype=int)
    share = (1 / frame.groupby("incident")["incident"].transform("size")).to_numpy()
    share = np.where(label == 1, share / share[label == 1].sum(), share / share[label == 0].sum()) / 2
    loss = np.logaddexp(0, np.where(label == 1, -weights, weights))
    mean = float(share @ loss)
    by_story = pd.Series(share * (loss - mean)).groupby(frame["story"].to_numpy()).sum()
    return {
        "auc": float(roc_auc_score(label, weights, sample_weight=share)),
        "log_loss": mean,
        "log_loss_se": float(np.sqrt((by_story**2).sum())),
        "brier": float(share @ (expit(weights) - label) ** 2),
    }
