"""Every refusal in one shape: JSON for machines, a short page for people; never what was sent, never a trace."""

from __future__ import annotations

from typing import Any

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

logger: Any = structlog.get_logger(__name__)

_CODES = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed"}
_CODES |= {409: "conflict", 413: "too_large", 429: "too_many", 500: "our_mistake", 503: "unavailable"}


def register_errors(app: Flask) -> None:
    """Map every error to its one shape."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _our_mistake)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    message = error.description or ""
    if _wants_json():
        response = jsonify(error={"code": _CODES.get(status, "error"), "message": message})
    else:
        response = make_response(render_template("error.html", status=status, message=message))
    response.status_code = status
    return response


def _our_mistake(error: Exception) -> Response:
    """Log the kind of error and where, never its text: it may hold a person's words."""
    logger.error("unhandled_error", error=type(error).__name__, endpoint=request.endpoint)
    return _http_error(InternalServerError("Something went wrong on our side. In danger call 911."))


def _wants_json() -> bool:
    return request.path.startswith(("/api/", "/hsds/", "/healthz", "/readyz", "/twilio/"))
