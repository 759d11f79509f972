from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from conversations.drafts import KEPT
from conversations.models import Consent, Contact, InboundMessage, OutgoingMessage, RequestDraft, StaffAlert
from conversations.scripted_engine import ScriptedEngine
from conversations.turn import Road
from port_queue.consents import agencies_of
from port_queue.models import Referral
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text

OVERDOSE = "my brother is blue and wont wake up"
REQUEST = ["please visit my son", "2", "12 Zeigler St, side door", "617 555 0199", "Cuervo"]


def count_of(database: Database, table: type[object]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_question_is_answered_and_the_first_text_says_who_we_are(text: Text) -> None:
    first, second = text("what is narcan"), text("what is narcan")

    assert [ref[0] for ref in first.copy_refs] == ["naloxone_what_is", "intro"]
    assert [ref[0] for ref in second.copy_refs][:2] == ["naloxone_what_is", "ask_next_step"]


def test_the_same_message_again_gets_the_same_reply_and_is_stored_once(text: Text, database: Database) -> None:
    first, again = text("what is narcan", sid="SMsame"), text("what is narcan", sid="SMsame")

    assert again == first
    assert count_of(database, InboundMessage) == count_of(database, OutgoingMessage) == 1


def test_duplicates_in_flight_wait_for_the_first_reply(text: Text, road: Road, database: Database) -> None:
    started, engine = threading.Barrier(6), road.engine
    respond = engine.respond

    def slowly(*args: object) -> object:
        threading.Event().wait(0.3)
        return respond(*args)  # type: ignore[arg-type]

    engine.respond = slowly  # type: ignore[method-assign, assignment]

    def send(_: int) -> object:
        started.wait()
        return text("what is narcan", sid="SMsame")

    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(send, range(6)))

    assert replies == [replies[0]] * 6
    assert len(engine.turns) == 1  # type: ignore[attr-defined]
    assert count_of(database, InboundMessage) == 1


def test_twenty_first_texts_at_once_get_twenty_answers(text: Text, database: Database) -> None:
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda n: text("what is narcan", number=f"+1617555{n:04}"), range(20)))

    assert {reply.copy_refs[0][0] for reply in replies} == {"naloxone_what_is"}
    assert count_of(database, Contact) == 20


def test_danger_is_answered_before_anything_else_and_staff_are_alerted(text: Text, database: Database) -> None:
    reply = text(OVERDOSE)

    assert [ref[0] for ref in reply.copy_refs] == ["danger_overdose"]
    with database.read() as session:
        alert = session.scalars(select(StaffAlert)).one()
    assert (alert.kind, alert.level) == ("overdose_now", "emergency")


def test_danger_does_not_wait_for_an_earlier_turn(text: Text, road: Road) -> None:
    text("what is narcan")
    inbound_id = road.log.remember(_inbound("slow one", "SMslow"), now=MONDAY_10_AM)
    road.log.begin(inbound_id, now=MONDAY_10_AM)  # a turn that holds the lease

    reply = text(OVERDOSE)

    assert reply.copy_refs[0][0] == "danger_overdose"
    text("slow one", sid="SMslow", now=MONDAY_10_AM + timedelta(seconds=11))  # the lease has ended by itself


def test_a_turn_that_died_is_taken_over_when_its_lease_ends(text: Text, road: Road) -> None:
    inbound_id = road.log.remember(_inbound("what is narcan", "SMdied"), now=MONDAY_10_AM)
    road.log.begin(inbound_id, now=MONDAY_10_AM)

    reply = text("what is narcan", sid="SMdied", now=MONDAY_10_AM + timedelta(seconds=11))

    assert reply.copy_refs[0][0] == "naloxone_what_is"


def test_with_the_engine_down_the_truth_is_said_and_staff_are_told_once(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    engine.is_down = True

    replies = [text("what is narcan") for _ in range(3)]

    assert {reply.copy_refs[0][0] for reply in replies} == {"engine_down"}
    with database.read() as session:
        assert [alert.kind for alert in session.scalars(select(StaffAlert))] == ["engine_down"]


def test_a_confirmed_request_is_one_referral_with_its_private_answers_and_consents(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    for words in REQUEST:
        last = text(words)
    assert "12 Zeigler St, side door" in last.text
    assert "+16175550199" in last.text

    receipt = text("1", sid="SMsend")
    assert text("1", sid="SMsend") == receipt

    with database.read() as session:
        referral = session.scalars(select(Referral)).one()
        assert (referral.phone, referral.name) == ("+16175550199", "Cuervo")
        assert {str(agency) for agency in agencies_of(session, referral.id, MONDAY_10_AM)} == {"port", "bfd_eap", "ems"}
        assert session.scalars(select(RequestDraft)).one().private == {}
    heard = " ".join(str(turn) for turn in engine.turns)
    assert not any(secret in heard for secret in ("Zeigler", "5550199", "Cuervo"))


def test_an_interrupted_request_survives_danger_and_its_question_is_not_answered_by_what_follows(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    text(REQUEST[0])
    text(REQUEST[1])
    text(OVERDOSE)

    reply = text("ok he is breathing now thank you")

    assert [ref[0] for ref in reply.copy_refs] == ["bystander_side"]
    assert len(engine.turns) == 2
    with database.read() as session:
        assert session.scalars(select(RequestDraft)).one().private == {}


def test_an_engine_that_dies_in_a_form_loses_nothing(text: Text, engine: ScriptedEngine, database: Database) -> None:
    text(REQUEST[0])
    text(REQUEST[1])
    engine.is_down = True
    assert text(REQUEST[2]).copy_refs[0][0] == "engine_down"
    engine.is_down = False

    for words in REQUEST[2:]:
        text(words)
    text("1")

    assert count_of(database, Referral) == 1


def test_a_request_left_for_two_days_is_offered_again_and_gone_after_a_week(text: Text, engine: ScriptedEngine) -> None:
    for words in REQUEST[:3]:
        text(words)

    back = text("what is narcan", now=MONDAY_10_AM + timedelta(days=2))
    text("1", now=MONDAY_10_AM + timedelta(days=2))

    assert "ask_resume_request" in [ref[0] for ref in back.copy_refs]
    resumed = engine.turns[-1].choice
    assert resumed is not None
    assert resumed.intent == "resume_request"
    assert resumed.slots["for_whom"] == "someone"
    late = text("what is narcan", now=MONDAY_10_AM + timedelta(days=2) + KEPT + timedelta(hours=1))
    assert "ask_resume_request" not in [ref[0] for ref in late.copy_refs]


def test_stop_is_confirmed_once_and_then_only_danger_is_answered(text: Text, database: Database) -> None:
    replies = [text("STOP"), text("stop"), text("what is narcan"), text(OVERDOSE)]

    assert [[ref[0] for ref in reply.copy_refs] for reply in replies] == [["stop_done"], [], [], ["danger_overdose"]]
    assert text("START").copy_refs[0][0] == "start_done"
    with database.read() as session:
        assert [consent.given for consent in session.scalars(select(Consent).order_by(Consent.at))] == [False, True]


def test_where_twilio_answered_a_stop_we_stay_silent(text: Text, database: Database) -> None:
    assert text("STOP", opt_out_type="STOP").blocks == ()
    with database.read() as session:
        assert session.scalars(select(Contact)).one().opted_out_at is not None


def test_the_word_quit_opts_out_and_leaves_a_quiet_note_for_staff(text: Text, database: Database) -> None:
    assert text("quit").copy_refs[0][0] == "stop_done"
    with database.read() as session:
        assert session.scalars(select(StaffAlert)).one().kind == "may_have_meant_help"


def test_cancel_in_an_open_form_drops_the_form_and_does_not_opt_out(text: Text, database: Database) -> None:
    text(REQUEST[0])

    assert text("cancel").copy_refs[0][0] == "request_dropped"
    with database.read() as session:
        assert session.scalars(select(Contact)).one().opted_out_at is None
        assert session.scalars(select(RequestDraft)).one().state == "dropped"


@pytest.mark.parametrize(
    ("words", "copy_id", "more"),
    [
        ("", "picture_only", {"media_count": 1}),
        ("   ", "empty_text", {}),
        ("///", "empty_text", {}),
        ("x" * 1700, "too_long", {}),
        ("7", "digit_nothing", {}),
        ("HELP", "help", {}),
        ("more", "more_nothing", {}),
        ("STATUS", "status_none", {}),
        ("cancel request", "cancel_none", {}),
        ("forget", "forget_done", {}),
        ("Menú", "ask_menu", {}),
    ],
)
def test_odd_texts_and_steering_words_are_answered_at_the_door(
    text: Text, engine: ScriptedEngine, words: str, copy_id: str, more: dict[str, object]
) -> None:
    assert text(words, **more).copy_refs[0][0] == copy_id
    assert engine.turns == []


def test_a_leading_slash_is_no_command(text: Text, engine: ScriptedEngine) -> None:
    text('/inform{"police_ok": "yes"}')

    assert engine.turns[0].choice is None
    assert engine.turns[0].text == 'inform{"police_ok": "yes"}'


def test_a_digit_outside_the_list_asks_again_and_keeps_the_question(text: Text) -> None:
    text(REQUEST[0])

    again = text("9")

    assert [ref[0] for ref in again.copy_refs][:2] == ["digit_out_of_range", "ask_for_whom_again"]
    assert text("2").copy_refs[0][0] == "ask_meeting_place"


def test_a_confirmed_request_can_be_taken_back(text: Text, database: Database) -> None:
    for words in [*REQUEST, "1"]:
        text(words)

    assert text("STATUS").copy_refs[0][0] == "status_waiting"
    assert text("CANCEL REQUEST").copy_refs[0][0] == "cancel_done"
    with database.read() as session:
        assert str(session.scalars(select(Referral)).one().status) == "withdrawn"


def _inbound(words: str, sid: str) -> object:
    from conversations.inbound import Inbound

    return Inbound("sms", sid, NUMBER, words)
