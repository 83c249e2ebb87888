"""What the explanations need of the training data: past cases, and how often each answer came."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..codebook import EVIDENCE_FIELDS, FIELDS


@dataclass(frozen=True)
class Background:
    """Plain data, kept as JSON beside the model.

    Attributes
    ----------
    answers : dict
        Field to answer (``Field.category``) to its probability among texts of authentic
        calls, and among the others, given that the field is known.
    cases : list of dict
        One a snapshot: id, title, outcome, sources, evidence.
    """

    answers: dict[str, dict[str, tuple[float, float]]]
    cases: list[dict[str, Any]]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Background":
        """Gather it from ``incidents.load``'s table."""
        return cls(_answers(frame), _cases(frame))

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"answers": self.answers, "cases": self.cases}


def _answers(frame: pd.DataFrame) -> dict[str, dict[str, tuple[float, float]]]:
    """Count answers by class, each incident once; one imagined incident is spread over all answers."""
    answers = {}
    for field in EVIDENCE_FIELDS:
        rows = frame[(frame["weight"] > 0) & frame[field.name].notna()]
        answer = rows[field.name].map(field.category)
        shares = []
        for label in (0, 1):
            weight = rows["weight"].where(rows["label"] == label, 0.0)
            counts = weight.groupby(answer).sum().reindex([value.name for value in field.values], fill_value=0.0)
            counts += 1 / len(field.values)
            shares.append(counts / counts.sum())
        answers[field.name] = {
            value.name: (float(shares[0][value.name]), float(shares[1][value.name])) for value in field.values
        }
    return answers


def _cases(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Merge the texts of each snapshot: a field's evidence is what most of them that state it say."""
    cases = []
    for (incident, _), texts in frame.groupby(["incident", "snapshot"], sort=False):
        first = texts.iloc[0]
        evidence = {name: texts[name].dropna().mode() for name in FIELDS}
        cases.append(
            {
                "id": incident,
                "title": f"{first['claimed_caller']} and {first['recipient']}, {first['call_date']}",
                "outcome": first["outcome"],
                "sources": list(first["sources"]),
                "evidence": {
                    name: int(values[0]) if FIELDS[name].in_days else values[0]
                    for name, values in evidence.items()
                    if len(values)
                },
            }
        )
    return cases
