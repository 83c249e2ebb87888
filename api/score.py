"""POST /v1/score: one report in, one assessment out."""

import json
from typing import Any, NoReturn

from flask import Blueprint, Response, current_app, jsonify, request

from detector import Assessment, Detector

from .problems import Refused

bp = Blueprint("score", __name__, url_prefix="/v1")


@bp.post("/score")
def score() -> Response:
    """Assess the report in the body."""
    return jsonify(assess(read_json()).as_json())


def assess(sent: object) -> Assessment:
    """Assess a report as sent, one at a time in each process.

    The work holds the interpreter's lock anyway. Threads that fight for it switch in the
    middle of it, which costs a third of the throughput and the even answer times.

    Raises
    ------
    ReportError
        If something in the report is wrong.
    """
    detector: Detector = current_app.extensions["detector"]
    with current_app.extensions["turn"]:
        return detector.assess(detector.parse(sent))


def read_json() -> Any:
    """Return the request's body, parsed.

    Raises
    ------
    Refused
        If it is not declared as JSON (415), or is none (400).
    """
    if not request.is_json:
        raise Refused(
            "unsupported-media-type", f"Content-Type is {request.mimetype or 'missing'}; send application/json."
        )
    try:
        return json.loads(request.get_data(), parse_constant=_no_number)
    except RecursionError:
        raise Refused("bad-json", "It is nested too deeply; a report has three levels.") from None
    except ValueError as error:  # also broken UTF-8, and numbers of thousands of digits
        raise Refused("bad-json", f"Reading it stopped: {error}.") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
