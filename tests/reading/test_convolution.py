import numpy as np
import pytest

from detector.reading.convolution import STEPS, Convolution, stem
from detector.reading.units import Unit

WIDTH, OUTPUTS = 4, 3


@pytest.fixture(scope="module")
def network():
    chance = np.random.default_rng(0)
    rows = {"rang": 1, "denied": 2, stem("presidency"): 3}

    def some(*shape):
        return chance.normal(size=shape).astype(np.float32)

    layers = [(some(3 * WIDTH, WIDTH), some(WIDTH)) for _ in STEPS]
    vectors = np.concatenate([np.zeros((1, WIDTH)), some(3, WIDTH)]).astype(np.float16)
    return Convolution(rows, vectors, layers, (some(WIDTH, OUTPUTS), some(OUTPUTS)))


def units(*words):
    return [Unit(word, k) for k, word in enumerate(words)]


def test_an_unknown_word_is_taken_for_those_that_begin_like_it(network):
    np.testing.assert_array_equal(network.scores(units("presidnet")), network.scores(units("president")))
    assert not np.array_equal(network.scores(units("presidnet")), network.scores(units("zzz")))


def test_a_unit_sees_seven_to_either_side_and_no_more(network):
    quiet = ["x"] * 20
    plain = network.scores(units(*quiet))
    heard = network.scores(units(*quiet[:10], "denied", *quiet[11:]))
    changed = np.flatnonzero((plain != heard).any(axis=1))
    assert changed.min() >= 10 - sum(STEPS)
    assert changed.max() <= 10 + sum(STEPS)
    assert len(changed) > 7


def test_no_units_have_no_scores(network):
    assert network.scores([]).shape == (0, OUTPUTS)


def test_what_lies_too_far_on_is_not_looked_at(network, monkeypatch):
    monkeypatch.setattr("detector.reading.convolution.MOST", 2)
    scores = network.scores(units("rang", "denied", "rang"))
    assert scores.shape == (3, OUTPUTS)
    assert (scores[2] == -30).all()
