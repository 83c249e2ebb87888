"""A small grammar of days: how far apart two things happened, as far as words tell.

"Tonight", "just now", "an hour ago" and "earlier in the day" are 0, "yesterday" is 1,
"two days later" is 2, "on Monday ... on Wednesday" is 2, two dates are their distance.
Which of the codebook's three gaps is meant is for the reader's model to say.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
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
    dates = list(find_dates(lower))
    if len(dates) > 1 and dates[0] != dates[1]:
        return abs((dates[0] - dates[1]).days), "dates"
    weekdays = find_weekdays(lower)
    if len(weekdays) > 1:
        # The later day is told first ("said on Wednesday that ... on Monday") unless
        # that would make a gap of more than half a week.
        gap = (weekdays[0] - weekdays[1]) % 7
        return min(gap, 7 - gap), "weekdays"
    return None


def find_weekdays(lower: Sequence[str]) -> list[int]:
    """Return the weekdays named, 0 for Monday, in order; a day named twice counts once."""
    found: list[int] = []
    for word in lower:
        for number, name in enumerate(_WEEKDAYS):
            if word in (name, name[:3], name[:4], name[:5]) and word != "sun" and number not in found:
                found.append(number)
    return found


def find_dates(lower: Sequence[str]) -> Iterator[date]:
    """Yield the calendar days written out; without a year they share a leap year."""
    for i, word in enumerate(lower):
        if word[:3].isalpha() and (month := _month(word)):
            for at in (i - 1, i + 1, i - 2):
                if 0 <= at < len(lower) and (day := _day_number(lower[at])):
                    year = next((int(w) for w in lower[i + 1 : i + 4] if _is_year(w)), 2000)
                    try:
                        yield date(year, month, day)
                    except ValueError:  # 31 June: not a date after all
                        continue
                    break
        elif _is_year(word) and i + 4 < len(lower) and lower[i + 1] == lower[i + 3] == "-":
            month_word, day = lower[i + 2], _day_number(lower[i + 4])
            if month_word.isascii() and month_word.isdigit() and 0 < int(month_word[:3]) < 13 and day and day < 29:
                yield date(int(word), int(month_word[:3]), day)


def _month(word: str) -> int | None:
    for number, name in enumerate(_MONTHS, 1):
        if word == name or (word == name[:3] and word != "may") or (word == "sept" and number == 9):
            return number
    return None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and word[0] in "12"


def _day_number(word: str) -> int | None:
    digits = word.removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd")
    if digits.isascii() and digits.isdigit() and len(digits) < 3 and 0 < int(digits) < 32:
        return int(digits)
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
