"""How often one caller may ask what is public for programs, so that nobody's script slows a person down."""

from __future__ import annotations

import hashlib
import time

from flask import Response, jsonify, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class RateLimit:
    """Counts the requests of each caller in this process; forgets them with the window."""

    def __init__(self, allowed: str) -> None:
        """Take what is allowed, as `limits` writes it: `120/minute`; raises ValueError for anything else."""
        self._allowed = parse(allowed)
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def refusal(self) -> Response | None:
        """Count this request; return the 429 to give when it is one too many, and when to come back (seconds)."""
        caller = _caller()
        if self._window.hit(self._allowed, caller):
            return None
        wait = max(1, round(self._window.get_window_stats(self._allowed, caller).reset_time - time.time()))
        message = f"Too many requests: {self._allowed}. Try again in {wait} s, or ask for format=ndjson once."
        response = jsonify(error={"code": "too_many", "message": message})
        response.status_code = 429
        response.headers["Retry-After"] = str(wait)
        return response


def _caller() -> str:
    """Name a caller by a digest of the address, so that no address stays in memory."""
    return hashlib.blake2b((request.remote_addr or "").encode(), digest_size=8).hexdigest()
