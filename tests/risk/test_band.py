from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import priors

from detector.risk import Thresholds, band_of, risk_at


@pytest.mark.parametrize(
    ("risk", "weight", "interval", "band"),
    [
        (0.049, -2.0, (-3.0, -1.0), "low"),
        (0.05, -2.0, (-3.0, -1.0), "elevated"),
        (0.499, 2.0, (1.0, 3.0), "elevated"),
        (0.5, 2.0, (1.0, 3.0), "high"),
        (0.9, 2.0, (-0.1, 3.0), "undetermined"),
        (0.01, -2.0, (-3.0, 0.0), "undetermined"),
        (0.9, 1.0, (0.9, 1.1), "undetermined"),
        (0.1, 0.0, (0.0, 0.0), "undetermined"),
    ],
)
def test_band_of_a_risk(risk, weight, interval, band):
    assert band_of(risk, weight, interval, Thresholds()) == band


def test_thresholds_are_the_deployers():
    assert band_of(0.3, 2.0, (1.0, 3.0), Thresholds(elevated=0.1, high=0.25)) == "high"


@given(prior=priors, weight=st.floats(-50, 50))
def test_risk_is_the_prior_moved_by_the_weight(prior, weight):
    odds = prior / (1 - prior) * exp(weight)
    assert risk_at(prior, weight) == pytest.approx(odds / (1 + odds), abs=1e-9)


@given(prior=st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_no_weight_gives_the_prior_to_the_last_bit(prior):
    assert risk_at(prior, 0) == prior


def test_extreme_weights_do_not_overflow():
    assert risk_at(0.5, 1e4) == 1
    assert risk_at(0.5, -1e4) == 0
    assert log(risk_at(1e-300, 700)) < 0
