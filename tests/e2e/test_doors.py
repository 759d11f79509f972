"""Who may knock: the environment decides the address, the account and the secret."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import func, select

from bot.copy_store import CopyStore
from conversations.models import Contact, InboundMessage
from tests.e2e.conftest import AtOnce
from tests.e2e.house import ACCOUNT_SID, PUBLIC_URL, House
from tests.e2e.phone import Phone, new_sid, sign, words_of


def stored(house: House) -> tuple[int, int]:
    with house.reading() as session:
        tables = (Contact, InboundMessage)
        contacts, messages = (session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    return contacts, messages


def test_a_text_signed_for_the_public_address_is_answered_at_the_given_port_and_kept_under_the_given_folder(
    house: House, phone: Phone
) -> None:
    before = stored(house)

    reply = phone.send("what is narcan")

    assert reply.status_code == httpx.codes.OK
    assert f'action="{PUBLIC_URL}/twilio/status?reply=' in reply.text
    assert stored(house) == (before[0] + 1, before[1] + 1)
    assert (house.var / "portline.sqlite").is_file()


SignWrongly = Callable[[dict[str, str]], str | None]
WRONG_SIGNATURES: dict[str, SignWrongly] = {
    "none": lambda _form: None,
    "empty": lambda _form: "",
    "of the local address": lambda form: sign(form, url="http://127.0.0.1:8311/twilio/sms"),
    "of another path": lambda form: sign(form, url=f"{PUBLIC_URL}/twilio/status"),
    "with another secret": lambda form: sign(form, token="another-secret"),
    "of other words": lambda form: sign({**form, "Body": "what is narcan?"}),
    "of another number": lambda form: sign({**form, "From": "+18575550999"}),
    "of one field less": lambda form: sign({name: value for name, value in form.items() if name != "NumMedia"}),
}


@pytest.mark.parametrize("wrong", WRONG_SIGNATURES.values(), ids=WRONG_SIGNATURES)
def test_a_text_twilio_did_not_sign_is_refused_and_nothing_is_stored(
    house: House, phone: Phone, wrong: SignWrongly
) -> None:
    before = stored(house)
    form = phone.form("he is not breathing", new_sid())

    refused = phone.post(form, wrong(form))

    assert refused.status_code == httpx.codes.FORBIDDEN
    assert stored(house) == before


def test_a_text_of_another_account_is_refused_though_it_is_signed(house: House, phone: Phone) -> None:
    before = stored(house)
    form = phone.form("what is narcan", new_sid()) | {"AccountSid": ACCOUNT_SID[::-1]}

    assert phone.post(form, sign(form)).status_code == httpx.codes.FORBIDDEN
    assert stored(house) == before


def test_the_same_message_again_gives_the_same_bytes_and_is_stored_once(house: House, phone: Phone) -> None:
    before = stored(house)
    sid = new_sid()

    replies = {phone.send("where can i get narcan near roxbury", sid).content for _ in range(3)}

    assert len(replies) == 1
    assert stored(house) == (before[0] + 1, before[1] + 1)


def test_the_same_message_while_the_first_is_in_flight_waits_for_its_reply(
    house: House, phone: Phone, at_once: AtOnce, copy: CopyStore
) -> None:
    before = stored(house)
    sid = new_sid()

    with house.frozen("engine"):
        flights = at_once([lambda: phone.send("what is narcan", sid)] * 6, hold_s=1.0)
        assert stored(house)[1] == before[1] + 1, "the first is not in flight yet"
    replies = [flight.result() for flight in flights]

    assert len({reply.content for reply in replies}) == 1
    assert copy.text("naloxone_what_is", "en", "sms").text in words_of(replies[0])
    assert stored(house) == (before[0] + 1, before[1] + 1)
