"""What who reported a call, the two sides' positions and their agreement say of each other.

A recipient who tells of a call has confirmed it; two denials are no report. Such ties are
counted in the annotations and applied to the probabilities of the fields, which the models
give one by one.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Self

import numpy as np
import numpy.typing as npt

from .labels import Answer, Labels

_TIED = ("report_source", "caller_position", "recipient_position", "accounts_agree")
_SHRINK = 10.0  # as many imagined texts in which the fields have nothing to do with each other


class Ties:
    """Pairwise ties between the values of a few fields.

    Parameters
    ----------
    answers : sequence of Answer
        What the columns of labels and probabilities stand for.
    strength : float
        How much the ties count; the models have seen some of them already.
    """

    def __init__(self, answers: Sequence[Answer], strength: float) -> None:
        columns = ([k for k, known in enumerate(answers) if known.field == field] for field in _TIED)
        self.columns = [found for found in columns if found]
        self.strength = strength

    def fit(self, labels: Labels) -> Self:
        """Count which values go together; the last state of each field is "says nothing of it"."""
        states = [np.column_stack([labels[:, c], ~labels[:, c].any(axis=1)]).astype(float) for c in self.columns]
        shares = [state.mean(axis=0) + 1e-9 for state in states]
        self.table_ = np.zeros([state.shape[1] for state in states], np.float32)
        for i, j in combinations(range(len(states)), 2):
            expected = np.outer(shares[i], shares[j])
            together = (states[i].T @ states[j] + _SHRINK * expected) / (len(labels) + _SHRINK)
            shape = [-1 if axis == i else together.shape[1] if axis == j else 1 for axis in range(len(states))]
            self.table_ += np.log(np.maximum(together, 1e-5) / expected).reshape(shape)
        self.table_ = np.exp(self.strength * self.table_)
        return self

    def apply(self, probabilities: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the probabilities of all answers, those of the tied fields made consistent."""
        result = probabilities.copy()
        joint = self.table_
        for axis, columns in enumerate(self.columns):
            shares = probabilities[columns]
            shape = [-1 if other == axis else 1 for other in range(len(self.columns))]
            joint = joint * np.append(shares, max(1e-6, 1 - float(shares.sum()))).reshape(shape)
        joint = joint / joint.sum()
        for axis, columns in enumerate(self.columns):
            result[columns] = joint.sum(axis=tuple(k for k in range(len(self.columns)) if k != axis))[:-1]
        return result
