"""Text to evidence. Two readers behind one interface: `PreciseReader` and `FastReader`."""

from datetime import date
from typing import Protocol

from .cues import Annotation, Cue, Reading
from .fast import FastReader
from .precise import PreciseReader

__all__ = ["Annotation", "Cue", "FastReader", "PreciseReader", "Reader", "Reading"]


class Reader(Protocol):
    """Reads the codebook's evidence from a text."""

    def read(
        self, text: str, as_of: date | None = None, claimed_caller: str | None = None, recipient: str | None = None
    ) -> Reading:
        """Read one text; the names of the two parties help where they are known."""
