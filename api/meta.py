"""What the service is: the codebook, the model, whether it lives and is ready."""

import logging
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from detector import Detector, codebook

from .problems import problem

bp = Blueprint("meta", __name__)
logger = logging.getLogger(__name__)

CANNED = {
    "text": "The minister says the president telephoned her on Monday. The president's office denies it.",
    "evidence": {"caller_position": "denied", "recipient_position": "confirmed"},
}


@bp.get("/v1/codebook")
def get_codebook() -> Response:
    """Return the evidence fields with their questions, values and labels."""
    return jsonify(codebook.as_dict())


@bp.get("/v1/model")
def get_model() -> Response:
    """Return what is served, how good it is, and the thresholds that clients must not hard-code."""
    return jsonify(describe(current_app.extensions["detector"], current_app.config["MAX_CONTENT_LENGTH"]))


def describe(detector: Detector, max_body: int) -> dict[str, Any]:
    """Return a detector's model, prior, thresholds and limits as plain data."""
    manifest = detector.model.manifest
    return {
        "version": manifest["version"],
        "trained_at": manifest["created_at"],
        "format_version": manifest["format_version"],
        "data_digest": manifest["data"]["sha256"],
        "packages": manifest["packages"],
        "metrics": manifest["metrics"],
        "prior": detector.prior,
        "thresholds": {"elevated": detector.thresholds.elevated, "high": detector.thresholds.high},
        "limits": {"text_characters": detector.max_text, "body_bytes": max_body},
    }


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return jsonify(status="alive")


@bp.get("/readyz")
def readyz() -> Response:
    """Say whether a canned report is scored right: ready must mean that the next one will be."""
    detector = current_app.extensions["detector"]
    try:
        assessment = detector.assess(detector.parse(CANNED))
        right = assessment.risk > assessment.prior
    except Exception:  # whatever it is, this service must not be sent reports
        logger.exception("the canned report could not be scored")
        right = False
    if not right:
        return problem("not-ready", "The canned report is not scored right.")
    return jsonify(status="ready", model=detector.model.version)
