"""The web chat as JSON: the same turn and the same words as SMS, in blocks.

`POST /api/v1/chat/sessions` -> 201 `{session_id, token}`; `POST .../{id}/messages` (Bearer) with
`{text, client_message_id, language?, location?}` -> `{messages: [{seq, text, lang, cards?, quick_replies?}]}`;
`GET .../{id}/messages?after=SEQ` -> what was said since.  Errors are `{error: {code, message}}`.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest, Unauthorized

from conversations.inbound import Inbound
from conversations.reply import Reply
from conversations.transcript import said_since
from conversations.turn import take_turn
from conversations.unsaid import sayable
from resources_directory.geography import Point
from resources_directory.nearest import nearest_place
from webhooks.access import Door, open_to
from webhooks.chat_sessions import new_session, session_of
from webhooks.services import services

chat_api = Blueprint("chat_api", __name__, url_prefix="/api/v1/chat")

_CLIENT_ID = re.compile(r"^[A-Za-z0-9_.-]{1,64}$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")


@chat_api.post("/sessions")
@open_to(Door.PUBLIC)
def open_session() -> tuple[Response, int]:
    """Open a chat; nothing is stored until the person writes."""
    session = new_session(services().session_secret)
    return jsonify(session_id=session.id, token=session.token), 201


@chat_api.post("/sessions/<session_id>/messages")
@open_to(Door.CHAT)
def say(session_id: str) -> Response:
    """Answer one message of a chat; the same client_message_id gives the same answer."""
    _check_token(session_id)
    reply = take_turn(_parse(session_id, request.get_json(silent=True)), road=services().road, now=services().clock())
    return jsonify(messages=reply_blocks(reply))


@chat_api.get("/sessions/<session_id>/messages")
@open_to(Door.CHAT)
def listen(session_id: str) -> Response:
    """Return what was said to this chat after `after` (a seq; 0 from the start)."""
    _check_token(session_id)
    after = request.args.get("after", "0")
    if not after.isascii() or not after.isdigit() or len(after) > 9:
        raise BadRequest("after must be a whole number")
    with services().database.read() as session:
        replies = said_since(session, session_id, int(after))
    return jsonify(messages=[block for reply in replies for block in reply_blocks(reply)])


def reply_blocks(reply: Reply) -> list[dict[str, Any]]:
    """Write a reply's blocks as JSON, each with the reply's seq, as they may be said now."""
    blocks, _ = sayable(reply.blocks, reply.copy_refs, services().copy, form="web")
    return [{"seq": reply.seq, **block} for block in blocks]


def _check_token(session_id: str) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    proved = session_of(token, services().session_secret) if scheme == "Bearer" else None
    if proved is None or not hmac.compare_digest(proved.encode(), session_id.encode()):
        raise Unauthorized("this chat needs its own token; open a new session")


def _parse(session_id: str, body: object) -> Inbound:
    """Read the message; raises BadRequest in clear words, never repeating what was sent."""
    if not isinstance(body, dict):
        raise BadRequest("the body must be a JSON object")
    text, client_id, language = body.get("text"), body.get("client_message_id"), body.get("language")
    if not isinstance(text, str):  # a text that is too long is screened, and answered in words
        raise BadRequest("text must be a string")
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
        raise BadRequest("client_message_id must be 1 to 64 letters, digits, dots, dashes or underscores")
    if language is not None and not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
        raise BadRequest("language must be a code such as en or es")
    here = _here(_point(body.get("location")))
    spoken = language.partition("-")[0] if language else None  # a browser says es-MX; our words are in es
    return replace(web_inbound(session_id, text, client_id), language=spoken, here=here)


def web_inbound(session_id: str, text: str, client_id: str) -> Inbound:
    """Build the message of a chat; a lone surrogate, which no database can hold, becomes a question mark."""
    clean = text.encode("utf-8", "replace").decode()
    return Inbound("web", f"{session_id}:{client_id}", session_id, clean)


def _point(location: object) -> Point | None:
    """Read `{latitude, longitude}` in degrees; raises BadRequest."""
    if location is None:
        return None
    try:
        point = (float(location["latitude"]), float(location["longitude"]))  # type: ignore[index]
    except (TypeError, KeyError, ValueError, OverflowError):
        raise BadRequest("location must be {latitude, longitude} in degrees") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise BadRequest("location must be {latitude, longitude} in degrees")
    return point


def _here(point: Point | None) -> str:
    """Keep only the neighborhood of a shared location; without a database it is not known."""
    if point is None:
        return ""
    try:
        with services().database.read() as session:
            return nearest_place(session, point) or ""
    except SQLAlchemyError:
        return ""
