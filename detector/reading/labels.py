"""What the networks' outputs stand for: values of fields, that there was a call, how it ended."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..codebook import FIELDS
from .cues import Value

Labels = npt.NDArray[np.bool_]


class Answer(NamedTuple):
    """A value of a field as a model sees it; day counts from two days on are all ``more``."""

    field: str
    name: str


CALL = Answer("call", "reported")  # no field of the codebook: whether there is a call at all
OUTCOMES = (Answer("outcome", "authentic"), Answer("outcome", "not_authentic"))  # how it ended, where the text tells


def answer(field: str, value: Value) -> Answer:
    """Return what ``value`` is to the models.

    >>> answer("days_call_to_report", 5)
    Answer(field='days_call_to_report', name='more')
    """
    if FIELDS[field].in_days and int(value) > 1:
        return Answer(field, "more")
    return Answer(field, str(value))


def quote_span(text: str, quote: str) -> tuple[int, int]:
    """Return where ``quote`` stands first in ``text``; an empty span where it does not."""
    start = text.find(quote)
    return (start, start + len(quote)) if start >= 0 else (0, 0)
