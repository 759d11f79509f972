"""The web process dies again and again while people text: every text is kept, and answered exactly once."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from itertools import cycle, islice

import httpx
import pytest
from sqlalchemy import func, select

from bot.copy_store import CopyStore
from conversations.models import InboundMessage, OutgoingMessage, StaffAlert
from tests.e2e.asking import queued_since, waiting_ids
from tests.e2e.conftest import AtOnce, NewPhone
from tests.e2e.house import House, wait_until
from tests.e2e.phone import Phone, new_sid, words_of

KILLS = 5
#: The worker looks for forgotten texts 20 s after they came, every 2 s, and then asks the engine.
SWEPT_WITHIN_S = 40.0
#: Twelve people who each wait a little: nobody sends the thirty texts a minute after which only danger is answered.
PEOPLE, PAUSE_S = 12, 1.6
#: About as long as a turn takes, in seconds; with twelve people another one is often on its way by then.
A_TURN_S = 0.03
CHATTER = ("what is narcan", "where can i get narcan near dudley", "menu", "2", "he is blue and wont wake up", "more")
REQUEST = ("i want someone to call me", "1", "2", "1", "Sam", "tomorrow after 3", "2", "1")

Told = dict[str, tuple[str, str]]
"""What was said and what came back, by MessageSid."""


def replies_by_sid(house: House, sids: Sequence[str]) -> Counter[str]:
    """Count the recorded replies to each accepted message of `sids`."""
    with house.reading() as session:
        accepted = (
            select(InboundMessage.provider_message_id, func.count(OutgoingMessage.id))
            .join(OutgoingMessage, OutgoingMessage.inbound_id == InboundMessage.id, isouter=True)
            .where(InboundMessage.provider_message_id.in_(sids))
            .group_by(InboundMessage.provider_message_id)
        )
        return Counter({str(sid): int(replies) for sid, replies in session.execute(accepted)})


def keep_texting(phone: Phone, stop: threading.Event) -> Told:
    """Text until told to stop, each message again and again until it is answered; each phone starts elsewhere."""
    told: Told = {}
    for words in islice(cycle(CHATTER), int(phone.number[-1]) % len(CHATTER), None):
        if stop.is_set():
            return told
        reply = phone.send_until_answered(words)
        told[phone.sids[-1]] = words, reply
        stop.wait(PAUSE_S)
    return told


def ask_for_a_call(phone: Phone, copy: CopyStore) -> str:
    """Go through the form as a person does, saying again what could not be heard; return the last reply."""
    reply = ""
    for words in REQUEST:
        while (reply := phone.send_until_answered(words)) in _not_all_there(copy):
            time.sleep(0.5)
    return reply


def kill_web_at_random(house: House, phones: Sequence[Phone], times: int, chance: random.Random) -> None:
    """Kill web at any moment of a turn: some milliseconds after somebody's text went off."""
    for _ in range(times):
        wait_until(house.is_alive, seconds=60, what="web comes back")
        time.sleep(chance.uniform(0.5, 2.5))
        give_up = time.monotonic() + 10
        while not any(phone.is_waiting for phone in phones) and time.monotonic() < give_up:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, A_TURN_S))
        house.kill("web")


def send_and_lose(phone: Phone, words: str, sid: str) -> None:
    with suppress(httpx.TransportError):
        phone.send(words, sid)


def leave_a_text_half_answered(house: House, phone: Phone) -> str:
    """Kill web while it waits for the engine, and never send the text again: the worker has to find it."""
    sid = new_sid()
    with house.frozen("engine"):
        lost = threading.Thread(target=send_and_lose, args=(phone, "what is narcan", sid))
        lost.start()
        wait_until(lambda: sid in replies_by_sid(house, [sid]), seconds=5, what="the text is remembered")
        house.kill("web")
        lost.join()
    return sid


@pytest.fixture
def chance() -> random.Random:
    """Give this run its own moments to kill at; the seed is printed when the test fails."""
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")
    return random.Random(seed)  # noqa: S311 - it only spreads the kills


def test_web_killed_five_times_between_any_two_steps_loses_no_text_and_answers_none_twice(
    house: House, new_phone: NewPhone, at_once: AtOnce, chance: random.Random, copy: CopyStore
) -> None:
    before = waiting_ids(house)
    asking, *chatting = (new_phone() for _ in range(1 + PEOPLE))
    half_answered = leave_a_text_half_answered(house, forgetful := new_phone())
    wait_until(house.is_alive, seconds=60, what="web comes back")

    stop = threading.Event()
    talks: list[Future[Told]] = at_once([lambda phone=phone: keep_texting(phone, stop) for phone in chatting])
    request = at_once([lambda: ask_for_a_call(asking, copy)])[0]
    kill_web_at_random(house, (asking, *chatting), KILLS, chance)
    house.ensure_ready()
    stop.set()
    told = {sid: said for talk in talks for sid, said in talk.result().items()}

    assert sum(phone.cut_off for phone in (asking, *chatting)) >= KILLS // 2, "the kills hit nobody"
    assert request.result().startswith(copy.text("request_received", "en", "sms").text.partition("{")[0])
    assert [queued.phone for queued in queued_since(house, before)] == [asking.number]
    wait_until(lambda: replies_by_sid(house, [half_answered])[half_answered] == 1, seconds=SWEPT_WITHIN_S, what="swept")
    sids = {sid for phone in (asking, forgetful, *chatting) for sid in phone.sids}
    assert replies_by_sid(house, sorted(sids)) == Counter(dict.fromkeys(sids, 1))
    assert _untrue(told, copy) == []
    assert _changed_when_sent_again(chatting[0], told) == []
    assert _danger_without_alert(house, told) == []
    doctor = house.command("doctor")
    assert (doctor.returncode, doctor.stdout.splitlines()[-1]) == (0, "0 broken promises")


def _changed_when_sent_again(phone: Phone, told: Told) -> list[str]:
    """List the messages that get another reply when Twilio sends them once more."""
    mine = [sid for sid in dict.fromkeys(phone.sids) if sid in told]
    return [sid for sid in mine[-10:] if words_of(phone.send(told[sid][0], sid)) != told[sid][1]]


def _not_all_there(copy: CopyStore) -> tuple[str, ...]:
    return tuple(copy.text(copy_id, "en", "sms").text for copy_id in ("engine_down", "starting_up"))


def _untrue(told: Told, copy: CopyStore) -> list[str]:
    """List the answers to one question that are neither its own words nor the truth that we are not all there."""
    openings = (copy.text("naloxone_what_is", "en", "sms").text, *_not_all_there(copy))
    return [reply for words, reply in told.values() if words == CHATTER[0] and not reply.startswith(openings)]


def _danger_without_alert(house: House, told: Told) -> list[str]:
    """List the danger texts nobody on the staff would see."""
    danger = {sid for sid, (words, _) in told.items() if "blue" in words}
    with house.reading() as session:
        alerted = select(InboundMessage.provider_message_id).join(
            StaffAlert, StaffAlert.inbound_id == InboundMessage.id
        )
        return sorted(danger - set(session.scalars(alerted)))
