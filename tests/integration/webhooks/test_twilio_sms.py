from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator

from conversations.models import Contact, InboundMessage, OutgoingMessage, StaffAlert
from conversations.scripted_engine import ScriptedEngine
from conversations.turn import Road
from storage.database import Database
from tests.fixtures.road import NUMBER
from tests.integration.webhooks.conftest import ACCOUNT, Signed

FORM = {"MessageSid": "SM1", "From": NUMBER, "Body": "what is narcan"}


def stored(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(InboundMessage)) or 0


def test_a_signed_text_is_answered_in_one_message(signed: Signed) -> None:
    response = signed()

    messages = list(fromstring(response.data).iter("Message"))
    assert response.mimetype == "text/xml"
    assert len(messages) == 1
    assert "naloxone" in (messages[0].text or "").lower()


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": "forged"}, {"X-Twilio-Signature": ""}])
def test_an_unsigned_text_is_refused_and_nothing_is_stored(
    client: FlaskClient, database: Database, headers: dict[str, str]
) -> None:
    assert client.post("/twilio/sms", data=FORM, headers=headers).status_code == 403
    assert stored(database) == 0


def test_an_altered_text_is_refused(signed: Signed, database: Database) -> None:
    assert signed(altered={"Body": "something else"}).status_code == 403
    assert signed(altered={"Extra": "1"}).status_code == 403
    assert stored(database) == 0


def test_a_text_of_another_account_is_refused(signed: Signed, database: Database) -> None:
    assert signed(AccountSid=f"AC{'9' * 32}").status_code == 403
    assert stored(database) == 0


@pytest.mark.parametrize("fields", [{"MessageSid": ""}, {"MessageSid": "x" * 70}, {"From": ""}, {"From": "anonymous"}])
def test_a_text_without_its_sid_or_number_is_a_bad_request(signed: Signed, fields: dict[str, str]) -> None:
    assert signed(**fields).status_code == 400


def test_the_same_message_sid_gets_byte_identical_twiml(signed: Signed, database: Database) -> None:
    first, again = signed(), signed()

    assert first.data == again.data
    assert stored(database) == 1


def test_a_name_with_a_character_xml_cannot_carry_is_still_read_back(signed: Signed) -> None:
    for n, words in enumerate(["please visit my son", "2", "behind the old church", "617 555 0199"]):
        signed(MessageSid=f"SM{n}", Body=words)

    read_back = signed(MessageSid="SMname", Body="Cuervo \x0b\x1b")

    assert "Cuervo" in (fromstring(read_back.text).findtext("Message") or "")


def test_silence_is_an_empty_response(signed: Signed) -> None:
    response = signed(Body="STOP", OptOutType="STOP")

    assert list(fromstring(response.data)) == []


def test_a_receipt_moves_a_reply_forward_and_never_back(signed: Signed, database: Database) -> None:
    action = fromstring(signed().data).find("Message").attrib["action"]  # type: ignore[union-attr]
    path = action.removeprefix("https://portline.example.org")

    for status in ("delivered", "sent", "queued"):
        assert signed(path, MessageSid="SMout", MessageStatus=status).status_code == 200

    with database.read() as session:
        row = session.scalars(select(OutgoingMessage)).one()
    assert (row.state, row.provider_sid) == ("delivered", "SMout")


def test_a_receipt_that_says_the_person_stopped_us_is_an_opt_out(signed: Signed, database: Database) -> None:
    action = fromstring(signed().data).find("Message").attrib["action"]  # type: ignore[union-attr]

    signed(
        action.removeprefix("https://portline.example.org"),
        MessageSid="SMout",
        MessageStatus="failed",
        ErrorCode="21610",
    )

    with database.read() as session:
        assert session.scalars(select(Contact)).one().opted_out_at is not None
        assert session.scalars(select(StaffAlert.kind)).all() == ["carrier_opt_out"]


def test_a_receipt_for_a_message_we_do_not_know_is_acknowledged(signed: Signed) -> None:
    assert signed("/twilio/status", MessageSid="SMunknown", MessageStatus="delivered").status_code == 200


def test_twilios_own_signature_example_is_accepted() -> None:
    """The worked example of Twilio's security page (webhooks-security): a known vector, not our own arithmetic."""
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }
    signature = RequestValidator("12345").compute_signature("https://example.com/myapp.php?foo=1&bar=2", form)

    assert signature == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_with_the_database_down_danger_is_still_answered_in_spanish_and_kept(
    signed: Signed, road: Road, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    def down(*_: object, **__: object) -> object:
        raise OperationalError("SELECT 1", {}, Exception("down"))

    monkeypatch.setattr(road.log, "receive", down)

    danger = signed(Body="mi hermano no respira esta azul", MessageSid="SMd")
    other = signed(Body="what is narcan", MessageSid="SMe")

    assert "911" in danger.text
    assert "respira" in danger.text
    assert "911" in other.text
    assert engine.turns == []
    monkeypatch.undo()
    from conversations.sweep import replay_spool
    from tests.fixtures.road import MONDAY_10_AM

    assert replay_spool(road, now=MONDAY_10_AM) == 2
    assert replay_spool(road, now=MONDAY_10_AM) == 0
    assert ACCOUNT
