"""A text the carrier filtered is followed by one without the words it was filtered for, once."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.tone import carrier_risks
from conversations.models import OutgoingMessage
from storage.database import Database
from tests.fixtures.road import Text
from tests.integration.webhooks.conftest import ACCOUNT, AUTH_TOKEN, PUBLIC_URL


def receipt(client: FlaskClient, reply_id: object, status: str, code: str) -> int:
    path = f"/twilio/status?reply={reply_id}"
    form = {"MessageSid": f"SM{status}{code}", "MessageStatus": status, "ErrorCode": code, "AccountSid": ACCOUNT}
    signature = RequestValidator(AUTH_TOKEN).compute_signature(PUBLIC_URL + path, form)
    return client.post(path, data=form, headers={"X-Twilio-Signature": signature}).status_code


def waiting(database: Database) -> list[OutgoingMessage]:
    with database.read() as session:
        return list(session.scalars(select(OutgoingMessage).where(OutgoingMessage.road == "push")))


@pytest.mark.parametrize(
    ("words", "said"), [("what is narcan", "not_delivered"), ("he is blue and not breathing", "stand_in_danger")]
)
def test_a_filtered_text_gets_its_plan_b_once(
    client: FlaskClient, text: Text, database: Database, words: str, said: str
) -> None:
    reply = text(words)
    for _ in range(2):
        assert receipt(client, reply.id, "undelivered", "30007") == 200

    rows = [row for row in waiting(database) if (row.idempotency_key or "").startswith("plan_b:")]
    assert [row.copy_refs[0][0] for row in rows] == [said]
    assert carrier_risks(str(rows[0].blocks)) == []
    assert "911" in str(rows[0].blocks)


def test_a_plan_b_that_is_filtered_too_has_none(client: FlaskClient, text: Text, database: Database) -> None:
    receipt(client, text("what is narcan").id, "undelivered", "30007")
    receipt(client, waiting(database)[0].id, "undelivered", "30007")

    assert len(waiting(database)) == 1


@pytest.mark.parametrize(("status", "code"), [("undelivered", "30003"), ("delivered", ""), ("failed", "21610")])
def test_any_other_receipt_brings_none(
    client: FlaskClient, text: Text, database: Database, status: str, code: str
) -> None:
    receipt(client, text("what is narcan").id, status, code)

    assert waiting(database) == []
