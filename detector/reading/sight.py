"""What a network makes of one text, before anything is decided: who is who, and what is stated where."""

from bisect import bisect, bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from scipy.special import expit

from .bag import Bag, sides_of
from .documents import Document
from .labels import Answer
from .people import Phrases, find_phrases
from .units import N_SIDES, Scores, Unit, anonymous, name_groups, unlike

_NAMELESS = 1.5  # log-odds that somebody with a name is ahead of a mere "president"
_NOBODY_AT_ALL = -4.0  # log-odds below which a party is not in the text
_LOWEST = -12.0  # log-odds of what nothing speaks for
_LEAST_OF_PEAK = 0.15  # a quote goes on while its words are at least so likely, as a share of the likeliest,
_BRIDGED = 3  # or so many words on
_LONGEST_QUOTE = 30  # words
_GENITIVE = ("'s", "’s")
_LONGEST_APPOSITION = 8  # words from a name to the title after it
_STOPS = frozenset(  # what an apposition does not contain
    [*",.;:()\n", *"he she they who whom whose which that and but or as when while said told says".split()]
)


@dataclass(frozen=True)
class Sight:
    """One text as a network sees it.

    Attributes
    ----------
    doc : Document
    parties : tuple of str or None
        By what words the text names the claimed caller and the recipient.
    units : list of Unit
    scores : array of shape (n_units, n_answers)
        Log-odds that a unit carries an answer.
    second : array of shape (n_answers,), optional
        Log-odds that the text states an answer, in the opinion of a `Bag`.
    """

    doc: Document
    parties: tuple[str | None, str | None]
    units: list[Unit]
    scores: Scores
    second: Scores | None = None

    @cached_property
    def views(self) -> Scores:
        """The highest log-odds of each answer in the text, and the second opinion's: (n_answers, n_views)."""
        highest = self.scores.max(axis=0, initial=_LOWEST)
        return np.stack([highest] if self.second is None else [highest, self.second], axis=-1)

    def words_for(self, column: int) -> tuple[int, int]:
        """Return the run of words, first and last (exclusive), that carries an answer best."""
        likely = expit(self.scores[:, column])
        peak = int(likely.argmax())
        low, high = self._sentence(self.units[peak].word)
        strong = np.flatnonzero(likely >= _LEAST_OF_PEAK * likely[peak]).tolist()
        at = strong.index(peak)
        first = last = peak
        for unit in reversed(strong[:at]):
            if first - unit > _BRIDGED or self.units[unit].word < low:
                break
            first = unit
        for unit in strong[at + 1 :]:
            if unit - last > _BRIDGED or self.units[unit].word >= high:
                break
            last = unit
        # several units may stand at one word: "the Kremlin"
        end = next((u.word for u in self.units[last + 1 :] if u.word > self.units[last].word), len(self.doc.words))
        return self._trimmed(self.units[first].word, min(end, high, self.units[first].word + _LONGEST_QUOTE))

    def _sentence(self, word: int) -> tuple[int, int]:
        at = bisect(self.doc.sentences, word, key=lambda sentence: sentence[0]) - 1
        first, last = self.doc.sentences[at] if at >= 0 else (word, word)
        return (first, last) if word < last else (word, word + 1)

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        words = self.doc.words
        while last - first > 1 and not words[last - 1][-1].isalnum():
            last -= 1
        while last - first > 1 and not words[first][-1].isalnum():
            first += 1
        return first, last


class Network(Protocol):
    """Scores units."""

    def scores(self, units: Sequence[Unit]) -> Scores:
        """Return log-odds, an array of shape (n_units, n_outputs): the sides, then every answer."""


class Eyes:
    """A network and what it takes to feed it.

    Parameters
    ----------
    network : Network
        Scores each unit for the sides and for every answer.
    answers : sequence of Answer
        What the outputs after those for the sides stand for.
    common : set of str
        Words known in lower case, which are no names.
    bag : Bag, optional
        Gives a second opinion.
    """

    def __init__(
        self, network: Network, answers: Sequence[Answer], common: frozenset[str], bag: Bag | None = None
    ) -> None:
        self.network = network
        self.answers = list(answers)
        self.common = common
        self.bag = bag

    def see(self, doc: Document, claimed_caller: str | None = None, recipient: str | None = None) -> Sight:
        """Look at a text; the names of the parties help where they are known."""
        phrases = find_phrases(doc, self.common)
        units = anonymous(doc, phrases, parties=(claimed_caller, recipient))
        scores = self.network.scores(units)
        found = parties(doc, phrases, units, scores[:, :N_SIDES])
        names = (claimed_caller or unlike(found[0], recipient), recipient or unlike(found[1], claimed_caller))
        second = self.bag.log_odds(units, sides_of(scores)) if self.bag else None
        return Sight(doc, names, units, scores[:, N_SIDES:], second)


def parties(doc: Document, phrases: Phrases, units: Sequence[Unit], scores: Scores) -> tuple[str | None, str | None]:
    """Return by what words the text names the two: the likeliest pair of different people."""
    odds = _party_odds(scores).tolist()
    words = [unit.word for unit in units]
    everybody = people(doc, phrases)
    nobody = len(everybody)
    worth = [*(_worth(person, words, odds) for person in everybody), (_NOBODY_AT_ALL, _NOBODY_AT_ALL)]
    callers, recipients = (sorted(range(nobody + 1), key=lambda k: worth[k][side], reverse=True)[:2] for side in (0, 1))
    pairs = [(one, other) for one in callers for other in recipients if one != other or one == nobody]
    chosen = max(pairs, key=lambda pair: worth[pair[0]][0] + worth[pair[1]][1])
    names = [_longest(doc, everybody[k].names or everybody[k].titles) if k != nobody else None for k in chosen]
    return names[0], names[1]


def _worth(person: "Person", words: Sequence[int], odds: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the highest log-odds of a person's mentions to be the caller, and the recipient."""
    spans = [(bisect_left(words, first), bisect_left(words, last)) for first, last in person.mentions]
    found = [odds[unit] for first, last in spans for unit in range(first, last)]
    penalty = 0.0 if person.names else _NAMELESS
    caller, recipient = (max((one[side] for one in found), default=_NOBODY_AT_ALL) - penalty for side in (0, 1))
    return caller, recipient


def _party_odds(scores: Scores) -> Scores:
    """Return the log-odds of being the caller, and of being the recipient, against everything else."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    two = np.clip(shares[:, :2], 1e-6, 1 - 1e-6)
    return np.asarray(np.log(two / (1 - two)))


class Person(NamedTuple):
    """Somebody in a text: where a name, and where a title, stands for them (words, last exclusive)."""

    names: list[tuple[int, int]]
    titles: list[tuple[int, int]]

    @property
    def mentions(self) -> list[tuple[int, int]]:
        """All places."""
        return self.names + self.titles


def people(doc: Document, phrases: Phrases) -> list[Person]:
    """Return everybody who has a name, or only a title: "the prime minister of Spain"."""
    groups = name_groups(doc, phrases)
    found: dict[object, Person] = {}
    for first, (last, number) in groups.items():
        found.setdefault(number, Person([], [])).names.append((first, last))
    for first, last in phrases.role.items():
        title = _whole_title(doc, phrases, first, last)
        owner = _named_beside(doc, groups, first, title[1])
        key = " ".join(doc.words[slice(*title)]).lower() if owner is None else owner
        found.setdefault(key, Person([], [])).titles.append(title)
    return list(found.values())


def _whole_title(doc: Document, phrases: Phrases, first: int, last: int) -> tuple[int, int]:
    """Widen a role noun by its country: "the French president", "president of Mexico"."""
    words = doc.words
    for i in range(max(0, first - 4), first):
        end = phrases.country[i][0] if i in phrases.country else 0
        if end == first or (end == first - 1 and words[end] in _GENITIVE):
            return i, last
    if last + 1 < len(words) and words[last].lower() == "of":
        at = last + 2 if words[last + 1].lower() == "the" else last + 1
        if at in phrases.country:
            return first, phrases.country[at][0]
    return first, last


def _named_beside(doc: Document, groups: Mapping[int, tuple[int, int]], first: int, last: int) -> int | None:
    """Return the number of the person whose name stands right after a title, or in apposition to it."""
    if last in groups:
        return groups[last][1]
    if doc.words[last : last + 1] == [","] and last + 1 in groups:
        return groups[last + 1][1]
    for start in range(max(0, first - _LONGEST_APPOSITION), first):
        end, number = groups.get(start, (None, 0))
        if end and doc.words[end] == "," and not _STOPS & {word.lower() for word in doc.words[end + 1 : first]}:
            return number
    return None


def _longest(doc: Document, mentions: Sequence[tuple[int, int]]) -> str:
    first, last = max(mentions, key=lambda m: m[1] - m[0])
    return doc.text[slice(*doc.span(first, last))]
