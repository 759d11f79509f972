"""What residents may check: every answer with the pages its facts were read on, and the numbers with their dates."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError

from bot.copy_review import ReviewState, review_state
from bot.copy_store import CopyText
from bot.facts import FactSheet, Page, pages_of, read_sheets
from bot.topics import ANSWER_TOPICS
from webhooks.access import Door, open_to
from webhooks.services import services
from words.sign_offs import latest

about = Blueprint("about", __name__, url_prefix="/about")

#: Languages in which every answer exists.
_LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Español"}
_KEPT_S = 60  # what was withdrawn is off this page within the minute promised


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as a resident reads it: its words, whether somebody signed them, and the pages behind them."""

    id: str
    title: str
    words: CopyText
    is_signed: bool
    pages: Sequence[Page]


@about.get("/answers")
@open_to(Door.PUBLIC)
def answers() -> Response:
    """Show every answer with its sources and dates; needs no script, and no database."""
    asked, signed = request.args.get("lang", "en"), _signed()
    spoken = asked if asked in _LANGUAGES else "en"
    found = [_answer(topic, spoken, signed) for topic in ANSWER_TOPICS]
    page = render_template(
        "about_answers.html",
        answers=sorted(found, key=lambda one: one.title.casefold()),
        contacts=_contacts(),
        spoken=spoken,
        languages=_LANGUAGES,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = f"public, max-age={_KEPT_S}"
    return response


def _signed() -> frozenset[str]:
    """Return the fingerprints somebody answers for, in the files and, while the database is there, by the console."""
    filed = {e.fingerprint for e in services().copy.entries if review_state(e) is ReviewState.REVIEWED}
    try:
        with services().database.read() as session:
            return frozenset(filed | {row.fingerprint for row in latest(session).values()})
    except SQLAlchemyError:
        return frozenset(filed)


def _answer(topic: str, spoken: str, signed: frozenset[str]) -> Answer:
    copy = services().copy
    words = copy.text(topic, spoken, "web")
    sheet = _sheets().get(topic)
    sentences = sheet.said.get(topic, ()) if sheet else ()
    facts = {fact.id: fact for each in _sheets().values() for fact in each.facts}
    title, is_signed = copy.title(topic, spoken, "web"), words.fingerprint in signed
    return Answer(topic, title, words, is_signed, pages_of(sentences, facts))


def _contacts() -> list[object]:
    copy = services().copy
    return [each for each in copy.contacts.values() if not copy.withdrawn.names_one(each.value)]


@functools.cache
def _sheets() -> Mapping[str, FactSheet]:
    return read_sheets()
