"""Errors as RFC 9457 problem documents: one place maps them, nothing internal leaves."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from detector import ReportError

KINDS = {
    "bad-json": (400, "The body is not JSON", "Send one JSON object in UTF-8; the detail says where reading stopped."),
    "unsupported-media-type": (415, "The body's media type is not taken", "Send Content-Type: application/json."),
    "invalid-report": (422, "The report cannot be assessed as sent", "Mend each place that the errors name."),
    "body-too-large": (413, "The body is too large", "Send less; GET /v1/model gives the limits."),
    "not-found": (404, "There is nothing at this address", "README.md lists the addresses."),
    "method-not-allowed": (405, "The address does not take this method", "The Allow header lists those it takes."),
    "not-ready": (503, "The service is not ready", "Wait, or look into its log."),
    "internal-error": (500, "Something broke here", "It is logged; try again, and tell whoever runs this service."),
}
_BY_STATUS = {status: kind for kind, (status, _, _) in KINDS.items()}

bp = Blueprint("problems", __name__)


class Refused(Exception):
    """A request that a view will not answer, by the name of its kind."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


def init_app(app: Flask) -> None:
    """Answer every error of the service as a problem document."""
    app.register_blueprint(bp)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return problem(error.kind, str(error))

    @app.errorhandler(ReportError)
    def report(error: ReportError) -> Response:
        errors = [
            {"pointer": "#/" + fault.field.replace(".", "/"), "field": fault.field, "detail": fault.reason}
            for fault in error.faults
        ]
        return problem("invalid-report", str(error), errors=errors)

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(error: RequestEntityTooLarge) -> Response:
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        return problem("body-too-large", f"The body may have {limit:,} bytes at most.")

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        """Answer what Flask itself refuses; an unhandled exception arrives here as a bare 500."""
        kind = _BY_STATUS.get(error.code or 500)
        if kind is None:
            response = problem("internal-error", str(error.description), title=error.name)
            response.status_code = error.code or 500
        else:
            response = problem(kind, KINDS[kind][2] if kind == "internal-error" else f"{request.method} {request.path}")
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response


def problem(kind: str, detail: str, **extra: Any) -> Response:
    """Return a problem document of one of the ``KINDS``."""
    status, title, _ = KINDS[kind]
    body = {"type": f"/problems/{kind}", "title": title, "status": status, "detail": detail, **extra}
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


@bp.get("/problems/<kind>")
def explain(kind: str) -> Response:
    """Say what a kind of problem is and what to do about it."""
    if kind not in KINDS:
        raise NotFound
    status, title, remedy = KINDS[kind]
    return jsonify(type=f"/problems/{kind}", status=status, title=title, remedy=remedy)
