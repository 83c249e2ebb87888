"""What a reader learns from and what it gives back."""

from collections.abc import Mapping, Sequence
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
    """What was read from one text.

    Attributes
    ----------
    cues : tuple of Cue
        At most one a field, in the codebook's order.
    claimed_caller, recipient : str or None
        By what words the text names them.
    in_scope : bool
        Whether the text reports a call, in English.
    language : str, optional
        The text's, where it isn't English.
    outcome : Cue, optional
        ``authentic`` or ``not_authentic``, where the text itself tells how it ended; never evidence.
    """

    cues: tuple[Cue, ...]
    claimed_caller: str | None
    recipient: str | None
    in_scope: bool = True
    language: str | None = None
    outcome: Cue | None = None


@dataclass(frozen=True)
class Annotation:
    """What people read from one text.

    Attributes
    ----------
    cues : mapping
        Field to (value, quote).
    claimed_caller, recipient : str
        Their names, which need not stand in the text.
    mentions : mapping, optional
        ``caller``, ``recipient``, ``caller_side``, ``recipient_side``: words of the text that stand
        for that party, or for somebody who speaks for it; ``words#2`` is the second time they occur.
    told : bool
        Whether the text tells who rang whom; "the two spoke" does not.
    in_scope : bool or None
        Whether the text reports a call; None teaches nothing about that.
    outcome : tuple of str, optional
        ``authentic`` or ``not_authentic``, and the quote that says so: the text tells how it ended.
    complete : bool
        Whether a field that is not in ``cues`` is known not to be stated.
    augmented : bool
        Whether the text was written to teach readers: networks see such texts first, and others last.
    """

    cues: Mapping[str, tuple[Value, str]]
    claimed_caller: str = ""
    recipient: str = ""
    mentions: Mapping[str, Sequence[str]] | None = None
    told: bool = True
    in_scope: bool | None = True
    outcome: tuple[str, str] | None = None
    complete: bool = True
    augmented: bool = False
