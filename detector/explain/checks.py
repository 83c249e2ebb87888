"""What to check next: unanswered fields, by how much their answer is expected to tell."""

from collections.abc import Mapping
from math import log2

from ..codebook import EVIDENCE_FIELDS, UNKNOWN
from ..risk import Scorecard, risk_at
from ..schema import NextCheck
from .background import Background


def next_checks(
    values: Mapping[str, str | int], prior: float, scorecard: Scorecard, background: Background
) -> list[NextCheck]:
    """Rank the unknown fields by the expected information of their answer, in bits.

    That is the mean, over the answers, of the divergence between the risk after the answer
    and the risk now (Lindley 1956). An answer's probability is its share in the training
    texts of each class, mixed by the risk now. Fields whose answers cannot move the risk
    are left out.
    """
    now = risk_at(prior, scorecard.weight(values))
    checks = []
    for field in EVIDENCE_FIELDS:
        if values.get(field.name, UNKNOWN) != UNKNOWN:
            continue
        bits, after = 0.0, {}
        for answer, (authentic, other) in background.answers[field.name].items():
            supposed = {**values, field.name: int(answer) if field.in_days else answer}
            after[answer] = risk_at(prior, scorecard.weight(supposed))
            bits += ((1 - now) * authentic + now * other) * _divergence(after[answer], now)
        if bits > 0:
            checks.append(
                NextCheck(
                    field=field.name,
                    question=field.question,
                    check=field.check,
                    expected_bits=bits,
                    if_answered=after,
                )
            )
    return sorted(checks, key=lambda check: -check.expected_bits)


def _divergence(p: float, q: float) -> float:
    """Return the Kullback-Leibler divergence of yes/no chances p from q, in bits."""
    return sum(a * log2(a / b) for a, b in ((p, q), (1 - p, 1 - q)) if a > 0 and b > 0)
