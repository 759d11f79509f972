"""What was not understood, redacted: an operator says what it means with one click, or deletes what is personal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.redaction import unknown_words
from bot.topics import TOPICS
from conversations.candidates import (
    MarkRefusedError,
    count_unmarked,
    delete_words,
    mark,
    marked,
    take_back,
    unmarked,
)
from conversations.unclear_texts import KEPT, NO_SENSE, NOT_OURS
from port_queue import Role
from staff import users
from webhooks.access import Door, open_to
from webhooks.console_door import record, viewer
from webhooks.console_words import label, language
from webhooks.services import services

not_understood = Blueprint("not_understood", __name__, url_prefix="/not-understood")

#: Who reads them (contracts.md section 6: a transcript is the operator's; a supervisor answers for it).
READERS = (Role.OPERATOR, Role.SUPERVISOR)
_ON_A_PAGE, _MARKED_SHOWN, _LAST_PAGE = 10, 50, 1000
_VERDICTS: Mapping[str, str] = {NOT_OURS: "Not ours", NO_SENSE: "No sense"}


@not_understood.get("/")
@open_to(Door.STAFF, *READERS)
def show() -> ResponseReturnValue:
    """Show what nobody has marked, the most frequent first, and what is marked and waits for a review."""
    return _page()


@not_understood.post("/<uuid:text_id>/mark")
@open_to(Door.STAFF, *READERS)
def mark_topic(text_id: UUID) -> ResponseReturnValue:
    """Say what a text means: a guess's button, or the topic chosen from the list."""
    topic = request.form.get("guess") or request.form.get("topic", "")

    def act(session: Session) -> None:
        candidate_id = mark(session, text_id, topic=topic, by=viewer().user_id, now=services().clock())
        record(session, f"mark:{topic}"[:64], "candidate", str(candidate_id))

    return _done(act, f"It is marked: {topic_words(topic)}. A person reviews it before anything learns from it.")


@not_understood.post("/<uuid:text_id>/take-back")
@open_to(Door.STAFF, *READERS)
def take_mark_back(text_id: UUID) -> ResponseReturnValue:
    """Take a mark back; the text is asked about again."""

    def act(session: Session) -> None:
        record(session, "unmark", "candidate", str(take_back(session, text_id)))

    return _done(act, "The mark is taken back.")


@not_understood.post("/<uuid:text_id>/delete")
@open_to(Door.STAFF, *READERS)
def delete_personal(text_id: UUID) -> ResponseReturnValue:
    """Delete a text that still tells who wrote it, every copy in this list, at once."""

    def act(session: Session) -> None:
        delete_words(session, text_id)
        record(session, "delete:personal", "unclear_text", str(text_id))

    return _done(act, "It is deleted from this list.")


def topic_words(topic: str) -> str:
    """Say a topic, or one of the two other answers, in plain words."""
    if topic in _VERDICTS:
        return _VERDICTS[topic]
    words = TOPICS[topic].meaning if topic in TOPICS else label(topic)
    return words[:1].upper() + words[1:]


def topics_by_room() -> dict[str, dict[str, str]]:
    """Return every topic with its plain meaning, under the room of the knowledge base it belongs to."""
    ours = sorted((topic for topic in TOPICS.values() if topic.id != NOT_OURS), key=lambda topic: topic.file)
    return {
        label(file.replace("-", "_")) if file else "The talk itself": {
            topic.id: topic_words(topic.id) for topic in of_one
        }
        for file, of_one in groupby(ours, key=lambda topic: topic.file)
    }


def _done(act: Callable[[Session], None], words: str) -> ResponseReturnValue:
    try:
        with services().database.write() as session:
            act(session)
    except MarkRefusedError as error:
        return _page(str(error)), 422
    flash(words)
    return redirect(url_for("console.not_understood.show"), code=303)


def _page(refusal: str = "") -> str:
    number = _page_number()
    with services().database.write() as session:
        groups = unmarked(session, limit=_ON_A_PAGE, offset=(number - 1) * _ON_A_PAGE)
        total, waiting = count_unmarked(session), marked(session, limit=_MARKED_SHOWN)
        names = {user.id: user.username for user in users(session)}
        record(session, "list", "console", "not_understood")
    return render_template(
        "console/not_understood.html",
        groups=groups,
        total=total,
        waiting=waiting,
        names=names,
        number=number,
        is_last=number * _ON_A_PAGE >= total,
        rooms=topics_by_room(),
        verdicts=_VERDICTS,
        topic_words=topic_words,
        unknown_words=unknown_words,
        language=language,
        days=KEPT.days,
        refusal=refusal,
    )


def _page_number() -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LAST_PAGE):
        abort(404, "There is no such page.")
    return int(text)
