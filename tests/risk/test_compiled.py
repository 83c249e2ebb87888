import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from strategies import evidence

from detector.codebook import FIELDS
from detector.risk import Scorecard, fit_draws, fit_pipeline


@pytest.fixture(scope="module")
def pipeline(frame):
    return fit_pipeline(frame)


@pytest.fixture(scope="module")
def scorecard(pipeline, frame):
    return Scorecard.compile(pipeline, fit_draws(pipeline, frame, n_draws=20))


@given(values=evidence)
def test_compiled_weight_is_the_pipelines(pipeline, scorecard, values):
    row = pd.DataFrame([values], columns=list(FIELDS), index=[0]).astype(object)
    assert scorecard.weight(values) == pytest.approx(pipeline.decision_function(row)[0], abs=1e-12)


@given(values=evidence)
def test_contributions_sum_to_the_weight(scorecard, values):
    assert sum(w for _, _, w in scorecard.contributions(values)) == pytest.approx(scorecard.weight(values), abs=1e-12)


@given(values=evidence)
def test_interval_holds_the_weight(scorecard, values):
    low, high = scorecard.weight_interval(values)
    assert low <= scorecard.weight(values) <= high


def test_nothing_known_is_certain_to_weigh_nothing(scorecard):
    assert scorecard.weight_interval({}) == (0, 0)
    assert scorecard.contributions({"medium": "video", "caller_role": "royalty"}) == []


def test_draws_keep_the_codebooks_directions(pipeline, frame):
    draws = fit_draws(pipeline, frame, n_draws=20)
    names = list(pipeline["encode"].get_feature_names_out())
    assert (draws[:, names.index("caller_position=denied")] >= 0).all()
    assert (draws[:, names.index("caller_position=confirmed")] <= 0).all()
    assert (draws[:, names.index("recipient_position=confirmed")] == 0).all()


def test_the_same_seed_draws_the_same(pipeline, frame):
    np.testing.assert_array_equal(
        fit_draws(pipeline, frame, n_draws=3, seed=4), fit_draws(pipeline, frame, n_draws=3, seed=4)
    )


def test_what_few_texts_state_is_less_certain(scorecard):
    common = np.diff(scorecard.weight_interval({"caller_position": "confirmed"}))[0]
    rare = np.diff(scorecard.weight_interval({"caller_position": "confirmed", "recipient_position": "denied"}))[0]
    assert rare > common
