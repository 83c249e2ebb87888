"""What the encoder makes of one text, before anything is decided: who is who, and what is stated where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from .clauses import Document, parse
from .encoder import Encoder, Scores
from .fast import FastReader
from .labels import Answer
from .people import Phrases, find_phrases
from .units import N_SIDES, Unit, anonymous, name_groups

_NAMELESS = 1.5  # log-odds that somebody with a name is ahead of a mere "president"
_NOBODY_AT_ALL = -4.0  # log-odds below which a party is not in the text
_LEAST_BY_FAST = -4.0  # log-odds of an answer that the fast reader has never met
_LOWEST = -12.0  # log-odds of what nothing speaks for
_LEAST_OF_PEAK = 0.15  # a quote goes on while its words are at least so likely, as a share of the likeliest,
_BRIDGED = 3  # or so many words on
_LONGEST_QUOTE = 30  # words


@dataclass(frozen=True)
class Sight:
    """One text as the encoders see it.

    Attributes
    ----------
    doc : Document
    parties : tuple of str or None
        By what words the text names the claimed caller and the recipient.
    units : list of Unit
    scores : array of shape (n_units, n_answers)
        Log-odds that a unit carries an answer.
    fast : mapping
        What the fast reader makes of the same text: log-odds of the answers that it knows.
    told : tuple of int
        The words, first and last (exclusive), that tell how it ended, if any do.
    """

    doc: Document
    parties: tuple[str | None, str | None]
    units: list[Unit]
    scores: Scores
    fast: Mapping[Answer, float] = field(default_factory=dict)
    told: tuple[int, int] = (0, 0)

    def beside(self, reader: FastReader) -> "Sight":
        """Return this sight with the fast reader's, which is told who the parties are."""
        told = reader.told(self.doc, self.units).words
        return replace(self, fast=reader.log_odds(self.doc, *self.parties), told=told)

    def views(self, answers: Sequence[Answer]) -> Scores:
        """Return the log-odds of each answer in either reader's view, an array of shape (n_answers, 2)."""
        by_fast = [self.fast.get(known, _LEAST_BY_FAST) for known in answers]
        return np.stack([self.highest, np.array(by_fast, np.float32)], axis=-1)

    @cached_property
    def highest(self) -> Scores:
        """The highest log-odds of each answer in the text."""
        return np.asarray(self.scores.max(axis=0, initial=_LOWEST))

    def words_for(self, column: int) -> tuple[int, int]:
        """Return the run of words, first and last (exclusive), that carries an answer best."""
        likely = 1 / (1 + np.exp(-self.scores[:, column]))
        peak = int(likely.argmax())
        first, last = peak, peak
        low, high = self._sentence(self.units[peak].word)
        strong = likely >= _LEAST_OF_PEAK * likely[peak]
        while first > 0 and self.units[first - 1].word >= low and strong[max(0, first - _BRIDGED) : first].any():
            first -= 1
        while (
            last + 1 < len(self.units)
            and self.units[last + 1].word < high
            and strong[last + 1 : last + 1 + _BRIDGED].any()
        ):
            last += 1
        end = self.units[last + 1].word if last + 1 < len(self.units) else len(self.doc.words)
        return self._trimmed(self.units[first].word, min(end, high, self.units[first].word + _LONGEST_QUOTE))

    def _sentence(self, word: int) -> tuple[int, int]:
        return next(((a, b) for a, b in self.doc.sentences if a <= word < b), (word, word + 1))

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        words = self.doc.words
        while last - first > 1 and not words[last - 1][-1].isalnum():
            last -= 1
        while last - first > 1 and not words[first][-1].isalnum():
            first += 1
        return first, last


class Eyes:
    """The encoder and what it takes to feed it.

    Parameters
    ----------
    encoder : Encoder
        Scores each unit for the sides and for every answer.
    answers : sequence of Answer
        What the outputs after those for the sides stand for.
    common : set of str
        Words known in lower case, which are no names.
    """

    def __init__(self, encoder: Encoder, answers: Sequence[Answer], common: frozenset[str]) -> None:
        self.encoder = encoder
        self.answers = list(answers)
        self.common = common

    def see(self, text: str, claimed_caller: str | None = None, recipient: str | None = None) -> Sight:
        """Look at a text; the names of the parties help where they are known."""
        doc = parse(text)
        phrases = find_phrases(doc, self.common)
        units = anonymous(doc, phrases)
        scores = self.encoder.scores(units)
        found = parties(doc, phrases, units, scores[:, :N_SIDES])
        names = (claimed_caller or found[0], recipient or found[1])
        return Sight(doc, names, units, scores[:, N_SIDES:])


def parties(doc: Document, phrases: Phrases, units: Sequence[Unit], scores: Scores) -> tuple[str | None, str | None]:
    """Return by what words the text names the two: the likeliest pair of different people."""
    odds = _party_odds(scores)
    at = {unit.word: k for k, unit in reversed(list(enumerate(units)))}
    people = _people(doc, phrases)
    spans = list(people.values())
    nameless = [isinstance(who, str) for who in people]
    worth = np.full((len(spans) + 1, 2), _NOBODY_AT_ALL)
    for k, mentions in enumerate(spans):
        found = np.array([odds[at[first]] for first, _ in mentions if first in at])
        if len(found):
            worth[k] = found.max(axis=0) - _NAMELESS * nameless[k]
    pairs = worth[:, None, 0] + worth[None, :, 1]
    np.fill_diagonal(pairs[:-1, :-1], -np.inf)
    chosen = divmod(int(pairs.argmax()), len(spans) + 1)
    names = [_longest(doc, spans[k]) if k < len(spans) else None for k in chosen]
    return names[0], names[1]


def _party_odds(scores: Scores) -> Scores:
    """Return the log-odds of being the caller, and of being the recipient, against everything else."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    two = np.clip(shares[:, :2], 1e-6, 1 - 1e-6)
    return np.asarray(np.log(two / (1 - two)))


def _people(doc: Document, phrases: Phrases) -> dict[object, list[tuple[int, int]]]:
    """Return the mentions of everybody who has a name, or only a role: "the prime minister"."""
    people: dict[object, list[tuple[int, int]]] = {}
    groups = name_groups(doc, phrases)
    for first, (last, number) in groups.items():
        people.setdefault(number, []).append((first, last))
    for first, (last, _) in phrases.role.items():
        if last not in groups:  # "President Chávez" is one person
            people.setdefault(" ".join(doc.words[first:last]).lower(), []).append((first, last))
    return people


def _longest(doc: Document, mentions: Sequence[tuple[int, int]]) -> str:
    first, last = max(mentions, key=lambda m: m[1] - m[0])
    return doc.text[slice(*doc.span(first, last))]
