"""Where the shipped files are, and where models that are trained later go."""

import os
from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "shipped"  # of an installed package; a checkout has them at its top level


def _shipped(name: str) -> Path:
    return (_INSIDE if _INSIDE.is_dir() else _PACKAGE.parent) / name


def shipped_models() -> Path:
    """Return the folder of the models that came with this installation."""
    return _shipped("models")


def shipped_datasets() -> Path:
    """Return the folder of the data that came with this installation."""
    return _shipped("datasets")


def shipped_incidents() -> Path:
    """Return the incident file that came with this installation."""
    return shipped_datasets() / "incidents.jsonl"


def own_models() -> Path:
    """Return the folder that training writes to.

    That is ``CALLRISK_MODELS`` where set, else a checkout's own ``models``, else (an
    installed package, or a checkout that may not be written) the user's data folder.
    """
    if named := os.environ.get("CALLRISK_MODELS"):
        return Path(named)
    if not _INSIDE.is_dir() and os.access(shipped_models(), os.W_OK):
        return shipped_models()
    return user_data_path("callrisk") / "models"
