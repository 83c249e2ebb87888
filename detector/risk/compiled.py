"""The scorecard as arrays: what a fitted pipeline says, without a table for each report."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sklearn.pipeline import Pipeline

from ..codebook import FIELDS, PATTERNS, UNKNOWN
from .encoder import COLUMNS

COVERAGE = 0.9  # of an interval
_PLACE = {column: place for place, column in enumerate(COLUMNS)}


@dataclass(frozen=True)
class Scorecard:
    """Weights by column, and draws of them for intervals.

    Attributes
    ----------
    coef : array of shape (n_columns,)
    draws : array of shape (n_draws, n_columns)
    """

    coef: np.ndarray
    draws: np.ndarray

    @classmethod
    def compile(cls, pipeline: Pipeline, draws: np.ndarray) -> "Scorecard":
        """Take the weights out of a fitted pipeline."""
        return cls(pipeline["scorecard"].coef_, draws)

    def contributions(self, values: Mapping[str, str | int]) -> list[tuple[str, str | int, float]]:
        """Return (field, value, log-odds) for each known field and pattern that has a weight.

        Fields that are unknown, and context fields, are left out.
        """
        return [(field, value, float(self.coef[place])) for field, value, place in _known(values)]

    def weight(self, values: Mapping[str, str | int]) -> float:
        """Return the weight of evidence, in natural log-odds."""
        return float(sum(self.coef[place] for _, _, place in _known(values)))

    def weight_interval(self, values: Mapping[str, str | int]) -> tuple[float, float]:
        """Return the interval of the weight of evidence that holds 90 % of the draws, and the weight."""
        places = [place for _, _, place in _known(values)]
        weights = self.draws[:, places].sum(axis=1)
        low, high = np.quantile(weights, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
        weight = self.weight(values)
        return min(float(low), weight), max(float(high), weight)


def _known(values: Mapping[str, str | int]) -> list[tuple[str, str | int, int]]:
    """List (field, value, column) of what is known and has a column."""
    found: list[tuple[str, str | int, int]] = [
        (name, value, _PLACE[name, field.category(value)])
        for name, field in FIELDS.items()
        if not field.context and (value := values.get(name, UNKNOWN)) != UNKNOWN
    ]
    found += [
        (pattern.name, "yes", _PLACE[pattern.name, "yes"])
        for pattern in PATTERNS
        if all(values.get(field) == value for field, value in pattern.when.items())
    ]
    return found
