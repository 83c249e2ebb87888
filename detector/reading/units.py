"""What the encoder sees of a text: its words, with names, places and days put out of sight.

Names and countries are replaced by stand-ins in the order of their mention, weekdays and days
by others as far apart, gendered words by one of the pair. So two texts that differ only in
those read the same, and the base model still knows a name from a place.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .documents import Document, parse
from .people import Phrases, offices
from .spelling import plain
from .times import time_marks

Scores = npt.NDArray[np.float32]  # log-odds, shape (n_units, n_outputs)


class Side(IntEnum):
    """For whom words stand: a party, or somebody who speaks for it or whose country it is."""

    CALLER = 0
    RECIPIENT = 1
    CALLER_SIDE = 2
    RECIPIENT_SIDE = 3


NOBODY = -1  # words that stand for neither
N_SIDES = len(Side) + 1  # an encoder's outputs for them; the last is nobody

# Stand-ins that the base model knows as names and places; more of a kind share the last.
NAMES = tuple(
    "smith johnson williams jones miller davis wilson anderson taylor moore thompson clark lewis robinson parker "
    "turner collins murphy cooper bennett".split()
)
PLACES = tuple("sweden austria belgium chile kenya portugal norway denmark finland peru".split())
_SEAT = "government"
_WITH_ARTICLE = frozenset("united netherlands philippines bahamas gambia maldives".split())
_NOTHING = frozenset(("\n", "alleged", "allegedly", "purported", "purportedly"))  # out of sight
# What stands in for a party whose name is known from outside the text.
MARKS = {Side.CALLER: "caller", Side.RECIPIENT: "recipient"}


class Unit(NamedTuple):
    """A word, or one that stands in for it, and its place in the text."""

    text: str
    word: int


def name_groups(doc: Document, phrases: Phrases) -> dict[int, tuple[int, int]]:
    """Map the first word of each name to its end (exclusive) and the number of the person.

    Names that share their last or first word are one person's: "Hugo Chávez", "Chávez".
    """
    groups: dict[int, tuple[int, int]] = {}
    by_word: dict[str, int] = {}
    fresh = 0
    for first, last in phrases.names:
        words = [w.lower() for w in doc.words[first:last] if len(w) > 1 and w.lower() not in offices().name_links]
        if words:
            number = by_word.get(words[-1], by_word.get(words[0], fresh))
            fresh += number == fresh
            for word in words:
                by_word.setdefault(word, number)
            groups[first] = (last, number)
    return groups


def known_parties(
    doc: Document, groups: Mapping[int, tuple[int, int]], claimed_caller: str | None, recipient: str | None
) -> dict[int, str]:
    """Map the number of each person who has a word in common with a party's name to that party's mark."""
    told = {side: _telling(who) for side, who in zip(MARKS, (claimed_caller, recipient), strict=True) if who}
    shared: dict[int, dict[Side, int]] = {}
    for first, (last, number) in groups.items():
        words = {word.lower() for word in doc.words[first:last]}
        for side, names in told.items():
            count = shared.setdefault(number, dict.fromkeys(MARKS, 0))
            count[side] = max(count[side], len(words & names))
    return {
        number: MARKS[max(count, key=lambda side: count[side])]
        for number, count in shared.items()
        if count[Side.CALLER] != count[Side.RECIPIENT]
    }


def _telling(name: str) -> set[str]:
    """Return the words of a name without titles and links."""
    words = {word.lower() for word in parse(name).words if len(word) > 1}
    return {
        word for word in words - offices().name_links - offices().not_names if (plain(word),) not in offices().roles
    }


def unlike(name: str | None, other: str | None) -> str | None:
    """Return a name if it has no telling word in common with the other."""
    return None if name and other and _telling(name) & _telling(other) else name


def anonymous(
    doc: Document,
    phrases: Phrases,
    names: Sequence[str] = NAMES,
    places: Sequence[str] = PLACES,
    parties: tuple[str | None, str | None] = (None, None),
) -> list[Unit]:
    """Return what the encoder sees: names and countries replaced, in the order of their mention.

    ``parties`` are the names of the claimed caller and the recipient where somebody gave them.
    """
    groups, times = name_groups(doc, phrases), time_marks(doc.words)
    marks = known_parties(doc, groups, *parties) if any(parties) else {}
    known: dict[str, str] = {}
    units: list[Unit] = []
    i = 0
    while i < len(doc.words):
        end = i + 1
        if i in groups:
            end, number = groups[i]
            units.append(Unit(marks.get(number) or names[min(number, len(names) - 1)], i))
        elif i in times:
            end, mark = times[i]
            units.append(Unit(mark, i))
        elif i in phrases.seat or i in phrases.country:
            end, country = phrases.seat[i] if i in phrases.seat else phrases.country[i]
            place = known.setdefault(country, places[min(len(known), len(places) - 1)])
            if i in phrases.seat and not (units and units[-1].text == "the"):
                units.append(Unit("the", i))  # "the Kremlin" and "Downing Street" are one to the encoder
            elif doc.words[i].lower() in _WITH_ARTICLE and units and units[-1].text == "the":
                units.pop()  # "the United States" is one word, as "Romania" is
            units.append(Unit(place, i))
            units += [Unit(_SEAT, i)] if i in phrases.seat else []
        elif phrases.words[i] not in _NOTHING:
            units.append(Unit(phrases.words[i], i))
        i = end
    return units


def mention_sides(doc: Document, mentions: Mapping[Side, Sequence[tuple[int, int]]]) -> list[int]:
    """Give each word the side of the shortest mention, in code points, that it stands in."""
    sides = [NOBODY] * len(doc.words)
    spans = sorted(
        ((start, end, side) for side, found in mentions.items() for start, end in found),
        key=lambda span: span[0] - span[1],
    )
    for start, end, side in spans:  # longest first: a name inside "his spokesman, Mr X" wins
        for i, (a, b) in enumerate(zip(doc.starts, doc.ends, strict=True)):
            if a < end and b > start:
                sides[i] = int(side)
    return sides
