"""The band: a risk in one word, or that the evidence does not settle it."""

from dataclasses import dataclass
from math import log

from ..schema import Band

# Evidence fewer than three times as typical of one kind of call as of the other
# is "not worth more than a bare mention" (Kass & Raftery 1995).
SETTLES = log(3)


@dataclass(frozen=True)
class Thresholds:
    """Risks from which a call is called elevated, and high."""

    elevated: float = 0.05
    high: float = 0.5


def band_of(risk: float, weight: float, interval: tuple[float, float], thresholds: Thresholds) -> Band:
    """Put a risk into a band.

    Parameters
    ----------
    risk : float
    weight, interval : float, (low, high)
        The weight of evidence and its interval. Where the weight is small, or the interval
        reaches zero, the evidence does not say which way it points: `undetermined`,
        whatever the risk.
    thresholds : Thresholds
    """
    low, high = interval
    if abs(weight) < SETTLES or low <= 0 <= high:
        return "undetermined"
    if risk < thresholds.elevated:
        return "low"
    return "elevated" if risk < thresholds.high else "high"
