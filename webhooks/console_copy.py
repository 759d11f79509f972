"""The words in the console: every text with its figures, who signed it, what changed since, and taking it back."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.copy_files import CopyEntry
from bot.copy_review import ReviewState
from bot.facts import FactSheet, read_sheets
from bot.tone import carrier_risks
from bot.withdrawal import STAND_INS
from conversations.receivers import receivers
from staff import users
from webhooks.access import Door, open_to
from webhooks.console_door import record, viewer
from webhooks.console_numbers import KEEPERS, READERS
from webhooks.console_words import language
from webhooks.services import services
from words.changes import changes
from words.measures import measure
from words.models import SignOff
from words.sign_offs import SignOffRefusedError, history, latest, sign, state_of, words_of
from words.translations import stale_translations
from words.withdrawals import (
    WithdrawalRefusedError,
    lift,
    standing,
    withdraw_text,
)
from words.withdrawals import history as withdrawal_history

Signed = Mapping[tuple[str, str], SignOff]

copy_room = Blueprint("words", __name__, url_prefix="/words")

_ON_A_PAGE, _LAST_PAGE, _RECEIVERS_SHOWN = 40, 1000, 200
STATES: Mapping[str, str] = {
    "": "All texts",
    "unsigned": "Not signed",
    "withdrawn": "Taken back",
    "behind": "English has changed since",
    "risky": "Words a carrier may filter",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the list is narrowed to."""

    state: str = ""
    language: str = ""
    words: str = ""

    def takes(self, entry: CopyEntry, signed: Signed, stale: frozenset[tuple[str, str]]) -> bool:
        known = f"{entry.id} {entry.title} {entry.sms} {entry.web}".casefold()
        is_found = self.language in ("", entry.language) and self.words.casefold() in known
        return is_found and _is_in(self.state, entry, signed, stale)


def _is_in(state: str, entry: CopyEntry, signed: Signed, stale: frozenset[tuple[str, str]]) -> bool:
    if state == "unsigned":
        return state_of(entry, signed) is not ReviewState.REVIEWED
    if state == "withdrawn":
        return services().copy.withdrawn.holds((entry.id, entry.version, entry.language))
    if state == "behind":
        return (entry.id, entry.language) in stale
    return bool(carrier_risks(entry.sms)) if state == "risky" else True


@copy_room.get("/")
@open_to(Door.STAFF, *READERS)
def show() -> ResponseReturnValue:
    """Show every text with its figures: safety texts first, then by topic."""
    asked, number = _asked(), _page_number()
    with services().database.write() as session:
        signed, taken_back = latest(session), standing(session)
        names = {user.id: user.username for user in users(session)}
        record(session, "list", "console", "words")
    copy, stale = services().copy, _stale()
    found = [entry for entry in copy.entries if asked.takes(entry, signed, stale)]
    found.sort(key=lambda entry: (not entry.is_safety, entry.room, entry.id, entry.language))
    shown = found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    return render_template(
        "console/words.html",
        texts=[measure(entry, copy, signed, stale) for entry in shown],
        total=len(found),
        number=number,
        is_last=number * _ON_A_PAGE >= len(found),
        asked=asked,
        states=STATES,
        languages=sorted({entry.language for entry in services().copy.entries}),
        language=language,
        taken_back=taken_back,
        names=names,
        may_keep=viewer().role in KEEPERS,
    )


@copy_room.get("/text/<spoken>/<copy_id>")
@open_to(Door.STAFF, *READERS)
def show_text(spoken: str, copy_id: str) -> ResponseReturnValue:
    """Show one text: its words, its sources, its sign-offs, what changed since, who was told it."""
    return _text_page(_entry(spoken, copy_id))


@copy_room.post("/text/<spoken>/<copy_id>/sign")
@open_to(Door.STAFF, *KEEPERS)
def sign_text(spoken: str, copy_id: str) -> ResponseReturnValue:
    """Sign a text as it stands, with the name of who answers for it."""
    entry = _entry(spoken, copy_id)
    seen, name = request.form.get("seen", ""), request.form.get("name", "")

    def act(session: Session) -> None:
        sign(session, entry, seen=seen, name=name, by=viewer().user_id, now=services().clock())
        record(session, "sign", "copy", f"{spoken}/{copy_id}"[:64])

    return _done(act, entry, "It is signed.")


@copy_room.post("/text/<spoken>/<copy_id>/withdraw")
@open_to(Door.STAFF, *KEEPERS)
def withdraw(spoken: str, copy_id: str) -> ResponseReturnValue:
    """Take a text back, in this language or in all, everywhere within a minute."""
    entry, copy = _entry(spoken, copy_id), services().copy
    everywhere = request.form.get("languages") == "all"
    languages = sorted({e.language for e in copy.entries}) if everywhere else [spoken]
    reason = request.form.get("reason", "")

    def act(session: Session) -> None:
        by, now = viewer().user_id, services().clock()
        withdraw_text(session, copy_id, languages, copy=copy, reason=reason, by=by, now=now)
        record(session, "withdraw", "copy", f"{spoken}/{copy_id}"[:64], reason)

    return _done(act, entry, "It is taken back. Nobody is told it any more, on any road, within a minute.")


@copy_room.post("/withdrawals/<uuid:withdrawal_id>/lift")
@open_to(Door.STAFF, *KEEPERS)
def give_back(withdrawal_id: UUID) -> ResponseReturnValue:
    """Let a text or number be said again."""
    try:
        with services().database.write() as session:
            row = lift(session, withdrawal_id, by=viewer().user_id, now=services().clock())
            record(session, "lift", str(row.kind), row.subject)
    except WithdrawalRefusedError as error:
        abort(409, f"{error}.")
    services().refresh_words()
    flash("It may be said again.")
    return redirect(url_for("console.words.show"), code=303)


def _done(act: Callable[[Session], None], entry: CopyEntry, words: str) -> ResponseReturnValue:
    try:
        with services().database.write() as session:
            act(session)
    except (SignOffRefusedError, WithdrawalRefusedError) as error:
        return _text_page(entry, str(error)), 422
    services().refresh_words()
    flash(words)
    return redirect(url_for("console.words.show_text", spoken=entry.language, copy_id=entry.id), code=303)


def _text_page(entry: CopyEntry, refusal: str = "") -> str:
    with services().database.write() as session:
        signatures = history(session, entry.id, entry.language)
        withdrawn = [row for row in withdrawal_history(session, entry.id) if row.language == entry.language]
        told = receivers(session, entry.id, entry.language, limit=_RECEIVERS_SHOWN)
        names = {user.id: user.username for user in users(session)}
        record(session, "view", "copy", f"{entry.language}/{entry.id}"[:64])
    last = signatures[0] if signatures else None
    signed = {(entry.id, entry.language): last} if last else {}
    return render_template(
        "console/word.html",
        text=measure(entry, services().copy, signed, _stale()),
        last=last,
        changed=changes(last.words, words_of(entry)) if last else {},
        withdrawn=withdrawn,
        stands=[row for row in withdrawn if row.lifted_at is None and row.version >= entry.version],
        said=_sheets().get(entry.room),
        facts={fact.id: fact for sheet in _sheets().values() for fact in sheet.facts},
        told=told,
        shown=_RECEIVERS_SHOWN,
        names=names,
        language=language,
        refusal=refusal,
        may_keep=viewer().role in KEEPERS,
        may_withdraw=entry.id not in STAND_INS,
    )


def _entry(spoken: str, copy_id: str) -> CopyEntry:
    found = [e for e in services().copy.entries if (e.id, e.language) == (copy_id, spoken)]
    return found[0] if found else abort(404, "There is no such text.")


def _stale() -> frozenset[tuple[str, str]]:
    return frozenset((entry.id, entry.language) for entry in stale_translations(services().copy))


@functools.cache
def _sheets() -> Mapping[str, FactSheet]:
    return read_sheets()


def _asked() -> _Asked:
    asked = _Asked(*(request.args.get(name, "")[:64] for name in ("state", "language", "words")))
    if asked.state not in STATES:
        abort(404, "There is no such list.")
    return asked


def _page_number() -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LAST_PAGE):
        abort(404, "There is no such page.")
    return int(text)
