"""A web chat's identity: a random session id, and a signed token that proves it without asking the database.

Nothing is stored until the person writes, so danger is answered on the web with the database down too.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

#: As long as an unfinished request is kept; after that the page opens a new session by itself.
TOKEN_LASTS_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class ChatSession:
    """A new chat: its id, and the bearer token to show for it."""

    id: str
    token: str


def new_session(secret: str) -> ChatSession:
    """Make a session nobody can guess."""
    session_id = str(uuid.uuid4())
    return ChatSession(session_id, _serializer(secret).dumps(session_id))


def session_of(token: str, secret: str) -> str | None:
    """Return the session id a token proves, or None when it is altered or over 7 days old."""
    try:
        return str(_serializer(secret).loads(token, max_age=TOKEN_LASTS_S))
    except BadSignature:
        return None


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="portline-chat")
