"""Estimate how likely it is that the person on a reported call was not who they were said to be.

    from detector import Detector
    assessment = Detector.load().score("A singer wrote on Instagram that ...")

``Detector`` and the rest are imported when first used: ``python -m detector --help``
must not wait for scikit-learn.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .detector import Detector as Detector
    from .errors import DataError as DataError
    from .errors import DetectorError as DetectorError
    from .errors import ModelError as ModelError
    from .errors import ReportError as ReportError
    from .risk.band import Thresholds as Thresholds
    from .schema import Assessment as Assessment

__version__ = "0.1.0"

_HOMES = {
    "Assessment": ".schema",
    "DataError": ".errors",
    "Detector": ".detector",
    "DetectorError": ".errors",
    "ModelError": ".errors",
    "ReportError": ".errors",
    "Thresholds": ".risk.band",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name], __name__), name)
