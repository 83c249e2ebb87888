"""A small grammar of days: how far apart two things happened, as far as words tell.

"Two days later" is 2, "on Monday ... on Wednesday" is 2, two dates are their distance. Which of
the codebook's three gaps is meant, and whether it is none or one day, is for the reader's network.
"""

import re
from collections.abc import Iterator, Sequence

from ..codebook import MAX_DAYS
from .times import find_times

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = (
    {word: number for number, word in enumerate(_ONES.split())}
    | {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
    | {"a": 1, "an": 1, "couple": 2, "seventeen": 17, "eighteen": 18, "nineteen": 19}
)
_UNITS = {
    "day": 1, "days": 1, "night": 1, "nights": 1, "week": 7, "weeks": 7, "fortnight": 14, "month": 30, "months": 30,
    "hour": 1 / 24, "hours": 1 / 24, "h": 1 / 24, "minute": 0, "minutes": 0, "moment": 0, "moments": 0,
}  # fmt: skip
_AWAY = frozenset(["ago", "later", "before", "earlier", "after", "back", "late", "previously", "on"])
_SINGLE = {"fortnight": "a", "week": "the"}  # "a fortnight after", "the week before"
_BEFORE = frozenset(["last", "previous", "that"])
_LONGEST_BACK = 270  # days; "2 January ... 12 December" without a year goes back over New Year
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")


def days_apart(words: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of days, from two on, that the words may tell; the plainest first.

    >>> next(days_apart("Two days later the palace denied it".split()))
    2
    >>> next(days_apart("said on Thursday that he had rung on Monday".split()))
    3
    """
    lower = [word.lower() for word in words]
    for days in (
        *_counted(lower, _AWAY),
        *_two_days_ago(lower),
        *_between_dates(words),
        *_between_weekdays(words),
        *_between_ordinals(lower),
        *_counted(lower, None),
    ):
        if 1 < days <= MAX_DAYS:
            yield days


def _two_days_ago(lower: Sequence[str]) -> list[int]:
    return [2] if "the day before yesterday" in " ".join(lower) else []


def _counted(lower: Sequence[str], away: frozenset[str] | None) -> Iterator[int]:
    """Yield "two days later", "a fortnight ago"; without ``away``, "for two days" and "twelve days since" too."""
    for i in range(1, len(lower)):
        unit = _UNITS.get(lower[i])
        if unit is None or (away is not None and lower[i + 1 : i + 2] and lower[i + 1] not in away):
            continue
        if away is not None and i + 1 == len(lower):
            continue
        number = _number(lower, i)
        if number is not None:
            yield int(number * unit)
        elif _SINGLE.get(lower[i]) == lower[i - 1]:
            yield int(unit)


def _number(lower: Sequence[str], end: int) -> int | None:
    """Return the number that ends before a word: "2", "two", "a couple of", "forty-eight"."""
    words = [word for word in lower[max(0, end - 3) : end] if word not in ("-", "of")]
    if not words:
        return None
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last.isascii() and last.isdigit() and len(last) < 4:
        return int(last)
    tens = _NUMBERS.get(before, 0) if before in _TENS.split() else 0
    return tens + _NUMBERS[last] if last in _NUMBERS else None


def _between_dates(words: Sequence[str]) -> Iterator[int]:
    dates = list(dict.fromkeys(time.day for time in find_times(words).values() if time.day is not None))
    if len(dates) > 1:
        gap = abs((dates[0] - dates[1]).days)
        yield 365 - gap if gap > _LONGEST_BACK and dates[0].year == dates[1].year else gap


def _between_weekdays(words: Sequence[str]) -> Iterator[int]:
    found = {start: time.weekday for start, time in find_times(words).items() if time.weekday is not None}
    starts = {day: start for start, day in reversed(found.items())}
    days = list(dict.fromkeys(found.values()))
    if len(days) < 2:
        return
    if words[starts[days[0]] - 1].lower() in _BEFORE and starts[days[0]]:
        yield (days[1] - days[0]) % 7
    if words[starts[days[1]] - 1].lower() in _BEFORE:
        yield (days[0] - days[1]) % 7
    # The later day is told first ("said on Wednesday that ... on Monday") unless
    # that would make a gap of more than half a week.
    gap = (days[0] - days[1]) % 7
    yield min(gap, 7 - gap)


def _between_ordinals(lower: Sequence[str]) -> Iterator[int]:
    """Yield what lies between "the 3rd" and "the 15th" of one month."""
    found = [int(match[1]) for word in lower if (match := _ORDINAL.fullmatch(word))]
    if len(found) > 1 and max(found) <= 31:
        yield abs(found[0] - found[1])
