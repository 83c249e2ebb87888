import numpy as np
import pytest

from detector.reading_report import calibration_error, same_party, swapped


@pytest.mark.parametrize(
    ("expected", "read", "bad"),
    [
        ({"caller_position": "denied"}, {"caller_position": "confirmed"}, True),
        ({"caller_position": "denied"}, {"recipient_position": "denied"}, True),
        ({"caller_position": "denied"}, {"caller_position": "denied", "recipient_position": "denied"}, False),
        ({"caller_position": "denied"}, {}, False),
        ({"caller_position": "no_answer_yet"}, {"caller_position": "denied"}, False),
        ({}, {"caller_position": "confirmed"}, False),
    ],
)
def test_a_swapped_position_is_an_opposite_or_the_wrong_sides(expected, read, bad):
    assert swapped(expected, read) is bad


def test_confidence_that_keeps_its_word_has_no_calibration_error():
    confidence = np.repeat([0.2, 0.8], 500)
    right = np.tile([True, False, False, False, False], 100).tolist() + np.tile([True] * 4 + [False], 100).tolist()
    assert calibration_error(confidence, np.array(right)) == pytest.approx(0, abs=1e-9)
    assert calibration_error(confidence, ~np.array(right)) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("said", "mention", "same"),
    [
        ("Hugo Chávez", "Chávez", True),
        ("the Norwegian prime minister", "Norwegian prime minister", True),
        ("President Kim", "President Lee", False),
        ("the president", "the president#2", True),
    ],
)
def test_one_word_that_tells_is_enough(said, mention, same):
    assert same_party(said, mention) is same
