"""How well texts are read, as tables: by field, style and party, quotes, confidence, scope, told outcomes.

Every figure is of texts read by readers that never saw their story.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from . import paths
from .behaviour import load_cases, passes, rates
from .detector import Detector
from .evaluation import stated
from .further import Further, load_further
from .reading import Reading
from .reading.metrics import reading_f1
from .registry import Model
from .unseen import How, ReaderName

POSITIONS = ("caller_position", "recipient_position")
N_BINS = 10
_TITLES_OF: Mapping[How, str] = {
    "precise": "PRECISE READER",
    "named": "PRECISE READER, TOLD WHO THE PARTIES ARE",
    "fast": "FAST READER",
}
_GIVEN = ("claimed caller right", "recipient right")  # no figures of a reader that is told
# Words that tell nobody apart.
_TITLES = frozenset("the of a an president minister prime mr mrs pope his her".split())


def report(frame: pd.DataFrame, model: Model) -> str:
    """Return all tables, for both readers, as text."""
    shipped = frame[frame["origin"].isna()]
    parts = []
    for how, title in _TITLES_OF.items():
        reader = model.fast if how == "fast" else model.precise
        readings = model.unseen.find(shipped["text"].tolist(), how, reader)
        every = model.unseen.find(frame["text"].tolist(), how, reader)
        parts += [
            f"{title}, texts of stories that it had not seen",
            _table("by field", by_field(shipped, readings)),
            _table("by style", by_style(shipped, readings)),
            _table("summary", summary(shipped, readings).drop(list(_GIVEN) if how == "named" else [])),
            _table("with the augmented texts in the test folds", by_field(frame, every).loc[["micro", "macro"]]),
        ]
        if how != "named":
            parts.append(_table("scope and told outcomes", scope_and_outcomes(shipped, readings, model, how)))
    detector = Detector(model)
    cases = load_cases(paths.shipped_datasets() / "behaviour.jsonl")
    parts.append(_table("BEHAVIOUR, precise reader", rates(cases, [passes(detector, case) for case in cases])))
    return "\n\n".join(parts)


def _table(title: str, table: pd.DataFrame) -> str:
    return f"{title}\n{table.to_string(float_format='{:.3f}'.format)}"


def by_field(frame: pd.DataFrame, readings: Sequence[Reading]) -> pd.DataFrame:
    """Return precision, recall, F1 and support, a row a field, then micro and macro."""
    return reading_f1(stated(frame), [_values(reading) for reading in readings])


def by_style(frame: pd.DataFrame, readings: Sequence[Reading]) -> pd.DataFrame:
    """Return micro-F1 by style, and how far each is from that of all texts."""
    styles = frame["style"].to_numpy()
    whole = _micro(frame, readings)
    rows = {}
    for style in sorted(set(styles)):
        chosen = [k for k, other in enumerate(styles) if other == style]
        f1 = _micro(frame.iloc[chosen], [readings[k] for k in chosen])
        rows[style] = {"texts": len(chosen), "f1": f1, "difference": f1 - whole}
    return pd.DataFrame.from_dict(rows, orient="index").astype({"texts": int})


def _micro(frame: pd.DataFrame, readings: Sequence[Reading]) -> float:
    return float(by_field(frame, readings)["f1"]["micro"])


def summary(frame: pd.DataFrame, readings: Sequence[Reading]) -> pd.DataFrame:
    """Return the figures that are one number each."""
    rows = frame.to_dict("records")
    gold = stated(frame)
    pairs = list(zip(gold, readings, strict=True))
    cues = [(row, expected, cue) for row, (expected, reading) in zip(rows, pairs, strict=True) for cue in reading.cues]
    right = np.array([expected.get(cue.field) == cue.value for _, expected, cue in cues])
    confidence = np.array([cue.confidence for _, _, cue in cues])
    quotes = [_overlaps(row, cue) for (row, _, cue), good in zip(cues, right, strict=True) if good]
    found: dict[str, Any] = {
        "claimed caller right": _share(_party_right(rows, readings, "caller", 0)),
        "recipient right": _share(_party_right(rows, readings, "recipient", 1)),
        "positions swapped": _share([swapped(expected, _values(reading)) for expected, reading in pairs]),
        "quotes that overlap": _share(quotes),
        "calibration error": (calibration_error(confidence, right), len(cues)),
        "right of those at 0.9 and above": _share(right[confidence >= 0.9].tolist()),
    }
    return pd.DataFrame.from_dict(found, orient="index", columns=["figure", "of"]).astype({"of": int})


def swapped(expected: Mapping[str, Any], read: Mapping[str, Any]) -> bool:
    """Say whether a position is read as its opposite, or given to the wrong side.

    >>> swapped({"caller_position": "denied"}, {"recipient_position": "denied"})
    True
    """
    for side, other in (POSITIONS, POSITIONS[::-1]):
        value = read.get(side)
        if value not in ("confirmed", "denied") or value == expected.get(side):
            continue
        if expected.get(side) in ("confirmed", "denied"):
            return True
        if side not in expected and expected.get(other) == value and read.get(other) != value:
            return True
    return False


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error over bins of equal count (Naeini et al. 2015); of no cues, 0."""
    order = np.argsort(confidence, kind="stable")
    bins = [part for part in np.array_split(order, N_BINS) if len(part)]
    return float(
        sum(len(part) * abs(confidence[part].mean() - right[part].mean()) for part in bins) / max(1, len(order))
    )


def scope_and_outcomes(
    frame: pd.DataFrame, readings: Sequence[Reading], model: Model, name: ReaderName
) -> pd.DataFrame:
    """Return how often a text is rightly taken to report a call, and how often a told end is found."""
    further = load_further(paths.shipped_datasets())
    read = model.unseen.find([one.text for one in further], name, getattr(model, name))
    both = list(zip(further, read, strict=True))
    found = {
        "in scope: incident texts": _share([reading.in_scope for reading in readings]),
        "in scope: terse tips": _share([r.in_scope for one, r in both if one.kind == "terse_report"]),
        "out of scope": _share([not r.in_scope for one, r in both if one.annotation.in_scope is False]),
        "outcome told, and found": _share([_told_right(one, r) for one, r in both if one.annotation.outcome]),
        "look-alike, and left": _share([r.outcome is None for one, r in both if _look_alike(one)]),
        "incident text, and left": _share([reading.outcome is None for reading in readings]),
    }
    return pd.DataFrame.from_dict(found, orient="index", columns=["share", "of"]).astype({"of": int})


def _told_right(one: Further, reading: Reading) -> bool:
    told = one.annotation.outcome
    return told is not None and reading.outcome is not None and reading.outcome.value == told[0]


def _look_alike(one: Further) -> bool:
    return one.kind == "outcome" and one.annotation.outcome is None


def _values(reading: Reading) -> dict[str, str | int]:
    return {cue.field: cue.value for cue in reading.cues}


def _share(good: Sequence[bool]) -> tuple[float, int]:
    return (float(np.mean(good)) if len(good) else float("nan"), len(good))


def _party_right(rows: Sequence[Mapping[Any, Any]], readings: Sequence[Reading], side: str, which: int) -> list[bool]:
    """Judge the texts that name the party and tell who rang."""
    found = []
    for row, reading in zip(rows, readings, strict=True):
        mentions = row["mentions"] or {}
        if mentions.get(side) and mentions["told"]:
            said = (reading.claimed_caller, reading.recipient)[which]
            found.append(said is not None and any(same_party(said, words) for words in mentions[side]))
    return found


def same_party(said: str, mention: str) -> bool:
    """Say whether two names or titles in one text are one person's: a word that tells, or all words, agree.

    >>> same_party("Elton John", "Sir Elton"), same_party("the president", "President"), same_party("Ann", "Bo")
    (True, True, False)
    """
    one, other = (set(re.findall(r"\w+", words.lower())) for words in (said, re.sub(r"#\d+$", "", mention)))
    return bool((one - _TITLES) & (other - _TITLES)) or one - {"the"} == other - {"the"}


def _overlaps(row: Mapping[Any, Any], cue: Any) -> bool:
    quote = row["quotes"][cue.field]
    start = row["text"].find(quote)
    return bool(cue.start < start + len(quote) and cue.end > start)
