"""From two readers' scores to calibrated answers: one small logistic model a field.

All values of a field share its few weights, one for each view of a value, so that rare values
are judged as common ones are (Platt 1999, "Probabilistic outputs for support vector machines").
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from .labels import Answer, Labels

Views = npt.NDArray[np.float32]
Shares = npt.NDArray[np.float64]

_LEAST = np.arange(0.15, 0.61, 0.025)
# Which least probability gives the best F1 is uncertain where few texts speak of a field: this
# draws it towards half of the F1 reached, which is the best one of calibrated probabilities
# (Lipton et al. 2014, "Optimal thresholding of classifiers to maximize F1 measure").
_USUAL, _DRAW = 0.33, 0.05
_SMOOTH = 8.0


class _Model(NamedTuple):
    """Of one field: the columns of its answers, the weights of the views, and the bias."""

    columns: list[int]
    weights: npt.NDArray[np.float64]
    bias: float


class Verdicts:
    """The probability of every answer, and the least at which a field's best one is given.

    Parameters
    ----------
    answers : sequence of Answer
        What the columns of views and labels stand for.
    C : float
        Inverse strength of the regularisation.
    """

    def __init__(self, answers: Sequence[Answer], C: float = 10.0) -> None:
        self.answers = list(answers)
        self.C = C

    def fit(self, views: Views, labels: Labels, known: Labels) -> Self:
        """Learn from texts that the readers had not seen.

        Parameters
        ----------
        views : array of shape (n_texts, n_answers, n_views)
            Log-odds of each answer, by each reader.
        labels, known : arrays of shape (n_texts, n_answers)
            Which answers are stated; of which it is known whether they are.
        """
        self.models_: dict[str, _Model] = {}
        self.least_: dict[str, float] = {}
        for field in dict.fromkeys(known.field for known in self.answers):
            columns = [k for k, known in enumerate(self.answers) if known.field == field]
            rows = known[:, columns].all(axis=1)
            stated = labels[rows][:, columns]
            self.models_[field] = self._model(views[rows][:, columns], stated, columns)
            found = np.array([_shares(self.models_[field], one) for one in views[rows]])
            self.least_[field] = _best_least(found.reshape(-1, len(columns)), stated)
        return self

    def _model(self, views: Views, stated: Labels, columns: list[int]) -> _Model:
        if not stated.any() or stated.all():
            return _Model(columns, np.zeros(views.shape[-1]), 9.0 if stated.size and stated.all() else -30.0)
        X = views.reshape(-1, views.shape[-1]).astype(np.float64)
        scale = X.std(axis=0) + 1e-3
        model = LogisticRegression(C=self.C).fit(X / scale, stated.ravel())
        return _Model(columns, model.coef_[0] / scale, float(model.intercept_[0]))

    def probabilities(self, views: Views) -> Mapping[str, Shares]:
        """Return, for each field, the probability of each of its answers; what is missing to one: not stated."""
        return {field: _shares(model, views) for field, model in self.models_.items()}


def _shares(model: _Model, views: Views) -> Shares:
    """Return the probabilities of a field's answers, from the views of all answers or of these."""
    own = views if len(views) == len(model.columns) else views[model.columns]
    shares = 1 / (1 + np.exp(-(own @ model.weights + model.bias)))
    return np.asarray(shares / max(1.0, float(shares.sum())))


def _best_least(found: Shares, stated: Labels) -> float:
    """Return the least probability that gives the best F1 of a field."""
    right = stated[np.arange(len(stated)), found.argmax(axis=1)]
    best = found.max(axis=1)
    hits = np.array([(right & (best >= least)).sum() for least in _LEAST])
    given = np.array([(best >= least).sum() for least in _LEAST])
    f1 = (2 * hits + _SMOOTH) / (given + stated.sum() + 2.5 * _SMOOTH)
    return float(_LEAST[int(np.argmax(f1 - _DRAW * np.abs(_LEAST - _USUAL)))])
