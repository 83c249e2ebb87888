"""A small grammar of days: how far apart two things happened, as far as words tell.

"Tonight", "just now", "an hour ago" and "earlier in the day" are 0, "yesterday" is 1,
"two days later" is 2, "on Monday ... on Wednesday" is 2, two dates are their distance.
Which of the codebook's three gaps is meant is for the reader's model to say.
"""

import re
from collections.abc import Sequence
from typing import Literal

from .times import find_times

_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen").split()
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14} | dict.fromkeys(
    ("hour", "hours", "h", "minute", "minutes", "moment", "moments"), 0
)
_AWAY = frozenset(["ago", "later", "before", "earlier", "after", "back", "late", "previously", "on"])
_SAME_DAY = re.compile(
    r"\b(?:today|tonight|just now|moments ago|earlier in the day|earlier the same day|same (?:day|morning|evening|"
    r"afternoon|night)|hours (?:later|ago|before|earlier|after)|within (?:the |an )?hours?|this (?:morning|afternoon|"
    r"evening)|minutes (?:ago|later)|live|right now|hung up)\b"
)
_NEXT_DAY = re.compile(
    r"\b(?:yesterday|last night|the (?:day|night|evening) before|(?:the )?(?:next|following|previous) day|"
    r"the day after|overnight|24 ?h(?:ours)?)\b"
)

Kind = Literal["same", "next", "count", "weekdays", "dates"]


def day_count(words: Sequence[str]) -> tuple[int, Kind] | None:
    """Return the number of days that the words tell, and how they tell it.

    >>> day_count("Two days later the palace denied it".split())
    (2, 'count')
    >>> day_count("said on Wednesday that he had rung on Monday".split())
    (2, 'weekdays')
    """
    lower = [word.lower() for word in words]
    counted = _counted(lower)
    if counted is not None:
        return counted, "count"
    joined = " ".join(lower)
    if _SAME_DAY.search(joined):
        return 0, "same"
    if _NEXT_DAY.search(joined):
        return 1, "next"
    times = find_times(words).values()
    dates = list(dict.fromkeys(time.day for time in times if time.day is not None))
    if len(dates) > 1:
        return abs((dates[0] - dates[1]).days), "dates"
    weekdays = list(dict.fromkeys(time.weekday for time in times if time.weekday is not None))
    if len(weekdays) > 1:
        # The later day is told first ("said on Wednesday that ... on Monday") unless
        # that would make a gap of more than half a week.
        gap = (weekdays[0] - weekdays[1]) % 7
        return min(gap, 7 - gap), "weekdays"
    return None


def _counted(lower: Sequence[str]) -> int | None:
    for i in range(1, len(lower) - 1):
        unit = _UNITS.get(lower[i])
        if unit is not None and lower[i + 1] in _AWAY:
            number = _NUMBERS.get(lower[i - 1])
            if number is None and lower[i - 1].isascii() and lower[i - 1].isdigit() and len(lower[i - 1]) < 4:
                number = int(lower[i - 1])
            if number is not None:
                return number * unit
    return None
