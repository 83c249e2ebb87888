"""Scores of every value for a text as a whole and for each of its clauses."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from .features import Vocabulary, document_features
from .labels import Labels

Scores = npt.NDArray[np.float32]
ClauseRows = Sequence[Sequence[str]]  # the features of each clause of one text


class LinearScorer:
    """One linear model a value, kept small: single precision, the least weights cut.

    Parameters
    ----------
    C : float
        Inverse strength of the regularisation.
    rare : float
        A positive row weighs ``(negatives / positives) ** rare``.
    kept : int
        How many weights, the largest, are kept over all values.
    random_state : int
        Seed of the solver.
    """

    def __init__(self, C: float, rare: float, kept: int, random_state: int) -> None:
        self.C = C
        self.rare = rare
        self.kept = kept
        self.random_state = random_state

    def fit(self, X: csr_matrix, labels: Labels) -> Self:
        """Learn a value from each column of ``labels``."""
        X = X.astype(np.float64)  # what liblinear computes in, converted once
        weights = np.zeros((X.shape[1], labels.shape[1]), np.float32)
        self.bias_ = np.full(labels.shape[1], -1.0, np.float32)
        for column, label in enumerate(labels.T):
            positives = int(label.sum())
            if 0 < positives < len(label):
                weight = ((len(label) - positives) / positives) ** self.rare
                model = LinearSVC(C=self.C, class_weight={1: weight}, tol=0.1, random_state=self.random_state)
                model.fit(X, label.astype(np.int8))
                weights[:, column], self.bias_[column] = model.coef_[0], model.intercept_[0]
        if weights.size > self.kept:
            floor = np.partition(np.abs(weights).ravel(), -self.kept)[-self.kept]
            weights[np.abs(weights) < floor] = 0.0
        self.weights_ = csr_matrix(weights)
        return self

    def scores(self, X: csr_matrix) -> Scores:
        """Return a row of scores for each row of ``X``."""
        return np.asarray((X @ self.weights_).toarray() + self.bias_, np.float32)


class TextScorer:
    """Scores texts and clauses by their features."""

    def __init__(
        self, C: float, C_text: float, kept: int, random_state: int, mirrored: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.mirrored = mirrored
        self.clauses = LinearScorer(C, 0.6, kept, random_state)
        self.texts = LinearScorer(C_text, 0.3, kept, random_state)

    def fit(self, texts: Sequence[ClauseRows], clause_labels: Labels, text_labels: Labels) -> Self:
        """Learn from texts, given as the features of their clauses."""
        rows = [row for text in texts for row in text]
        self.clause_words_ = Vocabulary(3).fit(rows)
        extra, extra_labels = self._mirror(rows, clause_labels)
        self.clauses.fit(self.clause_words_.transform(rows + extra), np.vstack([clause_labels, extra_labels]))
        wholes = [document_features(text) for text in texts]
        self.text_words_ = Vocabulary(4).fit(wholes)
        self.texts.fit(self.text_words_.transform(wholes), text_labels)
        return self

    def _mirror(self, rows: list[Sequence[str]], labels: Labels) -> tuple[list[Sequence[str]], Labels]:
        """Copy the clauses that speak for one side, sides swapped, so that only the markers tell which."""
        chosen = np.flatnonzero(labels[:, [k for pair in self.mirrored for k in pair]].any(axis=1))
        swapped = labels[chosen]
        for one, other in self.mirrored:
            swapped[:, [one, other]] = swapped[:, [other, one]]
        return [[_swap_sides(name) for name in rows[k]] for k in chosen], swapped

    def score(self, texts: Sequence[ClauseRows]) -> tuple[Scores, list[Scores]]:
        """Return the scores of each text (a row) and, text by text, of its clauses."""
        wholes = self.texts.scores(self.text_words_.transform([document_features(text) for text in texts]))
        clauses = self.clauses.scores(self.clause_words_.transform([row for text in texts for row in text]))
        bounds = np.cumsum([len(text) for text in texts])[:-1]
        return wholes, np.split(clauses, bounds)


def _swap_sides(name: str) -> str:
    return name.replace("<caller", "<\0").replace("<recipient", "<caller").replace("<\0", "<recipient")


def summary(whole: Scores, clauses: Scores) -> Scores:
    """Return what is decided on: the text's scores, and the best and second best clause's."""
    if len(clauses) == 0:
        clauses = np.full((1, len(whole)), -1.0, np.float32)
    best = np.sort(clauses, axis=0)
    return np.concatenate([whole, best[-1], best[max(-2, -len(best))]])
