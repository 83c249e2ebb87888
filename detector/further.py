"""Texts of our own that teach a reader what incidents can't: that no call is reported, that the end is told.

``scope.jsonl`` and ``outcomes.jsonl`` stand beside the incidents; the datasheet describes them.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .reading import Annotation

N_FOLDS = 5
_OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True)
class Further:
    """A text, what is known of it, its kind, and the fold in which it is tested."""

    text: str
    annotation: Annotation
    kind: str
    fold: int


def load_further(folder: Path) -> list[Further]:
    """Load the texts about scope, in English, and about told outcomes."""
    scope, outcomes = _lines(folder / "scope.jsonl"), _lines(folder / "outcomes.jsonl")
    return [
        Further(row["text"], Annotation({}, in_scope=row["in_scope"], complete=False), row["kind"], k % N_FOLDS)
        for k, row in enumerate(scope)
        if row["kind"] != _OTHER_LANGUAGE
    ] + [
        Further(row["text"], Annotation({}, in_scope=None, outcome=_told(row), complete=False), "outcome", k % N_FOLDS)
        for k, row in enumerate(outcomes)
    ]


def other_languages(folder: Path) -> list[str]:
    """Load the texts that are not in English."""
    return [row["text"] for row in _lines(folder / "scope.jsonl") if row["kind"] == _OTHER_LANGUAGE]


def _told(row: dict[str, Any]) -> tuple[str, str] | None:
    return (row["outcome"], row["quote"]) if row["outcome"] else None


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
