"""A reader: a network's view of a text, the grammar of days, calibrated verdicts.

There are two, which differ in their `Eyes` alone: those of the precise one are two fine-tuned encoders
and a bag of words, those of the fast one a small convolutional network that was taught by an encoder.
"""

from datetime import date

from ..codebook import FIELDS
from .cues import Cue, Reading
from .dates import days_apart
from .documents import parse
from .labels import Answer
from .language import foreign_language
from .sight import Eyes, Sight
from .verdicts import Verdicts

# A denial overlooked prints a hoax: it is given early, and wins against a likelier confirmation.
_DENIED_AT_LEAST, _TILT = 0.12, 2.0
_OUTCOME_AT_LEAST = 0.35


class Reader:
    """Reads the codebook's evidence from a text.

    Parameters
    ----------
    eyes : Eyes
        The network.
    verdicts : Verdicts
        Learned on texts that the network had not seen.
    """

    def __init__(self, eyes: Eyes, verdicts: Verdicts) -> None:
        self.eyes = eyes
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
            The day from whose viewpoint the text is read; nothing depends on it yet.
        claimed_caller, recipient : str, optional
            Names, where known; else they are found in the text.

        Returns
        -------
        Reading
            Cues in the codebook's order of fields.
        """
        doc = parse(text)
        if language := foreign_language(doc, self.eyes.common):
            return Reading((), claimed_caller, recipient, in_scope=False, language=language)
        return decide(self.eyes.see(doc, claimed_caller, recipient), self.verdicts)


def decide(sight: Sight, verdicts: Verdicts) -> Reading:
    """Give each field its likeliest value where that is likely enough."""
    found, answers = verdicts.probabilities(sight.views).tolist(), verdicts.answers
    (call,), ends = verdicts.columns_["call"], verdicts.columns_["outcome"]
    end = max(ends, key=lambda column: found[column])
    told = found[end] >= _OUTCOME_AT_LEAST
    if not sight.units or (found[call] < verdicts.least_["call"] and not told):  # what has ended was a call
        return Reading((), *sight.parties, in_scope=False)
    cues = []
    for field in FIELDS:
        best = max(verdicts.columns_[field], key=lambda k: found[k] * (_TILT if answers[k].name == "denied" else 1))
        least = _DENIED_AT_LEAST if answers[best].name == "denied" else verdicts.least_[field]
        if found[best] >= least:
            cue = _cue(sight, answers[best], best, found[best])
            cues += [cue] if cue else []
    outcome = _quoted(sight, *answers[end], end, found[end]) if told else None
    return Reading(tuple(cues), *sight.parties, outcome=outcome)


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
        counted = next(days_apart(doc.words[start:end]), None)
        if counted is not None:
            return counted
    return None


def _quoted(sight: Sight, field: str, value: str | int, column: int, confidence: float) -> Cue:
    start, end = sight.doc.span(*sight.words_for(column))
    return Cue(field, value, sight.doc.text[start:end], start, end, confidence)
