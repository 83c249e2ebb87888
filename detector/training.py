"""Retrain: fit, evaluate, compare with the current model, save, promote what is no worse."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from . import incidents, paths, registry
from .errors import ModelError
from .evaluation import CrossValidation, cross_validate, fit_readers, for_risk, reading_table, risk_table
from .explain import Background
from .reading import Reader
from .risk import Thresholds, fit_draws, fit_pipeline
from .schema import DEFAULT_PRIOR
from .unseen import Unseen


@dataclass(frozen=True)
class Training:
    """What a training came to.

    Attributes
    ----------
    version : str
        Of the new model, or of the current one where they are the same, file by file.
    promoted : bool
        Whether the new model is the current one now.
    lines : list of str
        What changed, for people.
    """

    version: str
    promoted: bool
    lines: list[str]


def train(
    data: Path,
    folder: Path,
    seed: int = 0,
    readers: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Training:
    """Fit a model on an incident file, save it below ``folder``, and promote it if it is no worse.

    No worse means: its balanced log loss on the evidence as read, in folds grouped by
    story, is at most one standard error above the current model's own figure.

    Parameters
    ----------
    readers : bool
        Fit the readers anew too, which takes two hours; else the current model's are kept.
    say : callable
        Told of each step as it begins.

    Raises
    ------
    DataError
        If the file has faults, or too few stories of a kind.
    ModelError
        If the folder cannot be written, or what fitting a reader needs is missing.
    """
    frame = incidents.load(data)
    say(f"{frame['incident'].nunique()} incidents, {len(frame)} texts")
    before = _current_model()
    precise, fast, unseen = _readers(frame, before if not readers else None, seed, say)
    result = cross_validate(frame, unseen.find(frame["text"].tolist(), "precise", precise), seed)
    metrics = _metrics(result)
    pipeline = fit_pipeline(for_risk(frame))
    model = registry.Model(
        pipeline=pipeline,
        draws=fit_draws(pipeline, for_risk(frame), seed=seed),
        precise=precise,
        fast=fast,
        unseen=unseen,
        background=Background.of(for_risk(frame)),
        manifest={"metrics": metrics},
    )
    thresholds = Thresholds()
    facts = {
        "data": {"file": data.name, "sha256": incidents.digest(data), "texts": len(frame)},
        "seed": seed,
        "prior": DEFAULT_PRIOR,
        "thresholds": {"elevated": thresholds.elevated, "high": thresholds.high},
        "metrics": metrics,
    }
    saved = registry.save(model, folder, facts)
    promoted = before is None or no_worse(metrics, before.manifest["metrics"])
    if promoted:
        registry.promote(saved)
    return Training(saved.name, promoted, changes(before, model, frame))


def _readers(
    frame: pd.DataFrame, before: registry.Model | None, seed: int, say: Callable[[str], None]
) -> tuple[Reader, Reader, Unseen]:
    """Keep the readers of the model before, or fit them."""
    if before is not None:
        if new := before.unseen.new(frame["text"].tolist()):
            say(f"{new} of the texts are new to the readers, which are kept; --reader fits them anew")
        return before.precise, before.fast, before.unseen
    try:
        return fit_readers(frame, paths.shipped_datasets(), seed, say=say)
    except ImportError as error:
        raise ModelError(f"{error}; fitting a reader needs: pip install 'callrisk[train-reader]'") from error


def changes(before: registry.Model | None, after: registry.Model, frame: pd.DataFrame) -> list[str]:
    """Say in lines what a new model does differently from the one before: figures, weights, risks."""
    figures = after.manifest["metrics"]
    if before is None:
        return ["there was no model before", *(f"{name} {value:.3f}" for name, value in _flat(figures).items())]
    old = _flat(before.manifest["metrics"])
    lines = [
        f"{name} {old.get(name, float('nan')):.3f} -> {value:.3f}"
        for name, value in _flat(figures).items()
        if abs(old.get(name, float("inf")) - value) >= 0.0005
    ]
    then, now = (dict(zip(_names(model), model.pipeline["scorecard"].coef_, strict=True)) for model in (before, after))
    lines += [
        f"weight {name} {then.get(name, 0.0):+.2f} -> {now.get(name, 0.0):+.2f}"
        for name in sorted(then | now)
        if abs(then.get(name, 0.0) - now.get(name, 0.0)) >= 0.005
    ]
    moved = np.abs(before.pipeline.decision_function(frame) - after.pipeline.decision_function(frame))
    lines.append(f"{(moved >= 0.1).sum()} of {len(frame)} texts' weight of evidence moved by 0.1 or more")
    return lines


def _metrics(result: CrossValidation) -> dict[str, Any]:
    reading = reading_table(result)["f1"]
    return {
        "reading": {"micro_f1": reading["micro"], "macro_f1": reading["macro"]},
        "risk": risk_table(result).to_dict("index"),
    }


def no_worse(new: dict[str, Any], old: dict[str, Any]) -> bool:
    """Say whether new metrics are at most one standard error of log loss above the old ones."""
    ours, theirs = (metrics["risk"]["read, all"] for metrics in (new, old))
    return bool(ours["log_loss"] <= theirs["log_loss"] + ours["log_loss_se"])


def _current_model() -> registry.Model | None:
    try:
        return registry.load(registry.current())
    except ModelError:
        return None


def _names(model: registry.Model) -> list[str]:
    return list(model.pipeline["encode"].get_feature_names_out())


def _flat(metrics: dict[str, Any], path: str = "") -> dict[str, float]:
    """Return nested figures by dotted name."""
    flat: dict[str, float] = {}
    for name, value in metrics.items():
        dotted = f"{path}{name}"
        flat |= _flat(value, f"{dotted}: ") if isinstance(value, dict) else {dotted: value}
    return flat
