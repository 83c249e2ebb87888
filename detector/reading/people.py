"""Who is named in a text: names, role nouns, countries, seats of government, spokespeople.

They are looked up in ``offices.json``, which is meant to be extended by hand.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .documents import Document
from .spelling import mended, plain

_LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True)
class Offices:
    """The phrases of ``offices.json``, as tuples of lower-case words."""

    countries: dict[tuple[str, ...], str]
    seats: dict[tuple[str, ...], str]
    roles: frozenset[tuple[str, ...]]
    speakers: frozenset[tuple[str, ...]]
    not_names: frozenset[str]
    name_links: frozenset[str]
    starts: frozenset[str]


@cache
def offices() -> Offices:
    """Load ``offices.json`` (once)."""
    raw = json.loads(Path(__file__).with_name("offices.json").read_text(encoding="utf-8"))
    countries: dict[tuple[str, ...], str] = {}
    seats: dict[tuple[str, ...], str] = {}
    for name, entry in raw["countries"].items():
        for phrase in (name, *entry.get("also", ()), *entry.get("demonyms", ()), *entry.get("capitals", ())):
            countries.setdefault(_key(phrase), name)
        for phrase in entry.get("seats", ()):
            seats.setdefault(_key(phrase), name)
    nouns = [_key(noun) for nouns in raw["roles"].values() for noun in nouns]
    roles = frozenset([*nouns, *((*key[:-1], key[-1] + "s") for key in nouns)])
    speakers = frozenset(_key(noun) for noun in raw["speakers"])
    starts = frozenset(key[0] for table in (countries, seats, roles, speakers) for key in table)
    return Offices(
        countries,
        seats,
        roles,
        speakers,
        frozenset(raw["not_names"]),
        frozenset(raw["name_links"]),
        starts,
    )


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(plain(word) for word in phrase.replace("-", " - ").replace("'", " '").split())


@dataclass(slots=True)
class Phrases:
    """What each word of a text starts: to (last word exclusive, which country), or to the last word alone.

    ``words`` are all words as the networks see them where they start nothing.
    """

    words: list[str]
    country: dict[int, tuple[int, str]] = field(default_factory=dict)
    seat: dict[int, tuple[int, str]] = field(default_factory=dict)
    role: dict[int, int] = field(default_factory=dict)
    names: list[tuple[int, int]] = field(default_factory=list)


def find_phrases(doc: Document, common: Collection[str]) -> Phrases:
    """Find countries, seats, role nouns, speakers and names.

    ``common`` are words known in lower case: they are no names, even where a sentence
    or a line of capitals writes them large.
    """
    lower = [plain(mended(word, common)) for word in doc.words]
    known, found = offices(), Phrases(lower)
    large = _written_large(doc, common)
    i, n = 0, len(lower)
    while i < n:
        step, known_here = 1, False
        if lower[i] in known.starts:
            for length in (4, 3, 2, 1):
                key = tuple(lower[i : i + length])
                if len(key) < length:
                    continue
                if key in known.roles:
                    found.role[i] = i + length
                if large[i]:
                    if key in known.seats:
                        found.seat[i] = (i + length, known.seats[key])
                    if key in known.countries:
                        found.country[i] = (i + length, known.countries[key])
                known_here = key in known.speakers or any(i in kind for kind in (found.role, found.country, found.seat))
                if known_here:
                    step = length
                    break
        if not known_here and large[i] and _name_word(doc.words[i], common):
            step = _name_length(doc.words, large, i, common)
            found.names.append((i, i + step))
        i += step
    return found


def _written_large(doc: Document, common: Collection[str]) -> list[bool]:
    """Say of each word whether it has a capital; in a text without any, whether it would have one.

    Only capitals tell "US" and "Turkey" from "us" and "turkey".
    """
    large = [word[0].isupper() for word in doc.words]
    return large if any(large) else [word.isalpha() and word not in common for word in doc.words]


def _name_word(word: str, common: Collection[str]) -> bool:
    return word.lower() not in offices().not_names and word.lower() not in common


def _name_length(words: list[str], large: list[bool], i: int, common: Collection[str]) -> int:
    known, end, loud = offices(), i + 1, all(word.isupper() for word in words if word.isalpha())
    while end < len(words) and end < i + _LONGEST_NAME:
        if large[end] and words[end].lower() not in offices().not_names:
            if loud and words[end].lower() in common:
                break
            if (plain(words[end]),) in known.roles or (words[end].lower(),) in known.countries:
                break
            end += 1
            continue
        after = end
        while after < min(len(words), end + 3) and words[after].lower() in known.name_links:
            after += 1  # "de la", "al -"
        if words[end] == "." and len(words[end - 1]) == 1:
            after = end + 1
        if after == end or after >= len(words) or not (large[after] and _name_word(words[after], common)):
            break
        end = after + 1
    return end - i


def common_words(docs: Iterable[Document]) -> frozenset[str]:
    """Return the words that texts write small more often than large inside a sentence: no names."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for doc in docs:
        starts = {first for first, _ in doc.sentences}
        small.update(word for word in doc.words if word.islower())
        large.update(word.lower() for i, word in enumerate(doc.words) if word.istitle() and i not in starts)
    return frozenset(word for word, count in small.items() if count > large[word])
