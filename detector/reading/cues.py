"""What a reader learns from and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int


@dataclass(frozen=True)
class Cue:
    """One field read from a text.

    ``start`` and ``end`` are code points of the text as sent: ``text[start:end] == quote``.
    ``confidence`` is the probability that the value is right.
    """

    field: str
    value: Value
    quote: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class Reading:
    """What was read from one text, at most one cue a field, and who is said to have been on the line."""

    cues: tuple[Cue, ...]
    claimed_caller: str | None
    recipient: str | None
    in_scope: bool = True


@dataclass(frozen=True)
class Annotation:
    """What people read from one text: field to (value, quote), and the names of the two parties."""

    cues: Mapping[str, tuple[Value, str]]
    claimed_caller: str
    recipient: str
