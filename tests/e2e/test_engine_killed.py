"""The engine dies in the middle of a form: people are told the truth at once, and the form goes on later."""

from __future__ import annotations

import time

from bot.copy_store import CopyStore
from tests.e2e.asking import queued_since, waiting_ids
from tests.e2e.house import House
from tests.e2e.phone import Phone

ANSWER_WITHIN_S = 8.0


def test_with_the_engine_killed_in_mid_form_every_text_is_answered_and_the_form_goes_on_when_it_is_back(
    house: House, phone: Phone, copy: CopyStore
) -> None:
    before = waiting_ids(house)

    def said(copy_id: str) -> str:
        return copy.text(copy_id, "en", "sms").text

    phone.text("i want someone to call me")
    phone.text("1")
    assert said("ask_same_phone") in phone.text("2")

    house.kill("engine")
    while_away = []
    while not house.is_ready():
        while_away.append(phone.text("1"))
        time.sleep(0.5)

    assert while_away
    assert set(while_away) <= {said("engine_down"), said("ask_first_name")}
    assert while_away[0] == said("engine_down")
    if said("ask_first_name") not in while_away:
        assert said("ask_first_name") in phone.text("1")
    assert said("ask_best_time") in phone.text("Sam")
    assert said("ask_safe_words") in phone.text("tomorrow after 3")
    assert "tomorrow after 3" in phone.text("2")
    assert phone.text("1").startswith(said("request_received").partition("{")[0])

    assert max(phone.waits_s) < ANSWER_WITHIN_S
    assert [(queued.kind, queued.phone, queued.name) for queued in queued_since(house, before)] == [
        ("callback", phone.number, "Sam")
    ]


def test_with_the_engine_silent_every_text_is_answered_in_time_with_the_truth(
    house: House, phone: Phone, copy: CopyStore
) -> None:
    assert copy.text("naloxone_what_is", "en", "sms").text in phone.text("what is narcan")

    with house.frozen("engine"):
        silent = phone.text("how do i use narcan nasal spray")

    assert silent == copy.text("engine_down", "en", "sms").text
    assert max(phone.waits_s) < ANSWER_WITHIN_S
    assert copy.text("naloxone_nasal_how_to", "en", "sms").text in phone.text("how do i use narcan nasal spray")
