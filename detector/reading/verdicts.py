"""From a network's scores to calibrated answers: one small logistic model a field.

All values of a field share its weights, one for each view of a value, and its bias, so that rare values are
judged as common ones are (Platt 1999, "Probabilistic outputs for support vector machines").
"""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from .labels import CALL, Answer, Labels
from .units import Scores

Shares = npt.NDArray[np.float64]

_LEAST = np.arange(0.15, 0.61, 0.025)
# Which least probability gives the best F1 is uncertain where few texts speak of a field: this
# draws it towards half of the F1 reached, which is the best one of calibrated probabilities
# (Lipton et al. 2014, "Optimal thresholding of classifiers to maximize F1 measure").
_USUAL, _DRAW = 0.33, 0.05
_SMOOTH = 8.0
_REFUSED = 0.002  # the share of reports that may be taken for something else


class Verdicts:
    """The probability of every answer, and the least at which a field's best one is given.

    Parameters
    ----------
    answers : sequence of Answer
        What the columns of scores and labels stand for.
    C : float
        Inverse strength of the regularisation.
    """

    def __init__(self, answers: Sequence[Answer], C: float = 10.0) -> None:
        self.answers = list(answers)
        self.C = C

    def fit(self, views: Scores, labels: Labels, known: Labels) -> Self:
        """Learn from texts that the network had not seen.

        Parameters
        ----------
        views : array of shape (n_texts, n_answers, n_views)
            The log-odds of each answer in each text, as `Sight.views` has them.
        labels, known : arrays of shape (n_texts, n_answers)
            Which answers are stated; of which it is known whether they are.
        """
        fields = list(dict.fromkeys(answer.field for answer in self.answers))
        self.columns_ = {
            field: [k for k, answer in enumerate(self.answers) if answer.field == field] for field in fields
        }
        self.fields_ = np.array([fields.index(answer.field) for answer in self.answers])
        self.members_ = np.eye(len(fields))[self.fields_]
        self.weights_ = np.zeros((len(self.answers), views.shape[-1]))
        self.biases_ = np.zeros(len(self.answers))
        self.least_: dict[str, float] = {}
        for columns in self.columns_.values():
            rows = known[:, columns].all(axis=1)
            found = self._line(views[rows][:, columns], labels[rows][:, columns])
            self.weights_[columns], self.biases_[columns] = found
        shares = self.probabilities(views)
        for field, columns in self.columns_.items():
            rows = known[:, columns].all(axis=1)
            if field == CALL.field:
                reports = shares[rows & labels[:, columns[0]], columns[0]]
                self.least_[field] = float(np.quantile(reports, _REFUSED)) if len(reports) else 0.0
            else:
                self.least_[field] = _best_least(shares[rows][:, columns], labels[rows][:, columns])
        return self

    def _line(self, views: Scores, stated: Labels) -> tuple[Shares, float]:
        """Return weights and bias for all values of one field."""
        x = views.reshape(-1, views.shape[-1]).astype(np.float64)
        if not stated.any() or stated.all():
            return np.zeros(x.shape[1]), 9.0 if stated.size and stated.all() else -30.0
        scale = x.std(axis=0) + 1e-3
        model = LogisticRegression(C=self.C).fit(x / scale, stated.ravel())
        return model.coef_[0] / scale, float(model.intercept_[0])

    def probabilities(self, views: Scores) -> Shares:
        """Return the probability of each answer; what those of a field lack to one is that it is not stated.

        Parameters
        ----------
        views : array of shape (..., n_answers, n_views)
        """
        shares = expit((views * self.weights_).sum(axis=-1) + self.biases_)
        return np.asarray(shares / np.maximum(1.0, shares @ self.members_)[..., self.fields_])


def _best_least(found: Shares, stated: Labels) -> float:
    """Return the least probability that gives the best F1 of a field."""
    right = stated[np.arange(len(stated)), found.argmax(axis=1)]
    best = found.max(axis=1)
    hits = np.array([(right & (best >= least)).sum() for least in _LEAST])
    given = np.array([(best >= least).sum() for least in _LEAST])
    f1 = (2 * hits + _SMOOTH) / (given + stated.sum() + 2.5 * _SMOOTH)
    return float(_LEAST[int(np.argmax(f1 - _DRAW * np.abs(_LEAST - _USUAL)))])
