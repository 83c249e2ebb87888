from datetime import date

import pytest

from detector.reading.times import find_times, time_marks


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("26 May", date(2019, 5, 26)),
        ("May 26th , 2019", date(2019, 5, 26)),
        ("the 11th of June 2021", date(2021, 6, 11)),
        ("2019 - 05 - 26", date(2019, 5, 26)),
        ("Sept . 3", date(2019, 9, 3)),
        ("31 June", date(2019, 6, 28)),
    ],
)
def test_a_written_day_is_found(words, day):
    (found,) = find_times(words.split()).values()
    assert found.day == day


@pytest.mark.parametrize("words", ["they may call", "sat by the sun", "march on", "26 people", "2019"])
def test_other_words_are_no_days(words):
    assert find_times(words.split()) == {}


@pytest.mark.parametrize("later", range(7))
def test_weekdays_moved_together_look_the_same(later):
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    marks = time_marks(f"on {days[later]} he said that on {days[(later + 5) % 7]} she rang".split())
    assert marks == {1: (2, "wednesday"), 6: (7, "monday")}


def test_days_keep_their_distance():
    assert [mark for _, mark in time_marks("on 3 May , on 5 May , on 9 October".split()).values()] == [
        "10th",
        "12th",
        "december",
    ]
