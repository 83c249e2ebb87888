"""Evidence to risk: encoder, scorecard, compiled form, interval, band."""

from .band import Thresholds, band_of
from .compiled import Scorecard
from .encoder import EvidenceEncoder
from .fitting import fit_draws, fit_pipeline, make_risk_pipeline
from .odds import likelihood_ratio, risk_at
from .scorecard import ScorecardClassifier

__all__ = [
    "EvidenceEncoder",
    "Scorecard",
    "ScorecardClassifier",
    "Thresholds",
    "band_of",
    "fit_draws",
    "fit_pipeline",
    "likelihood_ratio",
    "make_risk_pipeline",
    "risk_at",
]
