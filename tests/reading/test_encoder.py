import pickle

import numpy as np
import pytest

from detector.reading.encoder import SHARED, WINDOW, Ensemble, windows
from detector.reading.units import Unit


@pytest.fixture(scope="module")
def encoder(detector):
    return detector.model.precise.eyes.network.encoders[0]


@pytest.mark.parametrize("n", [0, 1, WINDOW, WINDOW + 1, 1000, 12_345])
def test_windows_keep_every_piece_once_and_see_what_they_keep(n):
    kept = []
    for first, last, keep_first, keep_last in windows(n):
        assert first <= keep_first <= keep_last <= last <= n
        assert last - first <= WINDOW
        kept += range(keep_first, keep_last)
    assert kept == list(range(n))


def test_every_unit_has_scores_of_every_output(encoder):
    scores = encoder.scores([Unit("the", 0), Unit("spokesman", 1), Unit("\u200b", 2)])
    assert scores.shape[0] == 3
    assert np.isfinite(scores).all()


def test_the_same_units_have_the_same_scores_after_pickling(encoder):
    units = [Unit(word, k) for k, word in enumerate("he rang his on wednesday".split())]
    again = pickle.loads(pickle.dumps(encoder))
    np.testing.assert_array_equal(again.scores(units), encoder.scores(units))


class _Vocabulary:
    def pieces(self, units):
        return np.arange(2 * len(units)), np.repeat(np.arange(len(units)), 2)


class _Says:
    vocabulary = _Vocabulary()

    def __init__(self, odds):
        self.odds = odds

    def scores_of(self, ids, owners, n_units):
        assert len(ids) == len(owners) == 2 * n_units
        return np.full((n_units, 2), self.odds, np.float32)


def test_an_ensemble_says_the_mean_of_what_its_encoders_say():
    assert (Ensemble([_Says(1.0), _Says(2.0), _Says(6.0)]).scores([Unit("a", 0)]) == 3).all()


def test_an_ensemble_of_one_says_what_that_one_says(encoder):
    units = [Unit(word, k) for k, word in enumerate("he rang his on wednesday".split())]
    np.testing.assert_array_equal(Ensemble([encoder]).scores(units), encoder.scores(units))


def test_the_end_of_a_long_text_is_read_by_the_first_encoder_alone():
    scores = Ensemble([_Says(1.0), _Says(3.0)]).scores([Unit("a", k) for k in range(SHARED + 1)])
    assert (scores[:SHARED] == 2).all()
    assert (scores[SHARED:] == 1).all()
