"""GET /: the desk's page, one form and its answer, without scripts."""

from typing import Any

from flask import Blueprint, render_template, request

from detector import ReportError
from detector.codebook import FIELDS, PATTERNS

from .score import assess as assess_report

bp = Blueprint("desk", __name__)


@bp.get("/")
def page() -> str:
    """Show the empty form."""
    return _page()


@bp.post("/")
def assess() -> tuple[str, int]:
    """Assess the text in the form and show the answer below it, or what is wrong above it."""
    text = request.form.get("text", "").replace("\r\n", "\n")
    try:
        assessment = assess_report({"text": text})
    except ReportError as error:
        return _page(text=text, faults=error.faults), 422
    weights = {contribution.field: contribution.log_odds for contribution in assessment.contributions}
    return _page(text=text, assessment=assessment, weights=weights), 200


def _page(**shown: Any) -> str:
    return render_template("desk.html", fields=FIELDS, patterns=PATTERNS, **shown)
