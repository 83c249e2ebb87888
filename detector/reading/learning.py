"""From annotated texts to what the encoders learn: windows of word pieces with labels."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..codebook import FIELDS
from ..mentions import places
from .composing import Composed
from .cues import Annotation
from .documents import Document, parse
from .encoder import Vocabulary, windows
from .labels import CALL, OUTCOMES, Answer, answer, quote_span
from .people import Phrases, find_phrases
from .units import NAMES, NOBODY, PLACES, Side, Unit, anonymous, mention_sides

UNSAID = -100  # nobody said for whom these words stand
_SMALL, _LARGE, _SWAPPED = 0.1, 0.15, 0.33  # shares of texts shown carelessly typed, cumulative
_BOTH, _ONE = 0.2, 0.05  # shares of texts that come with the names of both parties, of either
_PARTIAL_WEIGHT = 4.0  # of what is known of a text that isn't annotated whole: there are few of them
EITHER_PARTY, EITHER_SIDE = 5, 6  # one of the two, where the text doesn't tell who rang


def answers() -> list[Answer]:
    """Return what a network's outputs after the sides stand for: every value, that there was a call, how it ended."""
    of_fields = [
        Answer(name, value)
        for name, known in FIELDS.items()
        for value in (("0", "1", "more") if known.in_days else [v.name for v in known.values])
    ]
    return [*of_fields, CALL, *OUTCOMES]


@dataclass(frozen=True)
class Example:
    """An annotated text, cut up.

    Attributes
    ----------
    sides : list of int or None
        One a word, where it was annotated who is who.
    told : bool
        Whether the text tells which of the two rang.
    parties : tuple of str
        The names of the claimed caller and the recipient.
    stated : mapping
        Answer to the code points of its quote; an empty span where it has none.
    known : frozenset of str
        The fields of which it is known whether they are stated; ``call`` and ``outcome`` too.
    """

    doc: Document
    phrases: Phrases
    sides: list[int] | None
    told: bool
    parties: tuple[str, str]
    stated: Mapping[Answer, tuple[int, int]]
    known: frozenset[str]


def stated(annotation: Annotation) -> dict[Answer, str]:
    """Return the answers that a text states, with the quote of each; ``""`` where there is none."""
    found = {answer(name, value): quote for name, (value, quote) in annotation.cues.items()}
    if annotation.in_scope:
        found[CALL] = ""
    if annotation.outcome:
        found[Answer("outcome", annotation.outcome[0])] = annotation.outcome[1]
    return found


def fields_known(annotation: Annotation) -> frozenset[str]:
    """Return the fields of which it is known whether the text states them."""
    call = () if annotation.in_scope is None else ("call",)
    return frozenset((*call, "outcome", *(FIELDS if annotation.complete else annotation.cues)))


def example(text: str, annotation: Annotation, common: frozenset[str], shown: str | None = None) -> Example:
    """Cut up a text and place its annotation; ``shown``, of the same length, is seen in its place."""
    doc = parse(text if shown is None else shown)
    places_of = {known: quote_span(text, quote) if quote else (0, 0) for known, quote in stated(annotation).items()}
    sides = None
    if annotation.mentions is not None:
        sides = mention_sides(doc, {Side[k.upper()]: places(text, words) for k, words in annotation.mentions.items()})
    parties = (annotation.claimed_caller, annotation.recipient)
    return Example(doc, find_phrases(doc, common), sides, annotation.told, parties, places_of, fields_known(annotation))


def careless(text: str, chance: random.Random) -> str:
    """Return the text as it is, or at times all small, all large or with letters swapped; of the same length."""
    drawn = chance.random()
    if drawn < _SMALL:
        shown = text.lower()
    elif drawn < _LARGE:
        shown = text.upper()
    elif drawn < _SWAPPED:
        shown = re.sub(r"[a-z]{5,}", lambda m: _swapped(m.group(), chance), text)
    else:
        shown = text
    return shown if len(shown) == len(text) else text


def _swapped(word: str, chance: random.Random) -> str:
    """Swap two letters of one word in ten."""
    if chance.random() >= 0.1:
        return word
    at = chance.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def composed_example(composed: Composed, common: frozenset[str]) -> Example:
    """Cut up a composed text, which comes with its annotation in place."""
    doc = parse(composed.text)
    places_of = {answer(name, value): (start, end) for name, (value, start, end) in composed.stated.items()}
    sides = mention_sides(doc, composed.mentions)
    known = frozenset((*FIELDS, "call", "outcome"))
    stated = {**places_of, CALL: (0, 0)}
    return Example(doc, find_phrases(doc, common), sides, True, composed.parties, stated, known)


class Lesson(NamedTuple):
    """What one text teaches.

    Attributes
    ----------
    units : list of Unit
    sides : array of shape (n_units,)
        The class of each, or ``UNSAID``.
    carried : array of shape (n_units, n_answers)
        Which answers each carries.
    whole : array of shape (n_answers,)
        Which the text carries: what some unit does, and `CALL`, which none does in particular.
    known : array of shape (n_answers,)
        The weight of what was annotated at all, else 0.
    """

    units: list[Unit]
    sides: npt.NDArray[np.int64]
    carried: npt.NDArray[np.float32]
    whole: npt.NDArray[np.float32]
    known: npt.NDArray[np.float32]


def lesson(one: Example, columns: Mapping[Answer, int], chance: random.Random) -> Lesson:
    """Label the units of a text, the parties known now and then.

    Stand-ins are drawn anew each time, so that none is learned by heart.
    """
    names, countries = chance.sample(NAMES, len(NAMES)), chance.sample(PLACES, len(PLACES))
    parties = _given(one.parties, chance)
    units = anonymous(one.doc, one.phrases, names, countries, parties)
    sides = np.full(len(units), UNSAID)
    if one.sides is not None:
        sides[:] = [len(Side) if one.sides[u.word] == NOBODY else one.sides[u.word] for u in units]
        if not one.told and not any(parties):
            sides = np.select([sides < 2, sides < len(Side)], [EITHER_PARTY, EITHER_SIDE], sides)
    carried = np.zeros((len(units), len(columns)), np.float32)
    for stated, (start, end) in one.stated.items():
        carried[:, columns[stated]] = _inside(one.doc, units, start, end)
    whole = carried.max(axis=0, initial=0.0)
    whole[columns[CALL]] = CALL in one.stated
    known = np.array([known.field in one.known for known in columns], np.float32)
    if len(one.known) < len(FIELDS):
        known *= _PARTIAL_WEIGHT
    return Lesson(units, sides, carried, whole, known)


@dataclass(frozen=True)
class Row:
    """One window of a text.

    Attributes
    ----------
    ids : array of shape (n_pieces,)
    sides : array of shape (n_pieces,)
        The class of each piece, or ``UNSAID``.
    carried : array of shape (n_pieces, n_answers)
        Which answers each piece carries.
    whole : array of shape (n_answers,)
        Which the window as a whole carries.
    known : array of shape (2, n_answers)
        The weight of the pieces' and of the whole's answers.
    """

    ids: npt.NDArray[np.int64]
    sides: npt.NDArray[np.int64]
    carried: npt.NDArray[np.float32]
    whole: npt.NDArray[np.float32]
    known: npt.NDArray[np.float32]


def rows(one: Lesson, columns: Mapping[Answer, int], vocabulary: Vocabulary) -> Iterator[Row]:
    """Yield the windows of a text, as word pieces."""
    ids, owners = vocabulary.pieces(one.units)
    sides, pieces, call = one.sides[owners], one.carried[owners], columns[CALL]
    for first, last, _, _ in windows(len(ids)):
        whole, known = pieces[first:last].max(axis=0, initial=0.0), np.stack([one.known, one.known])
        if one.whole[call]:  # somewhere in the text: which pieces tell of it is not known
            whole[call], known[0, call] = 1.0, 0.0
            known[1, call] *= first == 0
        yield Row(ids[first:last], sides[first:last], pieces[first:last], whole, known)


def _given(parties: tuple[str, str], chance: random.Random) -> tuple[str | None, str | None]:
    drawn = chance.random()
    caller, recipient = (name or None for name in parties)
    return (caller if drawn < _BOTH + _ONE else None, recipient if drawn < _BOTH or 1 - drawn < _ONE else None)


def _inside(doc: Document, units: Sequence[Unit], start: int, end: int) -> npt.NDArray[np.float32]:
    return np.array([doc.starts[u.word] < end and doc.ends[u.word] > start for u in units], np.float32)
