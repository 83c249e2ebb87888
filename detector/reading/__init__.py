"""Text to evidence."""

from .cues import Annotation, Cue, Reading
from .reader import Reader

__all__ = ["Annotation", "Cue", "Reader", "Reading"]
