"""The Flask service: parses, calls ``detector``, serialises.

``create_app`` is the factory, for a server that takes one: ``gunicorn 'api:create_app()'``;
``python -m detector serve`` does that for you.
"""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from flask import Flask, Response

from detector import Detector

from . import desk, meta, problems, score
from .settings import Settings


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the service. Last wins: the defaults of ``Settings``, CALLRISK_* variables, ``config``.

    Raises
    ------
    SettingsError
        If a setting is not understood.
    ModelError
        If the model cannot be used: a service without one must not look alive.
    """
    settings = Settings.gather(config or {})
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["turn"] = Lock()
    app.extensions["detector"] = Detector.load(settings.model, prior=settings.prior, max_text=settings.max_text)
    for module in (score, meta, desk):
        app.register_blueprint(module.bp)
    problems.init_app(app)
    app.after_request(_harden)
    return app


def _harden(response: Response) -> Response:
    """Nothing on our pages comes from elsewhere, and nobody may frame them."""
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response
