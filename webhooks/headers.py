"""Headers on every answer (OWASP ASVS 5.0, 3.4): nothing framed, nothing sniffed, no script, no referrer."""

from __future__ import annotations

from flask import Flask, Response

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self' https://www.weather.gov; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def set_headers(app: Flask, *, is_https: bool) -> None:
    """Set the security headers on every answer of `app`."""

    @app.after_request
    def _set(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")  # a shared computer keeps no chat; files set their own
        if is_https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response
