"""Who is named in a text: names, role nouns, countries, seats of government, spokespeople.

`find_phrases` looks them up in ``offices.json``, which is meant to be extended by hand, and
`find_entities` groups names and role nouns into people. `sides` says for whom they stand.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .clauses import Document
from .genders import neutral

_LONGEST_NAME = 6  # words
_APPOSITION = frozenset(",\"\u201c\u2018'")  # a comma, or quotation marks before a nickname
_NO_APPOSITION = frozenset(
    "he she they it who whom which that and but or after before as when while told said says in on at with to for "
    "by from although day days hours week his her their".split()
)


@dataclass(slots=True)
class Entity:
    """Somebody in a text: where they are mentioned and what is said of their office."""

    tokens: set[str]
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    named: bool = True
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class Offices:
    """The phrases of ``offices.json``, as tuples of lower-case words."""

    countries: dict[tuple[str, ...], str]
    seats: dict[tuple[str, ...], str]
    roles: dict[tuple[str, ...], str]
    speakers: frozenset[tuple[str, ...]]
    private_speakers: frozenset[tuple[str, ...]]
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
    roles = {_key(noun): role for role, nouns in raw["roles"].items() for noun in nouns}
    roles |= {(*key[:-1], key[-1] + "s"): role for key, role in list(roles.items())}
    speakers = frozenset(_key(noun) for noun in raw["speakers"])
    private = frozenset(_key(noun) for noun in raw["private_speakers"])
    starts = frozenset(key[0] for table in (countries, seats, roles, speakers) for key in table)
    return Offices(
        countries,
        seats,
        roles,
        speakers,
        private,
        frozenset(raw["not_names"]),
        frozenset(raw["name_links"]),
        starts,
    )


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(neutral(word) for word in phrase.replace("-", " - ").replace("'", " '").split())


@dataclass(slots=True)
class Phrases:
    """What each word of a text starts: ``kind`` to (last word exclusive, what it stands for)."""

    country: dict[int, tuple[int, str]] = field(default_factory=dict)
    seat: dict[int, tuple[int, str]] = field(default_factory=dict)
    role: dict[int, tuple[int, str]] = field(default_factory=dict)
    speaker: dict[int, int] = field(default_factory=dict)
    names: list[tuple[int, int]] = field(default_factory=list)


def find_phrases(doc: Document, common: Collection[str]) -> Phrases:
    """Find countries, seats, role nouns, speakers and names.

    ``common`` are words known in lower case: they are no names, even where a sentence
    or a line of capitals writes them large.
    """
    known, found, lower = offices(), Phrases(), [neutral(w) for w in doc.words]
    # "US", "UN", "EU" and the like are words too: only capitals make them places
    i, n = 0, len(lower)
    while i < n:
        step = 1
        if lower[i] in known.starts:
            for length in (4, 3, 2, 1):
                key = tuple(lower[i : i + length])
                if len(key) < length:
                    continue
                if key in known.speakers:
                    found.speaker[i] = i + length
                if key in known.roles:
                    found.role[i] = (i + length, known.roles[key])
                if doc.words[i][0].isupper():
                    if key in known.seats:
                        found.seat[i] = (i + length, known.seats[key])
                    if key in known.countries:
                        found.country[i] = (i + length, known.countries[key])
                if i in found.speaker or i in found.role or i in found.seat or i in found.country:
                    step = length
                    break
        known_here = any(i in table for table in (found.speaker, found.role, found.country, found.seat))
        if not known_here and _name_word(doc.words[i], common):
            step = _name_length(doc.words, i, common)
            found.names.append((i, i + step))
        i += step
    return found


def _name_word(word: str, common: Collection[str]) -> bool:
    if not word[0].isupper() or word.lower() in offices().not_names:
        return False
    return word.lower() not in common


def _name_length(words: list[str], i: int, common: Collection[str]) -> int:
    known, end = offices(), i + 1
    while end < len(words) and end < i + _LONGEST_NAME:
        if words[end][0].isupper() and words[end].lower() not in offices().not_names:
            if (words[end].lower(),) in known.roles or (words[end].lower(),) in known.countries:
                break
            end += 1
            continue
        after = end
        while after < min(len(words), end + 3) and words[after].lower() in known.name_links:
            after += 1  # "de la", "al -"
        if words[end] == "." and len(words[end - 1]) == 1:
            after = end + 1
        if after == end or after >= len(words) or not _name_word(words[after], common):
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


def find_entities(doc: Document, phrases: Phrases) -> list[Entity]:
    """Group names, and role nouns that stand for somebody, into entities."""
    entities: list[Entity] = []
    by_token: dict[str, Entity] = {}
    for first, last in phrases.names:
        tokens = [w.lower() for w in doc.words[first:last] if len(w) > 1 and w.lower() not in offices().name_links]
        if not tokens:
            continue
        entity = by_token.get(tokens[-1]) or by_token.get(tokens[0])
        if entity is None:
            entity = Entity(set())
            entities.append(entity)
        entity.tokens.update(tokens)
        entity.mentions.append((first, last))
        for token in tokens:
            by_token.setdefault(token, entity)
        _describe(doc, phrases, entity, first, last)
    nouns: dict[str, Entity] = {}
    taken = {id_ for e in entities for m in e.mentions for id_ in _adjacent_roles(doc, phrases, *m)}
    for first, (last, _) in phrases.role.items():
        if first in taken or first in phrases.speaker:
            continue
        noun = " ".join(map(neutral, doc.words[first:last]))
        owners = [e for e in entities if noun in e.roles]
        if not owners:
            owner = nouns.setdefault(noun, Entity({noun}, named=False, roles={noun}))
            if not owner.mentions:
                entities.append(owner)
            owners = [owner]
        if len(owners) == 1:
            owners[0].mentions.append((first, last))
            owners[0].countries.update(near_countries(doc, phrases, first, last))
    return entities


def _adjacent_roles(doc: Document, phrases: Phrases, first: int, last: int) -> list[int]:
    """Role nouns right before the name, or in apposition: before or after it and a comma."""
    ends = {first, first - 1} if first > 1 and doc.words[first - 1] in _APPOSITION else {first}
    found = [i for i in range(max(0, first - 4), first) if i in phrases.role and phrases.role[i][0] in ends]
    if last < len(doc.words) and doc.words[last] in ",(":
        for i in range(last + 1, min(last + 7, len(doc.words))):
            if i in phrases.role:
                found.append(i)
                break
            if doc.words[i] in ",.;:()" or doc.words[i].lower() in _NO_APPOSITION:
                break
    return found


def near_countries(doc: Document, phrases: Phrases, first: int, last: int) -> list[str]:
    """Countries before the words ("the Russian leader", "Russia's president") or after "of"."""
    near = [phrases.country[i][1] for i in range(max(0, first - 4), first) if i in phrases.country]
    if last + 1 < len(doc.words) and doc.words[last] in ("of", "in", "from"):
        near += [phrases.country[i][1] for i in range(last + 1, min(last + 4, len(doc.words))) if i in phrases.country]
    return near[-1:]


def _describe(doc: Document, phrases: Phrases, entity: Entity, first: int, last: int) -> None:
    for at in _adjacent_roles(doc, phrases, first, last):
        end = phrases.role[at][0]
        entity.roles.add(" ".join(map(neutral, doc.words[at:end])))
        entity.countries.update(near_countries(doc, phrases, at, end))
    if any(i in phrases.speaker for i in range(max(0, first - 3), first)) or (
        last < len(doc.words) and doc.words[last] in ",(" and any(i in phrases.speaker for i in range(last, last + 6))
    ):
        entity.speaker = True
    for i in range(max(0, first - 4), first):
        if i in phrases.country:
            end, country = phrases.country[i]
            if end == first or (end == first - 1 and doc.words[end] == "'s"):
                entity.countries.add(country)
    if last + 1 in phrases.country and doc.words[last] == "of":
        entity.countries.add(phrases.country[last + 1][1])


def role_classes(entity: Entity | None) -> set[str]:
    """Return the codebook's roles that a text gives somebody."""
    known = offices().roles
    return {known[key] for role in (entity.roles if entity else ()) if (key := tuple(role.split())) in known}
