"""Weekdays and calendar days in a text.

`find_times` names them, `time_marks` makes them relative: what an encoder sees of "on
Wednesday ... on Monday" is how far apart the two are, so a text moved by some days reads the same.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAY = {form: k for k, name in enumerate(_WEEKDAYS) for form in (name, name + "s", name[:3])} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_WORDS_TOO = frozenset(("sat", "sun", "may", "march", "mar", "wed"))  # days and months only with a capital
_MONTH = {form: k for k, name in enumerate(_MONTHS, 1) for form in (name, name[:3])} | {"sept": 9}
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NO_DAYS = (["24", "7"], ["9", "11"], ["1", "2"])
_MONTHS_A_YEAR = 12
_ANY_YEAR = 2019  # that of days without one
_WEDNESDAY = 2
_FIRST_DAY = 10


class Time(NamedTuple):
    """Words up to ``end`` (exclusive) that name a weekday (0 is Monday) or a calendar day."""

    end: int
    weekday: int | None = None
    day: date | None = None


def find_times(words: Sequence[str]) -> dict[int, Time]:
    """Return what each word starts that names a day: "Tues", "26 May", "May 26th, 2019", "2019-05-26".

    >>> find_times("On Friday the 11th of June".split())
    {1: Time(end=2, weekday=4, day=None), 3: Time(end=6, weekday=None, day=datetime.date(2019, 6, 11))}
    """
    lower = [word.lower() for word in words]
    found: dict[int, Time] = {}
    i = 0
    while i < len(lower):
        word = lower[i]
        time = None
        if word in _WEEKDAY and (word not in _WORDS_TOO or words[i][0].isupper()):
            time = Time(i + 1, weekday=_WEEKDAY[word])
        elif word[0].isdigit():
            time = _iso(lower, i) or _day_first(lower, i) or _slashed(lower, i)
        elif word in _MONTH and (word not in _WORDS_TOO or words[i][0].isupper()):
            time = _month_first(lower, i)
        if time is not None:
            found[i] = time
        i = time.end if time is not None else i + 1
    return found


def time_marks(words: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Return, for what `find_times` finds, where it ends and a stand-in relative to the first of its kind.

    The first weekday becomes a Wednesday and the others follow; the first calendar day becomes the
    tenth of June, the others days before or after it.

    >>> time_marks("on Monday ... on Saturday".split())
    {1: (2, 'wednesday'), 4: (5, 'monday')}
    """
    times = find_times(words)
    first_weekday = next((t.weekday for t in times.values() if t.weekday is not None), 0)
    first_day = next((t.day for t in times.values() if t.day is not None), date.min)
    marks = {}
    for start, time in times.items():
        if time.weekday is not None:
            marks[start] = (time.end, _WEEKDAYS[(time.weekday - first_weekday + _WEDNESDAY) % 7])
        elif time.day is not None:
            marks[start] = (time.end, _stand_in((time.day - first_day).days))
    return marks


def _stand_in(days: int) -> str:
    if abs(days) < _FIRST_DAY:
        return f"{_FIRST_DAY + days}th"
    return "january" if days < 0 else "december"


def _iso(lower: Sequence[str], i: int) -> Time | None:
    if i + 4 < len(lower) and _YEAR.fullmatch(lower[i]) and lower[i + 1] == lower[i + 3] == "-":
        month, day = _number(lower[i + 2], 12), _number(lower[i + 4], 31)
        if month and day:
            return Time(i + 5, day=_date(int(lower[i]), month, day))
    return None


def _slashed(lower: Sequence[str], i: int) -> Time | None:
    """Read "26/2", the day first where that can be."""
    if i + 2 >= len(lower) or lower[i + 1] != "/" or [lower[i], lower[i + 2]] in _NO_DAYS:
        return None
    one, other = _number(lower[i], 31), _number(lower[i + 2], 31)
    if one is None or other is None or min(one, other) > _MONTHS_A_YEAR:
        return None
    month, day = (other, one) if other <= _MONTHS_A_YEAR else (one, other)
    return Time(i + 3, day=_date(_ANY_YEAR, month, day))


def _day_first(lower: Sequence[str], i: int) -> Time | None:
    day = _number(lower[i], 31)
    at = i + 2 if lower[i + 1 : i + 2] == ["of"] else i + 1
    if day is None or at >= len(lower) or lower[at] not in _MONTH:
        return None
    return _with_year(lower, at + 1, _MONTH[lower[at]], day)


def _month_first(lower: Sequence[str], i: int) -> Time | None:
    at = i + 1
    while at < len(lower) and at < i + 3 and lower[at] in (".", "the"):
        at += 1
    day = _number(lower[at], 31) if at < len(lower) else None
    return _with_year(lower, at + 1, _MONTH[lower[i]], day) if day else None


def _with_year(lower: Sequence[str], end: int, month: int, day: int) -> Time:
    for at in (end, end + 1):
        if at < len(lower) and _YEAR.fullmatch(lower[at]):
            return Time(at + 1, day=_date(int(lower[at]), month, day))
        if at < len(lower) and lower[at] not in (",", "."):
            break
    return Time(end, day=_date(_ANY_YEAR, month, day))


def _number(word: str, most: int) -> int | None:
    match = _DAY.fullmatch(word)
    return int(match[1]) if match and 0 < int(match[1]) <= most else None


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:  # 31 June: a day of that month will do
        return date(year, month, 28)
