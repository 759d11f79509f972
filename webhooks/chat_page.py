"""A stand-in for the city's 311 page, with the chat as a plain form: it works with no script at all.

The widget proper comes later; words and turn are the same as by SMS.  The hidden message id makes a double tap of
the button one message, not two.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from conversations.reply import Blocks
from conversations.transcript import Line, transcript
from conversations.turn import take_turn
from conversations.unsaid import sayable
from storage.encrypted import UnreadableColumnError
from webhooks.access import Door, open_to
from webhooks.chat_api import web_inbound
from webhooks.services import services

chat_page = Blueprint("chat_page", __name__)

_CHAT = "chat"
_MESSAGE_ID = re.compile(r"^[0-9a-f-]{36}$")


@chat_page.get("/")
@open_to(Door.PUBLIC)
def show() -> Response:
    """Show the 311 page and the chat so far."""
    return _page(_said_so_far())


@chat_page.post("/chat")
@open_to(Door.PUBLIC)
def send() -> AnyResponse:
    """Take one message from the form, then show the page again (so that a reload repeats nothing)."""
    text, message_id = request.form.get("text", ""), request.form.get("message_id", "")
    if not _MESSAGE_ID.fullmatch(message_id):
        raise BadRequest("the form came without its message id; please load the page again")
    inbound = web_inbound(_chat_id(), text, message_id)
    reply = take_turn(inbound, road=services().road, now=services().clock())
    if reply.id is None:  # nothing could be stored, so the next page would not know it
        now = services().clock()
        return _page([Line(now, text=text), Line(now, blocks=reply.blocks, copy_refs=reply.copy_refs)])
    return redirect(url_for("chat_page.show") + "#latest", code=303)


@chat_page.post("/chat/leave")
@open_to(Door.PUBLIC)
def leave() -> AnyResponse:
    """Forget this browser's chat and go to a neutral page."""
    session.pop(_CHAT, None)
    response = redirect("https://www.weather.gov/", code=303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _page(lines: list[Line]) -> Response:
    shown = [replace(line, blocks=_sayable(line)) for line in lines]
    page = render_template(
        "chat.html",
        lines=shown,
        message_id=uuid.uuid4(),
        is_demo=services().stage == "demo",
        wrong_words=lambda spoken: services().copy.text("page_wrong", spoken, "web").text,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sayable(line: Line) -> Blocks:
    return sayable(line.blocks, line.copy_refs, services().copy, form="web")[0] if line.blocks else ()


def _said_so_far() -> list[Line]:
    """Read the chat; with the database down the page still opens, and the form still answers danger."""
    if _CHAT not in session:
        return []
    try:
        with services().database.read() as read:
            return transcript(read, session[_CHAT])
    except (SQLAlchemyError, UnreadableColumnError):
        return []


def _chat_id() -> str:
    if _CHAT not in session:
        session[_CHAT] = str(uuid.uuid4())
    return str(session[_CHAT])
