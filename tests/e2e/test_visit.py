"""A visit asked for in Spanish, corrected, with a question in the middle: in the queue, and nowhere in the open."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.copy_store import CopyStore
from port_queue.codes import Agency
from tests.e2e.asking import Queued, queued_since, waiting_ids
from tests.e2e.canaries import files_under, found_in
from tests.e2e.house import House
from tests.e2e.phone import Phone
from tests.e2e.processes import environ, open_files

OWN_NUMBER = "+13395550142"
FIRST_NUMBER, RIGHT_NUMBER = "+17815550163", "+17815550187"
NAME = "Xóchizqvel"
PLACE = "Fuente Qwyxhuatl, banca azul"
TIME = "los jueves zqtardecita"
ORDINARY_WORD = "zxqcanary"
CANARIES = (OWN_NUMBER, FIRST_NUMBER, RIGHT_NUMBER, NAME, "Qwyxhuatl", "zqtardecita", ORDINARY_WORD)

#: What the engine may be told of its surroundings (portline.programs).
ENGINE_MAY_SEE = {
    "PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONUNBUFFERED", "PYTHONWARNINGS", "LC_CTYPE",
    "PORTLINE_ENGINE_PORT", "PORTLINE_ENGINE_TOKEN", "PORTLINE_ACTIONS_PORT", "PORTLINE_VAR",
}  # fmt: skip


def asked(copy: CopyStore, question: str) -> str:
    return copy.text(f"ask_{question}", "es", "sms").text


def ask_for_a_visit(phone: Phone, copy: CopyStore) -> str:
    """Answer every question, with one of our own in the middle, and return what is read back."""
    assert asked(copy, "recent_overdose") in phone.text("quiero pedir una visita para mi hijo")
    assert asked(copy, "meeting_place") in phone.text("1")
    assert asked(copy, "same_phone") in phone.text(PLACE)
    assert asked(copy, "phone") in phone.text("2")
    aside = phone.text(f"cuanto cuesta el narcan {ORDINARY_WORD}")
    assert copy.text("naloxone_cost_otc", "es", "sms").text in aside
    assert asked(copy, "phone") in aside
    assert asked(copy, "first_name") in phone.text("(781) 555-0163")
    assert asked(copy, "best_time") in phone.text(NAME)
    assert asked(copy, "safe_words") in phone.text(TIME)
    assert asked(copy, "police_ok") in phone.text("1")
    return phone.text("1")


def correct_the_number(phone: Phone, copy: CopyStore) -> str:
    """Give the right number instead of the first one, and return what is read back."""
    assert asked(copy, "change_what") in phone.text("CAMBIAR")
    assert asked(copy, "same_phone") in phone.text("3")
    return phone.text("el 781-555-0187")


def test_a_visit_asked_for_in_spanish_with_a_correction_and_a_question_reaches_the_queue_and_nothing_else(
    house: House, copy: CopyStore
) -> None:
    phone, before = Phone(house.url, OWN_NUMBER), waiting_ids(house)

    assert FIRST_NUMBER in ask_for_a_visit(phone, copy)
    readback = correct_the_number(phone, copy)
    assert RIGHT_NUMBER in readback
    assert FIRST_NUMBER not in readback
    assert "Qwyxhuatl" in readback
    assert waiting_ids(house) == before, "nothing is sent before it is confirmed"

    receipt = phone.text("1")

    assert receipt.startswith(copy.text("request_received", "es", "sms").text.partition("{")[0])
    assert queued_since(house, before) == [
        Queued(
            kind="visit",
            language="es",
            name=NAME,
            phone=RIGHT_NUMBER,
            meeting_place=PLACE,
            best_time=TIME,
            agencies=frozenset({Agency.PORT, Agency.BFD_EAP, Agency.EMS}),
        )
    ]
    assert found_in([*files_under(house.var, house.temporary), house.log], CANARIES) == []


def test_the_engine_is_given_no_key_no_secret_but_its_own_and_no_way_to_the_database(house: House) -> None:
    engine = house.pids()["engine"]
    settings = house.settings
    given = dict(pair.split(b"=", 1) for pair in environ(engine).split(b"\0") if pair)
    secrets = (settings.twilio_auth_token, settings.index_key, settings.session_secret, *settings.encryption_keys)

    assert {name.decode() for name in given} <= ENGINE_MAY_SEE
    assert [secret for secret in secrets if secret.encode() in environ(engine)] == []
    assert [name for name in open_files(engine) if "portline.sqlite" in name] == []


WAYS: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda word: word.encode(),
    "UTF-16": lambda word: word.encode("utf-16"),
    "UTF-16, big end first": lambda word: word.encode("utf-16-be"),
    "hexadecimal": lambda word: word.encode().hex().encode(),
    "base64": lambda word: base64.b64encode(f"Lugar: {word}.".encode()),
    "base64, one byte on": lambda word: base64.b64encode(f"-Lugar: {word}.".encode()),
    "base64, two bytes on": lambda word: base64.urlsafe_b64encode(f"--Lugar: {word}.".encode()),
    "in a URL": lambda word: word.replace("ó", "%C3%B3").encode(),
    "in JSON": lambda word: word.replace("ó", "\\u00f3").encode(),
    "without accents, in capitals": lambda word: word.replace("ó", "o").upper().encode(),
    "backwards": lambda word: word[::-1].encode(),
}


@pytest.mark.parametrize("write", WAYS.values(), ids=WAYS)
def test_the_search_finds_a_private_word_however_it_is_written(tmp_path: Path, write: Callable[[str], bytes]) -> None:
    (tmp_path / "log").write_bytes(b"\0\xffbefore " + write(NAME) + b" after")

    assert found_in(files_under(tmp_path), [NAME]) == [f"{tmp_path / 'log'}: word 0"]


@pytest.mark.parametrize("written", ["781-555-0163", "(781) 555-0163", "7815550163", "+1 781 555 0163"])
def test_the_search_finds_a_number_however_it_is_grouped(tmp_path: Path, written: str) -> None:
    (tmp_path / "log").write_text(f"to {written}.", encoding="ascii")

    assert found_in(files_under(tmp_path), [FIRST_NUMBER]) == [f"{tmp_path / 'log'}: word 0"]
