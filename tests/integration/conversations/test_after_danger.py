"""Danger beside all else, on both databases: said again, an open form, a number that opted out, the web."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from conversations.episodes import STALE_AFTER, DangerEpisode, end_stale_episodes
from conversations.inbound import Inbound
from conversations.models import Consent, RequestDraft, StaffAlert
from conversations.outbox import show_due
from conversations.own_accord import SECOND_DOSE_IN
from conversations.reply import Reply
from conversations.scripted_engine import ScriptedEngine
from conversations.transcript import said_since, transcript
from conversations.turn import Road, take_turn
from storage.database import Database
from tests.fixtures.after_danger import OVERDOSE, SUICIDE, VIOLENCE, ids, rows, told
from tests.fixtures.road import MONDAY_10_AM, Text


def test_the_same_danger_never_gets_the_same_text_twice_in_a_row(text: Text, database: Database) -> None:
    for words in (SUICIDE, VIOLENCE, OVERDOSE):
        heard = told(text, *[words] * 6, number=f"+1617555{len(words):04}")
        assert all(one != other for one, other in pairwise(heard)), words
    assert len(rows(database, StaffAlert)) == 18
    assert len(rows(database, DangerEpisode)) == 3


def test_after_an_hour_the_card_is_said_from_the_beginning(text: Text, database: Database) -> None:
    later = MONDAY_10_AM + STALE_AFTER + timedelta(minutes=1)

    assert told(text, OVERDOSE) + told(text, OVERDOSE, start=later) == ["danger_overdose"] * 2
    assert sorted(episode.ending for episode in rows(database, DangerEpisode)) == ["", "stale"]
    with database.write() as session:
        assert end_stale_episodes(session, now=later + STALE_AFTER + timedelta(minutes=1)) == 1


def test_a_number_that_opted_out_is_told_of_violence_once_and_led_through_an_overdose(
    text: Text, database: Database
) -> None:
    assert told(text, "STOP", VIOLENCE, VIOLENCE, "1") == ["stop_done", "danger_violence", "", ""]
    assert len(rows(database, StaffAlert)) == 2

    other = told(text, "STOP", OVERDOSE, "ok", "what is narcan", OVERDOSE, number="+16175550188")
    assert other == ["stop_done", "danger_overdose", "bystander_call", "", "bystander_naloxone"]


def test_an_open_request_survives_danger_and_is_offered_again_when_all_is_settled(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    heard = told(text, "please visit my son", "2", OVERDOSE, "ok", "medics are here")
    last = text("3", now=MONDAY_10_AM + timedelta(minutes=6))

    assert heard[2:] == ["danger_overdose", "bystander_call", "after_overdose_law"]
    assert ids(last) == ["check_in_declined", "ask_resume_request"]
    text("1", now=MONDAY_10_AM + timedelta(minutes=7))
    assert engine.turns[-1].choice is not None
    assert engine.turns[-1].choice.intent == "resume_request"
    assert [draft.state for draft in rows(database, RequestDraft)] == ["open"]


def test_who_goes_back_to_the_form_is_offered_it_and_the_engine_never_hears_the_address(
    text: Text, engine: ScriptedEngine
) -> None:
    heard = told(text, "please visit my son", "2", SUICIDE, "12 Zeigler St, side door")

    assert heard[2:] == ["danger_suicide", "ask_resume_request"]
    assert "Zeigler" not in str(engine.turns)


def test_on_the_web_the_answers_are_buttons_and_what_comes_later_is_the_newest_line(
    road: Road, database: Database
) -> None:
    def write(words: str, number: int, now: datetime = MONDAY_10_AM) -> Reply:
        return take_turn(Inbound("web", f"chat:{number}", "chat", words), road=road, now=now)

    asked = write(SUICIDE, 1)
    assert [reply["value"] for reply in asked.blocks[-1]["quick_replies"]] == ["1", "2"]
    write("1", 2)
    assert [ref[0] for ref in write("2", 3).copy_refs] == ["check_in_not_here"]
    assert rows(database, Consent) == []

    write(OVERDOSE, 4)
    given = write("gave him narcan", 5)
    later = write("ok", 6, MONDAY_10_AM + timedelta(minutes=1))
    with database.write() as session:
        assert show_due(session, now=MONDAY_10_AM + timedelta(minutes=1)) == 0
        assert show_due(session, now=MONDAY_10_AM + SECOND_DOSE_IN) == 1
    with database.read() as session:
        new = said_since(session, "chat", later.seq)
        assert [reply.copy_refs[0][0] for reply in new] == ["bystander_second_dose"]
        assert transcript(session, "chat")[-1].blocks == new[0].blocks
    assert given.seq < later.seq
