"""The precise reader: a fine-tuned encoder, the fast reader beside it, the grammar of days, calibrated verdicts."""

from datetime import date

from ..codebook import FIELDS
from .cues import Cue, Reading
from .dates import day_count
from .fast import FastReader
from .labels import Answer
from .language import foreign_language
from .sight import Eyes, Sight
from .verdicts import Shares, Verdicts

_CALL_AT_LEAST = 0.05  # to refuse a report is worse than to weigh the little that another text says
_OUTCOME_AT_LEAST = 0.5
# A denial overlooked prints a hoax: it wins against a somewhat likelier confirmation.
_TILT = 1.5


class PreciseReader:
    """Reads the codebook's evidence from a text.

    Parameters
    ----------
    eyes : Eyes
        The encoder.
    fast : FastReader
        A second opinion.
    verdicts : Verdicts
        Learned on texts that neither had seen.
    """

    def __init__(self, eyes: Eyes, fast: FastReader, verdicts: Verdicts) -> None:
        self.eyes = eyes
        self.fast = fast
        self.verdicts = verdicts

    def read(
        self, text: str, as_of: date | None = None, claimed_caller: str | None = None, recipient: str | None = None
    ) -> Reading:
        """Read the evidence of one text.

        Parameters
        ----------
        text : str
            Any string.
        as_of : date, optional
            The day from whose viewpoint the text is read.
        claimed_caller, recipient : str, optional
            Names, where known; else they are found in the text.
        """
        sight = self.eyes.see(text, claimed_caller, recipient)
        if language := foreign_language(sight.doc, self.eyes.common):
            return Reading((), claimed_caller, recipient, in_scope=False, language=language)
        return decide(sight.beside(self.fast), self.verdicts)


def decide(sight: Sight, verdicts: Verdicts) -> Reading:
    """Give each field its likeliest value where that is likely enough."""
    found = verdicts.probabilities(sight.views(verdicts.answers))
    told = found["outcome"].max() >= _OUTCOME_AT_LEAST  # an end is a call's
    if not sight.units or (found["call"][0] < _CALL_AT_LEAST and not told):
        return Reading((), *sight.parties, in_scope=False)
    columns = {known: k for k, known in enumerate(verdicts.answers)}
    by_field: dict[str, list[Answer]] = {}
    for known in verdicts.answers:
        by_field.setdefault(known.field, []).append(known)
    cues = []
    for field in FIELDS:
        tilt = [_TILT if known.name == "denied" else 1.0 for known in by_field[field]]
        best = int((found[field] * tilt).argmax())
        if found[field][best] >= verdicts.least_[field]:
            known = by_field[field][best]
            cue = _cue(sight, known, columns[known], float(found[field][best]))
            cues += [cue] if cue else []
    return Reading(tuple(cues), *sight.parties, outcome=_outcome(sight, found["outcome"], by_field["outcome"]))


def _outcome(sight: Sight, shares: Shares, answers: list[Answer]) -> Cue | None:
    best = int(shares.argmax())
    if shares[best] < _OUTCOME_AT_LEAST:
        return None
    start, end = sight.doc.span(*sight.told)
    return Cue("outcome", answers[best].name, sight.doc.text[start:end], start, end, float(shares[best]))


def _cue(sight: Sight, known: Answer, column: int, confidence: float) -> Cue | None:
    if not FIELDS[known.field].in_days:
        return _quoted(sight, known.field, known.name, column, confidence)
    first, last = sight.words_for(column)
    if known.name != "more":
        return _quoted(sight, known.field, int(known.name), column, confidence)
    counted = _days(sight, first, last)
    return None if counted is None else _quoted(sight, known.field, counted, column, confidence)


def _days(sight: Sight, first: int, last: int) -> int | None:
    """Count the days from the words themselves, else from their sentence, else from the whole text."""
    doc = sight.doc
    sentence = next(((a, b) for a, b in doc.sentences if a <= first < b), (first, last))
    for start, end in ((first, last), sentence, (0, len(doc.words))):
        counted = day_count(doc.words[start:end])
        if counted is not None and counted[0] > 1:
            return counted[0]
    return None


def _quoted(sight: Sight, field: str, value: str | int, column: int, confidence: float) -> Cue:
    start, end = sight.doc.span(*sight.words_for(column))
    return Cue(field, value, sight.doc.text[start:end], start, end, confidence)
