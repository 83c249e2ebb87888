import numpy as np
import pytest

from detector.reading.labels import Answer
from detector.reading.verdicts import Verdicts

ANSWERS = [Answer("medium", "phone"), Answer("medium", "video"), Answer("content", "odd")]


@pytest.fixture(scope="module")
def fitted():
    chance = np.random.default_rng(0)
    labels = np.zeros((600, 3), bool)
    labels[np.arange(600), chance.integers(0, 3, 600)] = True
    labels[400:, :2] = False
    scores = (np.where(labels, 2.0, -2.0) + chance.normal(0, 2, labels.shape)).astype(np.float32)
    views = scores[..., None]
    return Verdicts(ANSWERS).fit(views, labels, np.ones_like(labels)), views, labels


def test_probabilities_of_a_field_leave_room_for_silence(fitted):
    verdicts, scores, _ = fitted
    found = verdicts.probabilities(scores[0])
    assert 0 < found[:2].sum() < 1


def test_probabilities_are_calibrated(fitted):
    verdicts, scores, labels = fitted
    odd = verdicts.probabilities(scores)[:, 2]
    sure = odd > 0.8
    assert labels[sure, 2].mean() == pytest.approx(odd[sure].mean(), abs=0.05)


def test_a_field_that_no_text_is_known_of_is_never_stated():
    labels = np.zeros((40, 3), bool)
    verdicts = Verdicts(ANSWERS).fit(np.zeros((40, 3, 1), np.float32), labels, np.ones_like(labels))
    assert verdicts.probabilities(np.full((3, 1), 8, np.float32)).max() < 1e-6
