"""Which value a field has, if any: one small model a field over the scores of all values."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from .joint import Ties
from .labels import Answer, Labels
from .scorers import Scores

# A field's own scores are penalised less than those of other fields, by this factor squared.
_OWN = 8.0
# Fields that fewer texts speak of see their own scores alone; others would be learned by heart.
_FEW = 150
# A denial overlooked prints a hoax: it wins against a somewhat likelier confirmation.
_TILT = 2.0
_TIES = 0.4
_LEAST_FEW, _LEAST = (0.15,), (0.24, 0.28, 0.32, 0.36)


class _Model(NamedTuple):
    """Weights of some answers (columns).

    ``rivals`` share one probability with saying nothing; under a ``parent``, which gives
    the probability that any of them holds, they share that.
    """

    columns: npt.NDArray[np.int64]
    weights: Scores
    bias: Scores
    rivals: bool = False
    parent: "_Model | None" = None


class Decisions:
    """Probabilities of every answer, from scores.

    Parameters
    ----------
    C : float
        Inverse strength of the regularisation.
    answers : sequence of Answer
        What the columns of the labels stand for.
    shared : sequence of sequence of int
        Columns of answers that have something in common, which is scored too.
    """

    def __init__(self, C: float, answers: Sequence[Answer], shared: Sequence[Sequence[int]]) -> None:
        self.C = C
        self.answers = list(answers)
        self.shared = [list(columns) for columns in shared]

    def fit(self, scores: Scores, labels: Labels) -> Self:
        """Learn from the summaries of texts that the scorers had not seen."""
        self.mean_ = scores.mean(axis=0)
        self.scale_ = scores.std(axis=0) + 1e-6
        X = (scores - self.mean_) / self.scale_
        fields = [known.field for known in self.answers]
        self.columns_ = {f: [k for k, name in enumerate(fields) if name == f] for f in dict.fromkeys(fields)}
        self.few_ = frozenset(f for f, c in self.columns_.items() if labels[:, c].any(axis=1).sum() < _FEW)
        self.models_ = []
        for field, columns in self.columns_.items():
            if field in self.few_:
                self.models_ += self._fit_few(X, labels, columns)
            else:
                self.models_.append(_rivals(X, labels[:, columns], columns, self._own(columns, X), self.C, others=True))
        self.tilt_ = np.array([_TILT if known.name == "denied" else 1.0 for known in self.answers], np.float32)
        self.ties_ = Ties(self.answers, _TIES).fit(labels)
        found = np.array([self.probabilities(row) for row in scores])
        self.least_ = {f: _least(found[:, c], labels[:, c], f in self.few_) for f, c in self.columns_.items()}
        return self

    def _places(self, columns: Sequence[int], X: Scores, block: int | None = None) -> list[int]:
        """Return where the scores of ``columns`` stand in a summary, or in one block of it."""
        step = len(self.answers) + len(self.shared)
        starts = range(0, X.shape[1], step) if block is None else [block * step]
        return [start + k for start in starts for k in columns]

    def _own(self, columns: Sequence[int], X: Scores) -> list[int]:
        """Return the places of ``columns`` and of what they share."""
        shared = [len(self.answers) + k for k, those in enumerate(self.shared) if set(those) & set(columns)]
        return self._places([*columns, *shared], X)

    def _fit_few(self, X: Scores, labels: Labels, columns: Sequence[int]) -> list[_Model]:
        """Decide each value by itself; values with something in common by that first."""
        models, alone = [], list(columns)
        for number, those in enumerate(self.shared):
            group = [k for k in those if k in alone]
            if len(group) > 1 and labels[:, group].any():
                parent = _alone(
                    X,
                    np.asarray(labels[:, group].any(axis=1)),
                    self._places([len(self.answers) + number], X, block=1),
                    group[:1],
                )
                holds = np.asarray(labels[:, group].any(axis=1))
                child = _rivals(
                    X[holds], labels[np.ix_(holds, np.array(group))], group, self._places(group, X, block=1), 0.3
                )
                models.append(child._replace(parent=parent))
                alone = [k for k in alone if k not in group]
        return models + [_alone(X, labels[:, k], self._own([k], X), [k]) for k in alone]

    def probabilities(self, score: Scores) -> Scores:
        """Return the probability of each answer for one text."""
        x = (score - self.mean_) / self.scale_
        result = np.zeros(len(self.answers), np.float32)
        for model in self.models_:
            odds = _odds(model, x)
            if model.parent is not None:
                above = _odds(model.parent, x)[0]
                result[model.columns] = odds / odds.sum() * above / (1 + above)
            else:
                result[model.columns] = odds / (1 + (odds.sum() if model.rivals else odds))
        return self.ties_.apply(result)

    def best(self, field: str, probabilities: Scores) -> tuple[int, bool]:
        """Return the likeliest answer of a field, and whether it is likely enough to be given."""
        columns = self.columns_[field]
        shares = probabilities[columns]
        return columns[int((shares * self.tilt_[columns]).argmax())], bool(
            _presence(shares, field in self.few_) >= self.least_[field]
        )


def _presence(shares: Scores, few: bool) -> Scores:
    """Return what is held against the least probability: the best value's, or any value's where few are known."""
    return np.asarray(shares.sum(axis=-1) if few else shares.max(axis=-1))


def _odds(model: _Model, x: Scores) -> Scores:
    return np.asarray(np.exp(np.clip(model.weights @ x + model.bias, -30, 30)), np.float32)


def _alone(X: Scores, label: Labels, places: Sequence[int], columns: Sequence[int]) -> _Model:
    """Learn one answer from a few scores."""
    weights, bias = np.zeros((1, X.shape[1]), np.float32), np.full(1, -9.0, np.float32)
    if label.all():
        bias = -bias
    elif label.any():
        model = LogisticRegression(C=1.0).fit(X[:, places], label)
        weights[0, places], bias = model.coef_[0], model.intercept_.astype(np.float32)
    return _Model(np.array(columns), weights, bias)


def _rivals(
    X: Scores, labels: Labels, columns: Sequence[int], places: Sequence[int], C: float, others: bool = False
) -> _Model:
    """Learn answers that exclude each other, from their own scores and faintly from ``others``."""
    emphasis = np.full(X.shape[1], 1.0 if others else 0.0, np.float32)
    emphasis[places] = _OWN if others else 1.0
    target = np.where(labels.any(axis=1), labels.argmax(axis=1), -1)
    classes = np.unique(target)
    weights, bias = np.zeros((len(classes), X.shape[1])), np.zeros(len(classes))
    if len(classes) > 1:
        model = LogisticRegression(C=C, max_iter=500, tol=1e-3).fit(X * emphasis, target)
        weights[-len(model.coef_) :], bias[-len(model.coef_) :] = model.coef_, model.intercept_
    if classes[0] == -1:  # only differences matter: let saying nothing be zero
        weights, bias = weights[1:] - weights[0], bias[1:] - bias[0]
    values = np.array(columns)[classes[classes >= 0]]
    return _Model(values, (weights * emphasis).astype(np.float32), bias.astype(np.float32), rivals=True)


def _least(found: Scores, labels: Labels, few: bool) -> float:
    """Return the least probability that gives the best F1 of a field, within reason."""
    highest = _presence(found, few)
    right = labels[np.arange(len(labels)), found.argmax(axis=1)]
    grid = _LEAST_FEW if few else _LEAST
    scores = [(right & (highest >= least)).sum() / ((highest >= least).sum() + labels.sum() + 1) for least in grid]
    return grid[int(np.argmax(scores))]
