"""Errors that this package raises on purpose, split by who can mend them.

DetectorError
├── ReportError          the sender can: a report that cannot be assessed (``faults`` say where)
├── DataError            the keeper of an incident file can (``faults``, a line each)
└── ModelError           the operator can: the model cannot be used
    ├── ModelMissing         no such model, or a file of it is gone
    ├── ModelCorrupt         a file is not the one that its manifest describes
    └── ModelIncompatible    made by another format or another scikit-learn
"""

from collections.abc import Sequence
from dataclasses import dataclass


class DetectorError(Exception):
    """Base of every error this package raises on purpose."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, and what to do about it."""

    field: str
    reason: str


class ReportError(DetectorError):
    """The report cannot be assessed as given."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class DataError(DetectorError):
    """An incident file has faults; nothing was taken from it."""

    def __init__(self, message: str, faults: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class ModelError(DetectorError):
    """The model cannot be used."""


class ModelMissing(ModelError):
    """There is no such model, or a file of it is gone."""


class ModelCorrupt(ModelError):
    """A file of the model is not the one that its manifest describes."""


class ModelIncompatible(ModelError):
    """The model was made by another format or another scikit-learn."""
