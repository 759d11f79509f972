"""The register of numbers in the console: what names each, and taking a number back everywhere."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.copy_files import CopyEntry
from port_queue import Role
from webhooks.access import Door, open_to
from webhooks.console_door import record, viewer
from webhooks.services import services
from words.withdrawals import WithdrawalRefusedError, standing, withdraw_number

numbers = Blueprint("numbers", __name__, url_prefix="/numbers")

#: Who reads the words and numbers; signing and taking back are for those who answer for them.
READERS = (Role.OPERATOR, Role.ADVOCATE, Role.SUPERVISOR, Role.EDITOR, Role.ADMIN)
KEEPERS = (Role.SUPERVISOR, Role.EDITOR, Role.ADMIN)


@numbers.get("/")
@open_to(Door.STAFF, *READERS)
def show() -> ResponseReturnValue:
    """Show the register of numbers, addresses and pages, and the texts that name each."""
    return _numbers_page()


@numbers.post("/<token>/withdraw")
@open_to(Door.STAFF, *KEEPERS)
def withdraw(token: str) -> ResponseReturnValue:
    """Take a number back, everywhere within a minute."""
    reason = request.form.get("reason", "")
    try:
        with services().database.write() as session:
            withdraw_number(
                session, token, copy=services().copy, reason=reason, by=viewer().user_id, now=services().clock()
            )
            record(session, "withdraw", "number", token[:64], reason)
    except WithdrawalRefusedError as error:
        return _numbers_page(str(error)), 422
    services().refresh_words()
    flash("It is taken back. Nobody is told it any more, on any road, within a minute.")
    return redirect(url_for("console.numbers.show"), code=303)


def _numbers_page(refusal: str = "") -> str:
    with services().database.write() as session:
        taken_back = {row.subject: row for row in standing(session) if row.value}
        record(session, "list", "console", "numbers")
    return render_template(
        "console/numbers.html",
        contacts=services().copy.contacts.values(),
        taken_back=taken_back,
        named_in=_named_in(),
        refusal=refusal,
        may_keep=viewer().role in KEEPERS,
    )


def _named_in() -> dict[str, list[CopyEntry]]:
    """Return, for each token of the register, the English texts that name it; 911, 988 and 311 are written out."""
    copy = services().copy
    english = [entry for entry in copy.entries if entry.language == "en"]
    said = {
        token: contact.value if contact.kind == "service" else f"{{{token}}}"
        for token, contact in copy.contacts.items()
    }
    return {token: [entry for entry in english if words in entry.sms + entry.web] for token, words in said.items()}
