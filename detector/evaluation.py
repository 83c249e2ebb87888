"""How good is it: cross-validation grouped by story, and the figures from it.

Every fold's reader and risk model are fitted without any text of the stories they are
tested on, and nothing is tuned on a test fold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from scipy.special import expit
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from .codebook import FIELDS
from .errors import DataError
from .reading import Annotation, Reader
from .reading.metrics import reading_f1
from .risk import fit_pipeline

N_FOLDS = 5

Fold = tuple[np.ndarray, np.ndarray]  # rows to fit on, rows to test on


@dataclass(frozen=True)
class CrossValidation:
    """What models said of texts whose stories they had not seen.

    Attributes
    ----------
    frame : DataFrame
        The texts, as from ``incidents.load``.
    readings : DataFrame
        The evidence as read from each text; columns: the codebook's fields.
    annotated, read : array of shape (n_texts,)
        The weight of evidence, on the evidence as annotated and as read.
    """

    frame: pd.DataFrame
    readings: pd.DataFrame
    annotated: np.ndarray
    read: np.ndarray


def annotations(frame: pd.DataFrame) -> list[Annotation]:
    """Return what the texts of ``incidents.load``'s table are annotated with, for a reader's ``fit``."""
    return [
        Annotation(
            cues={name: (row[name], quote) for name, quote in row["quotes"].items()},
            claimed_caller=row["claimed_caller"],
            recipient=row["recipient"],
        )
        for row in frame.to_dict("records")
    ]


def fit_reader(frame: pd.DataFrame) -> Reader:
    """Fit a reader on the texts of ``incidents.load``'s table."""
    return Reader().fit(frame["text"].tolist(), annotations(frame), groups=frame["story"].tolist())


def cross_validate(frame: pd.DataFrame, seed: int = 0, n_jobs: int = -1) -> CrossValidation:
    """Read and weigh every text by models that never saw its story.

    Parameters
    ----------
    seed : int
        Of the split into folds; a story is never split, and outcomes are spread evenly.
    n_jobs : int
        Processes; -1 for one a core.

    Raises
    ------
    DataError
        If there are fewer stories of a kind than folds.
    """
    folds = _folds(frame, seed)
    return _gathered(frame, folds, Parallel(n_jobs=n_jobs)(_tests(frame, folds)))


def fit_and_validate(frame: pd.DataFrame, seed: int = 0, n_jobs: int = -1) -> tuple[Reader, CrossValidation]:
    """Fit a reader on all texts while others are cross-validated; faster than one after the other."""
    folds = _folds(frame, seed)
    reader, *results = Parallel(n_jobs=n_jobs)([delayed(fit_reader)(frame), *_tests(frame, folds)])
    return reader, _gathered(frame, folds, results)


def _folds(frame: pd.DataFrame, seed: int) -> list[Fold]:
    stories = frame.groupby("label")["story"].nunique()
    if len(stories) < 2 or stories.min() < N_FOLDS:
        raise DataError(
            f"too little to learn from: {N_FOLDS} stories of authentic calls and {N_FOLDS} of others are needed"
        )
    splitter = StratifiedGroupKFold(N_FOLDS, shuffle=True, random_state=seed)
    return list(splitter.split(frame, frame["label"].fillna(2), frame["story"]))


def _tests(frame: pd.DataFrame, folds: list[Fold]) -> Iterator[Any]:
    return (delayed(_test)(frame.iloc[train], frame.iloc[test]) for train, test in folds)


def _gathered(frame: pd.DataFrame, folds: list[Fold], results: list[Any]) -> CrossValidation:
    """Put what the folds' tests gave back into the order of the texts."""
    order = np.argsort(np.concatenate([test for _, test in folds]))
    readings, annotated, read = zip(*results, strict=True)
    return CrossValidation(
        frame=frame,
        readings=pd.concat(readings).iloc[order],
        annotated=np.concatenate(annotated)[order],
        read=np.concatenate(read)[order],
    )


def _test(train: pd.DataFrame, test: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    reader, pipeline = fit_reader(train), fit_pipeline(train)
    cues = [{cue.field: cue.value for cue in reader.read(text).cues} for text in test["text"]]
    readings = pd.DataFrame(cues, index=test.index, columns=list(FIELDS), dtype=object)
    return readings, pipeline.decision_function(test), pipeline.decision_function(readings)


def reading_table(result: CrossValidation) -> pd.DataFrame:
    """Return precision, recall, F1 and support of reading, a row a field, then micro and macro."""
    return reading_f1(_stated(result.frame), _stated(result.readings))


def _stated(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return, for each row, the fields that it states."""
    rows = frame[list(FIELDS)].astype(object).to_dict("records")
    return [{str(name): value for name, value in row.items() if value is not None and value == value} for row in rows]


def risk_table(result: CrossValidation) -> pd.DataFrame:
    """Return AUC, log loss and Brier score of the risk next to the base rate.

    The figures are balanced: an incident counts 1, shared by its texts, the classes weigh
    alike, and the prior is one half. Rows: evidence as annotated and as read, over all
    collections and without `disputed`, whose authentic calls were chosen for being denied.
    """
    labelled = result.frame["label"].notna()
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
