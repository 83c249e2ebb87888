"""The logistic scorecard: weights that start where the codebook says and never turn round."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data


class ScorecardClassifier(ClassifierMixin, BaseEstimator):
    """Logistic regression without intercept: maximum a posteriori under bounds.

    Each weight has a normal prior (mean, standard deviation) and a lower and an upper
    bound. Without an intercept ``decision_function`` is the weight of evidence: all zeros
    in gives 0 out, and a deployer's prior log-odds can be added to it. Fitted with the
    classes weighing alike, ``predict_proba`` is the probability at a prior of one half
    (King & Zeng 2001, prior correction for case-control data).

    Parameters
    ----------
    means, sds, lows, highs : array-like of shape (n_features,), or float
        Prior and bounds of the weights, in natural log-odds. Where low and high are the
        same, the weight is fixed there.

    Attributes
    ----------
    coef_ : array of shape (n_features,)
    classes_ : array of shape (2,)
    """

    def __init__(
        self, means: ArrayLike = 0.0, sds: ArrayLike = 0.7, lows: ArrayLike = -np.inf, highs: ArrayLike = np.inf
    ) -> None:
        self.means = means
        self.sds = sds
        self.lows = lows
        self.highs = highs

    def fit(self, X: Any, y: Any, sample_weight: ArrayLike | None = None) -> Self:
        """Find the most probable weights.

        Raises
        ------
        ValueError
            If there are not two classes, a standard deviation is not positive, or a lower
            bound is above the upper one.
        """
        X, y = validate_data(self, X, y, dtype=float)
        check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) != 2:
            raise ValueError(
                f"Only binary classification is supported: wanted two classes, got {len(self.classes_)} class(es)"
            )
        weight = _check_sample_weight(sample_weight, X, dtype=float)
        means, sds, lows, highs = (
            np.broadcast_to(np.asarray(values, dtype=float), X.shape[1])
            for values in (self.means, self.sds, self.lows, self.highs)
        )
        if not (sds > 0).all():
            raise ValueError("every standard deviation must be above 0")
        if not (lows <= highs).all():
            raise ValueError("no lower bound may be above the upper one")
        signs = np.where(codes == 1, 1.0, -1.0)

        def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
            margins = signs * (X @ beta)
            pulls = (beta - means) / sds
            slope = X.T @ (-weight * signs * expit(-margins)) + pulls / sds
            return weight @ np.logaddexp(0, -margins) + pulls @ pulls / 2, slope

        found = minimize(
            loss,
            np.clip(means, lows, highs),
            jac=True,
            method="L-BFGS-B",
            bounds=list(zip(lows, highs, strict=True)),
            options={"maxiter": 10_000, "ftol": 1e-15, "gtol": 1e-9},
        )
        self.coef_ = found.x
        self.n_iter_ = found.nit
        return self

    def decision_function(self, X: Any) -> np.ndarray:
        """Return the weight of evidence of each row, in natural log-odds."""
        check_is_fitted(self)
        weights: np.ndarray = validate_data(self, X, dtype=float, reset=False) @ self.coef_
        return weights

    def predict_proba(self, X: Any) -> np.ndarray:
        """Return the probability of each class at a prior of one half, shape (n_rows, 2)."""
        positive = expit(self.decision_function(X))
        return np.column_stack([1 - positive, positive])

    def predict(self, X: Any) -> np.ndarray:
        """Return the likelier class of each row."""
        weights = self.decision_function(X)
        classes: np.ndarray = self.classes_[(weights > 0).astype(int)]
        return classes

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags
