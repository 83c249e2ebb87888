"""Text to evidence: clauses, people and whose side they are on, dates, the Reader."""

from .cues import Annotation, Cue, Reading
from .reader import Reader

__all__ = ["Annotation", "Cue", "Reader", "Reading"]
