"""A behavioural suite for the reader, in the manner of CheckList (Ribeiro et al. 2020).

``datasets/behaviour.jsonl`` has the cases. ``mft``: a plain text and what must be read from
it; ``inv``: two texts from which the same must be read; ``dir``: two texts of which the second
must have the higher, or lower, risk.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from .codebook import FIELDS, UNKNOWN
from .detector import Detector
from .schema import Assessment

Case = Mapping[str, Any]

PRIOR = 0.1
_LEAST_MOVE = 1e-9  # less than this is the same risk


def load_cases(path: Path) -> list[Case]:
    """Load the cases, in the order of the file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def passes(detector: Detector, case: Case) -> bool:
    """Say whether a case passes."""
    assessment = detector.score(case["text"], prior=PRIOR)
    if case["kind"] == "mft":
        return all(_is(name, value, assessment) for name, value in case["expect"].items())
    other = detector.score(case["other"], prior=PRIOR)
    if case["kind"] == "inv":
        return _values(assessment) == _values(other)
    return _moves(case["risk"], assessment.risk, other.risk)


def rates(cases: Sequence[Case], passed: list[bool]) -> pd.DataFrame:
    """Return the number of cases and the share that pass, a row a capability, then all of them."""
    by_capability: dict[str, list[bool]] = {}
    for case, good in zip(cases, passed, strict=True):
        by_capability.setdefault(case["capability"], []).append(good)
    rows = {name: (len(found), sum(found) / len(found)) for name, found in (by_capability | {"all": passed}).items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["cases", "rate"]).astype({"cases": int})


def _moves(wanted: str, before: float | None, after: float | None) -> bool:
    """Say whether the risk moves as wanted; a text without a risk moves nowhere."""
    if before is None or after is None:
        return False
    up, down = after > before + _LEAST_MOVE, after < before - _LEAST_MOVE
    return {"up": up, "down": down, "not_up": not up, "not_down": not down}[wanted]


def _is(name: str, expected: Any, assessment: Assessment) -> bool:
    if name in FIELDS:
        return bool(_values(assessment).get(name) == expected)
    if name == "outcome":
        told = [notice.message for notice in assessment.notices if notice.code == "outcome_stated"]
        if expected is None or not told:
            return expected is None and not told
        return ("not authentic" in told[0]) is (expected == "not_authentic")
    if name == "in_scope":
        return assessment.in_scope is expected
    return _last_word(expected) == _last_word(getattr(assessment, name))


def _values(assessment: Assessment) -> dict[str, Any]:
    return {name: item.value for name, item in assessment.evidence.items() if item.value != UNKNOWN}


def _last_word(words: str | None) -> str | None:
    """Return a name's last word, however it is cased and without a genitive."""
    found = (words or "").replace("’", "'").removesuffix("'s").split()
    return found[-1].strip(".,;:'\"").casefold() if found else None
