"""Fit the risk pipeline, and draws of its weights that tell how sure they are."""

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.pipeline import Pipeline

from .encoder import COLUMNS, EvidenceEncoder
from .scorecard import ScorecardClassifier


def make_risk_pipeline() -> Pipeline:
    """Return the unfitted pipeline: codebook encoder, then the scorecard with the codebook's priors."""
    weights = COLUMNS.values()
    scorecard = ScorecardClassifier(
        means=[weight.start for weight in weights],
        sds=[weight.sd for weight in weights],
        lows=[weight.low for weight in weights],
        highs=[weight.high for weight in weights],
    )
    return Pipeline([("encode", EvidenceEncoder()), ("scorecard", scorecard)])


def fit_pipeline(frame: pd.DataFrame) -> Pipeline:
    """Fit the pipeline on labelled texts (``incidents.load``; those that weigh 0 play no part)."""
    rows = frame[frame["weight"] > 0]
    return make_risk_pipeline().fit(
        rows, rows["label"].astype(int).to_numpy(), scorecard__sample_weight=rows["weight"].to_numpy()
    )


def fit_draws(pipeline: Pipeline, frame: pd.DataFrame, n_draws: int = 200, seed: int = 0) -> np.ndarray:
    """Draw weights from about their posterior: refits to resampled stories and resampled priors.

    Each draw weighs the stories by a Bayesian bootstrap (Rubin 1981; a story's texts share
    its weight) and moves the prior's means by their own spread, as in randomised maximum a
    posteriori; without the latter a weight that the data say nothing about would look certain.

    Returns
    -------
    array of shape (n_draws, n_columns)
    """
    rng = np.random.default_rng(seed)
    rows = frame[frame["weight"] > 0]
    encoded = pipeline["encode"].transform(rows)
    labels = rows["label"].astype(int).to_numpy()
    story = pd.factorize(rows["story"])[0]
    scorecard = pipeline["scorecard"]
    sds = np.asarray(scorecard.sds)
    draws = []
    for _ in range(n_draws):
        weight = rows["weight"].to_numpy() * rng.exponential(size=story.max() + 1)[story]
        for label in (0, 1):  # balanced again, as in the fit itself
            weight[labels == label] *= rows["weight"].sum() / 2 / weight[labels == label].sum()
        draw = clone(scorecard).set_params(means=rng.normal(scorecard.means, sds))
        draws.append(draw.fit(encoded, labels, sample_weight=weight).coef_)
    return np.array(draws)
