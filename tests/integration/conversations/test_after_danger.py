"""What follows danger, on both databases: the steps beside an overdose, the questions, what goes out by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TypeVar

import pytest
from sqlalchemy import select

from bot.answer import Say, ask, say
from bot.copy_store import CopyStore
from conversations.episodes import STALE_AFTER, DangerEpisode, end_stale_episodes
from conversations.inbound import Inbound
from conversations.models import Consent, Contact, InboundMessage, OutgoingMessage, RequestDraft, StaffAlert
from conversations.outbox import QuietHours, show_due, tell
from conversations.own_accord import CHECK_IN_IN, SECOND_DOSE_IN
from conversations.receipts import Receipt, record_receipt
from conversations.reply import Reply
from conversations.scripted_engine import ScriptedEngine
from conversations.sending import SendError, send_due
from conversations.sweep import answer_forgotten
from conversations.transcript import said_since, transcript
from conversations.turn import Road, take_turn
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text
from tests.integration.conversations.test_outbox import Pocket

Row = TypeVar("Row")
OVERDOSE = "my brother is blue and wont wake up"
SUICIDE = "i want to kill myself"
CONCERN = "everyone would be better off without me. where is narcan"
VIOLENCE = "my boyfriend hit me"
QUIET = QuietHours()
TIMER = MONDAY_10_AM + timedelta(minutes=2) + SECOND_DOSE_IN
A_DAY_LATER = MONDAY_10_AM + CHECK_IN_IN + timedelta(minutes=1)


@pytest.fixture
def pocket() -> Pocket:
    return Pocket()


def ids(reply: Reply) -> list[str]:
    """Name what was said, without the labels of digits."""
    labels = ("choice_", "after_visit", "after_callback", "after_check_in", "after_no")
    return [ref[0] for ref in reply.copy_refs if not ref[0].startswith(labels)]


def rows(database: Database, table: type[Row]) -> list[Row]:
    with database.read() as session:
        return list(session.scalars(select(table)))


def told(text: Text, *words: str, start: datetime = MONDAY_10_AM, **more: object) -> list[str]:
    """Send texts a minute apart, and name the first copy of each answer."""
    replies = [text(said, now=start + timedelta(minutes=minute), **more) for minute, said in enumerate(words)]
    return [(ids(reply) or [""])[0] for reply in replies]


def pushed(database: Database) -> list[tuple[str, str]]:
    return [(row.copy_refs[0][0], row.state) for row in rows(database, OutgoingMessage) if row.road != "reply"]


STEPS = [
    "danger_overdose",
    "bystander_call",
    "bystander_naloxone",
    "bystander_breaths",
    "bystander_keep_on",
    "bystander_second_dose",
    "danger_overdose_awake",
    "after_overdose_law",
]
STORIES = {
    "en": [OVERDOSE, "what do i do", "ok i have narcan", "gave him narcan", "still not breathing", "nothing changed",
           "he woke up", "ok"],
    "es": ["mi hermano no respira, está azul", "qué hago", "tengo narcan", "ya le di narcan", "todavía no respira",
           "sigue igual", "ya despertó", "ok"],
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_bystander_is_led_step_by_step_to_the_end(
    text: Text, database: Database, engine: ScriptedEngine, language: str
) -> None:
    assert told(text, *STORIES[language]) == STEPS
    last = text("3", now=MONDAY_10_AM + timedelta(minutes=9))

    assert {ref[2] for ref in last.copy_refs} == {language}
    assert ids(last) == ["check_in_declined"]
    assert engine.turns == []
    episode = rows(database, DangerEpisode)[0]
    assert (episode.ending, episode.gave_at) == ("over", MONDAY_10_AM + timedelta(minutes=3))
    alerts = [alert.kind for alert in rows(database, StaffAlert)]
    assert set(alerts) == {"overdose_now"}
    assert len(alerts) == sum(row.danger_level != "none" for row in rows(database, InboundMessage))


def test_the_law_is_followed_by_one_question_and_a_visit_is_asked_of_the_engine(
    text: Text, engine: ScriptedEngine
) -> None:
    engine.script["/visit_request"] = [ask("for_whom")]
    text(OVERDOSE)
    law = text("ambulance is here")

    assert ids(law) == ["after_overdose_law", "ask_after_overdose"]
    assert ids(text("1")) == ["ask_for_whom", "intro"]


def test_a_death_is_met_without_an_offer_and_ends_the_episode(text: Text, database: Database) -> None:
    assert told(text, OVERDOSE, "he died") == ["danger_overdose", "after_overdose_died"]
    assert rows(database, DangerEpisode)[0].ending == "died"


def test_the_second_dose_is_told_once_by_ourselves_even_at_night_and_then_not_repeated(
    text: Text, road: Road, database: Database, pocket: Pocket
) -> None:
    night = datetime(2026, 11, 24, 7, tzinfo=UTC)  # 2 am in Boston
    told(text, OVERDOSE, "i have narcan", "gave him narcan", start=night)
    given = night + timedelta(minutes=2)

    assert send_due(database, pocket, quiet=QUIET, now=given + timedelta(seconds=149)) == 0
    assert send_due(database, pocket, quiet=QUIET, now=given + SECOND_DOSE_IN) == 1
    assert send_due(database, pocket, quiet=QUIET, now=given + timedelta(minutes=9)) == 0
    assert pocket.sent == [(NUMBER, road.desk.copy.text("bystander_second_dose", "en").text)]
    assert ids(text("still not breathing", now=given + timedelta(minutes=3))) == ["bystander_keep_on"]


@pytest.mark.parametrize("words", ["he woke up", "the medics are here", "false alarm", "he died"])
def test_the_second_dose_is_taken_back_when_it_is_not_needed(
    text: Text, database: Database, pocket: Pocket, words: str
) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan", words)

    assert send_due(database, pocket, quiet=QUIET, now=TIMER) == 0
    assert pushed(database) == [("bystander_second_dose", "cancelled")]


def test_a_second_dose_that_the_worker_finds_too_late_is_not_sent(
    text: Text, database: Database, pocket: Pocket
) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan")

    assert send_due(database, pocket, quiet=QUIET, now=TIMER + timedelta(hours=1)) == 0
    assert pushed(database) == [("bystander_second_dose", "cancelled")]


def test_after_a_stop_the_second_dose_still_goes_out(text: Text, database: Database, pocket: Pocket) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan", "STOP")

    assert send_due(database, pocket, quiet=QUIET, now=TIMER) == 1


@pytest.mark.parametrize("code", ["21610", "30006"])
def test_danger_words_the_carrier_blocks_are_an_alert(
    text: Text, database: Database, pocket: Pocket, code: str
) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan")
    pocket.refuse = SendError(code, retry=False)
    send_due(database, pocket, quiet=QUIET, now=TIMER)

    assert ("blocked_danger" in {alert.kind for alert in rows(database, StaffAlert)}) is (code == "21610")


def test_a_receipt_that_tells_of_a_blocked_danger_reply_is_one_alert(text: Text, database: Database) -> None:
    reply = text(OVERDOSE)
    for _ in range(2):
        with database.write() as session:
            receipt = Receipt("SMx", "undelivered", "21610", reply.id)
            record_receipt(session, receipt, now=MONDAY_10_AM)

    kinds = [alert.kind for alert in rows(database, StaffAlert)]
    assert kinds.count("blocked_danger") == 1


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


def test_a_concern_that_is_none_after_all_gets_its_own_question_answered(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    engine.script[CONCERN] = [say("naloxone_free_boston")]

    assert ids(text(CONCERN)) == ["danger_suicide_concern", "ask_suicide_thinking"]
    assert ids(text("2")) == ["suicide_thinking_no", "naloxone_free_boston", "intro"]
    assert [alert.level for alert in rows(database, StaffAlert)] == ["concern"]


@pytest.mark.parametrize("answer", [[say("fallback")], [ask("did_you_mean", ["naloxone_free_boston", "relapse"])]])
def test_where_the_engine_only_guesses_the_words_stand_alone(
    text: Text, engine: ScriptedEngine, answer: list[dict[str, object]]
) -> None:
    engine.script[CONCERN] = answer
    text(CONCERN)

    assert ids(text("no")) == ["suicide_thinking_no", "intro"]


def test_with_the_engine_down_the_words_stand_alone(text: Text, engine: ScriptedEngine) -> None:
    engine.is_down = True
    text(CONCERN)

    assert ids(text("2")) == ["suicide_thinking_no"]


def test_a_concern_that_comes_true_is_an_emergency_with_its_card_and_alert(text: Text, database: Database) -> None:
    text(CONCERN)

    assert ids(text("1")) == ["danger_suicide", "ask_suicide_safe"]
    assert sorted(alert.level for alert in rows(database, StaffAlert)) == ["concern", "emergency"]
    assert ids(text("2")) == ["danger_suicide_again"]
    assert [alert.level for alert in rows(database, StaffAlert)].count("emergency") == 2


def test_a_danger_question_closes_after_one_other_text(text: Text) -> None:
    assert told(text, SUICIDE, "what is narcan", "1") == ["danger_suicide", "naloxone_what_is", "digit_nothing"]


def test_where_texting_is_not_safe_nothing_goes_out_of_our_own_accord(
    text: Text, road: Road, database: Database, pocket: Pocket
) -> None:
    text("what is narcan")
    contact_id = rows(database, Contact)[0].id

    def news(key: str) -> None:
        with database.write() as session:
            tell(session, contact_id, (Say("team_accepted"),), key=key, copy=road.desk.copy, now=MONDAY_10_AM)

    news("before")
    assert ids(text(VIOLENCE)) == ["danger_violence", "ask_violence_text"]
    assert ids(text("2")) == ["violence_safe_no"]
    news("after")
    send_due(database, pocket, quiet=QUIET, now=MONDAY_10_AM)

    assert pocket.sent == []
    assert pushed(database) == [("team_accepted", "held")] * 2
    text("START")
    assert rows(database, Contact)[0].not_safe_at is None


def test_where_texting_is_safe_the_help_is_named(text: Text, copy: CopyStore) -> None:
    text(VIOLENCE)

    assert copy.contacts["safelink"].value in text("yes").text


def test_a_check_in_is_agreed_to_neutral_and_answered_a_day_later(
    text: Text, database: Database, pocket: Pocket, engine: ScriptedEngine
) -> None:
    engine.script["/talk_to_human"] = [say("talk_to_human")]

    assert told(text, SUICIDE, "1", "2") == ["danger_suicide", "suicide_safe_yes", "check_in_done"]
    consent = rows(database, Consent)[0]
    assert (consent.purpose, consent.given, consent.copy_id) == ("check_in", True, "ask_after_danger")
    assert send_due(database, pocket, quiet=QUIET, now=A_DAY_LATER - timedelta(minutes=2)) == 0
    assert send_due(database, pocket, quiet=QUIET, now=A_DAY_LATER + timedelta(minutes=2)) == 1
    assert not any(word in pocket.sent[0][1].lower() for word in ("988", "suicide", "safe", "narcan"))
    assert ids(text("2", now=A_DAY_LATER + timedelta(hours=1)))[0] == "talk_to_human"


def test_a_check_in_may_be_answered_that_all_is_well(text: Text, database: Database, pocket: Pocket) -> None:
    told(text, SUICIDE, "1", "2")
    send_due(database, pocket, quiet=QUIET, now=A_DAY_LATER + timedelta(minutes=2))

    assert told(text, "1", start=A_DAY_LATER + timedelta(hours=1)) == ["check_in_ok"]


@pytest.mark.parametrize("words", ["3", "no thanks", "maybe later"])
def test_without_the_digit_there_is_no_check_in(text: Text, database: Database, words: str) -> None:
    told(text, SUICIDE, "1", words)

    assert rows(database, Consent) == []
    assert pushed(database) == []


def test_a_check_in_keeps_the_quiet_hours(text: Text, database: Database, pocket: Pocket) -> None:
    night = datetime(2026, 11, 24, 7, tzinfo=UTC)  # Tuesday 2 am in Boston
    told(text, SUICIDE, "1", "2", start=night)

    assert send_due(database, pocket, quiet=QUIET, now=night + timedelta(hours=24, minutes=5)) == 0
    assert send_due(database, pocket, quiet=QUIET, now=night + timedelta(hours=31)) == 1


def test_stop_takes_the_check_in_back(text: Text, database: Database, pocket: Pocket) -> None:
    told(text, SUICIDE, "1", "2", "STOP")
    send_due(database, pocket, quiet=QUIET, now=A_DAY_LATER + timedelta(hours=1))

    assert (pocket.sent, pushed(database)) == ([], [("check_in_24h", "cancelled")])


def test_what_waits_to_be_sent_is_not_what_repeat_says_again(text: Text, copy: CopyStore) -> None:
    told(text, SUICIDE, "1", "2")

    assert text("REPEAT").text.startswith(copy.text("check_in_done", "en").text)


def test_a_number_that_opted_out_is_told_of_violence_once_and_led_through_an_overdose(
    text: Text, database: Database
) -> None:
    assert told(text, "STOP", VIOLENCE, VIOLENCE, "1") == ["stop_done", "danger_violence", "", ""]
    assert len(rows(database, StaffAlert)) == 2

    other = told(text, "STOP", OVERDOSE, "ok", "what is narcan", OVERDOSE, number="+16175550188")
    assert other == ["stop_done", "danger_overdose", "bystander_call", "", "bystander_naloxone"]


def test_a_stop_beside_an_overdose_is_a_stop(text: Text, database: Database) -> None:
    assert told(text, OVERDOSE, "stop", "ok") == ["danger_overdose", "stop_done", "bystander_call"]
    assert rows(database, Contact)[0].opted_out_at is not None


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


def test_the_same_message_again_in_the_middle_of_the_steps_gets_the_same_answer_once(
    text: Text, database: Database
) -> None:
    text(OVERDOSE)
    text("ok")
    first = text("ok i have narcan", sid="SMsame")

    assert text("ok i have narcan", sid="SMsame") == first
    assert ids(text("gave him narcan", sid="SMgave")) == ids(text("gave him narcan", sid="SMgave"))
    assert [row.step for row in rows(database, DangerEpisode)] == ["bystander_breaths"]
    assert len(pushed(database)) == 1


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


def test_a_step_that_nothing_answered_is_answered_by_the_worker_once(
    text: Text, road: Road, database: Database, pocket: Pocket
) -> None:
    text(OVERDOSE)
    road.log.remember(Inbound("sms", "SMlost", NUMBER, "ok"), now=MONDAY_10_AM)

    assert answer_forgotten(road, now=MONDAY_10_AM + timedelta(seconds=30)) == 1
    assert answer_forgotten(road, now=MONDAY_10_AM + timedelta(seconds=60)) == 0
    assert pushed(database) == [("bystander_call", "pending")]


def test_danger_that_came_while_a_step_was_being_answered_is_not_written_over(
    road: Road, text: Text, database: Database
) -> None:
    from bot.safety import screen
    from conversations.commit import record
    from conversations.following import outcome_after, read_after

    text(OVERDOSE)
    inbound = Inbound("sms", "SMslow", NUMBER, "ok")
    turn = road.log.begin(road.log.remember(inbound, now=MONDAY_10_AM), now=MONDAY_10_AM)
    text(VIOLENCE, now=MONDAY_10_AM + timedelta(seconds=1))
    after = read_after(inbound, turn.seen, now=MONDAY_10_AM)  # type: ignore[union-attr]
    outcome = outcome_after(after, screen("ok"), turn.seen)  # type: ignore[union-attr, arg-type]
    record(inbound, turn, outcome, desk=road.desk, now=MONDAY_10_AM + timedelta(seconds=2))  # type: ignore[arg-type]

    assert [(row.asked, row.said) for row in rows(database, DangerEpisode)] == [("violence_text", "danger_violence")]
