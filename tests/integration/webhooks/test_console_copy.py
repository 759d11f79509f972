"""The words in the console: figures, signatures, what changed since, taking back and giving back, all audited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.copy_store import CopyStore
from portline.withdrawn_words import WithdrawnWords
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import Desk, SitDown, audited
from tests.fixtures.road import NUMBER, Text
from webhooks.services import install, services
from words.models import SignOff, Withdrawal
from words.sign_offs import latest, state_of

TOPIC = "words/text/en/naloxone_what_is"
WHY = "The label has changed"


@pytest.fixture
def copy(shipped: CopyStore) -> CopyStore:
    """Words of this test's own: they are taken back here."""
    return CopyStore(shipped.entries, shipped.contacts)


@pytest.fixture
def desk(app: Flask, database: Database, copy: CopyStore, sit_down: SitDown, tmp_path: object) -> Desk:
    """An editor whose console takes over at once what is taken back."""
    watch = WithdrawnWords(database, copy, tmp_path / "withdrawn.json")  # type: ignore[operator]
    with app.app_context():
        install(app, replace(services(), refresh_words=watch.refresh))
    return sit_down(Role.EDITOR)


def sign(desk: Desk, copy: CopyStore, **form: str) -> int:
    seen = copy.written("naloxone_what_is", "en").fingerprint
    signed = {"seen": seen, "name": "A. Clinician, MD", **form}
    return desk.post(f"{TOPIC}/sign", page=TOPIC, **signed).status_code


def withdraw(desk: Desk, path: str = TOPIC, **form: str) -> int:
    return desk.post(f"{path}/withdraw", page=TOPIC, **{"reason": WHY, **form}).status_code


def rows(database: Database) -> list[Withdrawal]:
    with database.read() as session:
        return list(session.scalars(select(Withdrawal).order_by(Withdrawal.language)))


def test_a_text_is_shown_with_its_figures_its_sources_and_who_must_sign(desk: Desk) -> None:
    page = desk.get(TOPIC).text

    for shown in ("Not signed", "of 459 units", "of 700 letters", "grade ", "Where it was read", "samhsa.gov"):
        assert shown in page
    assert "Nobody has signed it here." in page


def test_the_list_begins_with_safety_and_can_be_narrowed(desk: Desk) -> None:
    everything = desk.get("words/").text
    spanish = desk.get("words/?language=es&words=receta").text

    assert everything.index("Safety") < everything.index("SMS ")
    assert "Spanish" in spanish
    assert "Haitian Creole</li>" not in spanish
    assert desk.get("words/?state=nothing").status_code == 404
    assert desk.get("words/?page=0").status_code == 404


def test_a_signature_holds_for_the_very_words_and_says_who_until_when(
    desk: Desk, copy: CopyStore, database: Database
) -> None:
    assert sign(desk, copy) == 303

    with database.read() as session:
        row = session.scalars(select(SignOff)).one()
        entry = next(entry for entry in copy.entries if entry.fingerprint == row.fingerprint)
        state = state_of(entry, latest(session))
    assert (row.name, row.by, state) == ("A. Clinician, MD", desk.user_id, "reviewed")
    assert (row.due - row.at.date()).days == 365
    assert "A. Clinician, MD, version" in desk.get(TOPIC).text
    assert audited(database, "en/naloxone_what_is")[-2:] == [(str(desk.user_id), "sign"), (str(desk.user_id), "view")]


@pytest.mark.parametrize("form", [{"seen": "0123456789abcdef"}, {"name": "  "}, {"name": "12345"}])
def test_words_that_changed_meanwhile_or_nobody_named_are_not_signed(
    desk: Desk, copy: CopyStore, database: Database, form: dict[str, str]
) -> None:
    assert sign(desk, copy, **form) == 422
    with database.read() as session:
        assert session.scalars(select(SignOff)).all() == []


def test_what_changed_since_the_signature_is_shown_word_by_word(
    desk: Desk, copy: CopyStore, database: Database
) -> None:
    sign(desk, copy)
    with database.write() as session:
        row = session.scalars(select(SignOff)).one()
        row.fingerprint, row.words = "0" * 16, {**row.words, "sms": row.words["sms"].replace("opioid", "heroin")}
    page = desk.get(TOPIC).text

    assert "<del>heroin</del><ins>opioid</ins>" in page
    assert "Changed since it was signed" in page


def test_a_text_taken_back_is_told_to_nobody_and_the_console_says_who_and_why(
    desk: Desk, text: Text, database: Database
) -> None:
    before = text("what is narcan").text
    assert withdraw(desk) == 303
    after = text("what is narcan", number="+16175550188")

    assert "opioid" in before
    assert [ref[0] for ref in after.copy_refs][:1] == ["stand_in"]
    assert "We took that answer back" in after.text
    page = desk.get("words/").text
    assert (WHY in page, desk.username in page) == (True, True)
    assert audited(database, "en/naloxone_what_is")[-1] == (str(desk.user_id), "withdraw")


def test_who_was_told_it_is_shown_by_id_only(desk: Desk, text: Text) -> None:
    text("what is narcan")
    page = desk.get(TOPIC).text

    assert 'Conversations that were told it <span class="count">1</span>' in page
    assert NUMBER not in page
    assert NUMBER[2:] not in page


def test_it_can_be_taken_back_in_every_language_and_given_back(desk: Desk, copy: CopyStore, database: Database) -> None:
    withdraw(desk, languages="all")
    taken = rows(database)

    assert {"en", "es", "ht", "pt", "vi", "zh-Hans", "zh-Hant"} <= {row.language for row in taken}
    assert copy.text("naloxone_what_is", "es").id == "stand_in"
    for row in taken:
        assert desk.post(f"words/withdrawals/{row.id}/lift", page=TOPIC).status_code == 303
    assert copy.text("naloxone_what_is", "es").id == "naloxone_what_is"
    assert desk.post(f"words/withdrawals/{taken[0].id}/lift", page=TOPIC).status_code == 409


@pytest.mark.parametrize("form", [{"reason": "  "}, {"reason": "x" * 501}])
def test_without_a_reason_nothing_is_taken_back(desk: Desk, database: Database, form: dict[str, str]) -> None:
    assert withdraw(desk, **form) == 422
    assert rows(database) == []


def test_stand_ins_and_three_digit_lines_cannot_be_taken_back(desk: Desk, database: Database) -> None:
    assert withdraw(desk, "words/text/en/stand_in") == 422
    assert withdraw(desk, "numbers/emergency") == 422
    assert withdraw(desk, "numbers/nobody") == 422
    assert withdraw(desk, "words/text/en/no_such_text") == 404
    assert rows(database) == []


def test_a_number_taken_back_is_in_no_answer(desk: Desk, copy: CopyStore, text: Text) -> None:
    number = copy.contacts["bh_line"].value
    assert withdraw(desk, "numbers/bh_line") == 303

    assert number not in copy.text("benzo_withdrawal", "en").text
    assert "Taken back" in desk.get("numbers/").text
    assert number not in text("what is narcan").text


def test_the_webhook_repeated_after_a_withdrawal_says_it_no_more(desk: Desk, signed: object, copy: CopyStore) -> None:
    first = signed()  # type: ignore[operator]
    withdraw(desk)
    again = signed()  # type: ignore[operator]

    assert b"opioid" in first.data
    assert b"opioid" not in again.data
    assert b"We took that answer back" in again.data


def test_the_chat_page_loaded_again_after_a_withdrawal_shows_it_no_more(desk: Desk, client: FlaskClient) -> None:
    session = client.post("/api/v1/chat/sessions").get_json()
    said = {"Authorization": f"Bearer {session['token']}"}
    path = f"/api/v1/chat/sessions/{session['session_id']}/messages"
    first = client.post(path, json={"text": "what is narcan", "client_message_id": "1"}, headers=said).get_json()
    withdraw(desk)
    again = client.get(f"{path}?after=0", headers=said).get_json()

    assert "opioid" in str(first)
    assert "opioid" not in str(again)
    assert "We took that answer back" in str(again)
