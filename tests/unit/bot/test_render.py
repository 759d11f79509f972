from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answer import Ask, Card, Effect, Listings, Message, Say
from bot.copy_store import CopyStore
from bot.gsm7 import is_gsm7, units
from bot.questions import QUESTIONS, TOPIC_QUESTIONS
from bot.render import render_sms, render_web
from tests.fixtures.tables import for_each

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)  # Monday 10 am in Boston
AHOPE = Card(
    id="a",
    name="AHOPE",
    address="774 Albany St",
    neighborhood="South End",
    phone="617-555-0100",
    open_state="open",
    changes_at="2026-11-23T22:00:00+00:00",
    walk_minutes=12,
    checked_on="2025-08",
    call_first=False,
)


def sms(copy: CopyStore, *messages: Message, language: str = "en") -> str:
    return render_sms(messages, language=language, copy=copy, now=NOW).text


def test_a_place_says_where_how_far_and_until_when(copy: CopyStore) -> None:
    words = sms(copy, Listings((AHOPE,), "naloxone", "Roxbury"))

    assert all(part in words for part in ("1) AHOPE, 774 Albany St", "617-555-0100", "5 pm", "12 min", "2025-08"))


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (replace(AHOPE, open_state="unknown", changes_at=""), "Hours not known"),
        (replace(AHOPE, open_state="closed", changes_at="2026-11-24T13:00:00+00:00"), "tomorrow 8 am"),
        (replace(AHOPE, open_state="closed", changes_at="2026-11-27T13:30:00+00:00"), "Fri 8:30 am"),
        (replace(AHOPE, open_state="closed", changes_at=""), "Closed now"),
        (replace(AHOPE, open_state="open", changes_at=""), "Open now"),
        (replace(AHOPE, always_open=True), "24 hours"),
        (replace(AHOPE, call_first=True), "Call first"),
    ],
)
def test_open_closed_and_unknown_are_all_said(copy: CopyStore, card: Card, said: str) -> None:
    assert said in sms(copy, Listings((card,), "naloxone"))


def test_who_we_are_stands_alone_where_its_letters_would_triple_an_english_answer(copy: CopyStore) -> None:
    said = [Say("naloxone_storage"), Say("intro")]
    texts = {code: render_sms(said, language=code, copy=copy, now=NOW).blocks for code in ("en", "ht", "vi")}

    assert {code: len(blocks) for code, blocks in texts.items()} == {"en": 1, "ht": 1, "vi": 2}
    assert [is_gsm7(str(block["text"])) for block in texts["vi"]] == [True, False]


def test_places_are_whole_or_left_for_more(copy: CopyStore) -> None:
    long = replace(AHOPE, name="A very long name of a place " * 5)
    rendered = render_sms([Listings((long,) * 3, "naloxone", remaining=4)], language="en", copy=copy, now=NOW)

    assert units(rendered.text) <= 459
    assert "MORE" in rendered.text
    assert rendered.unshown is not None
    assert len(rendered.unshown.cards) + rendered.text.count(") A very long") == 3


def test_what_fits_leaves_nothing_for_more(copy: CopyStore) -> None:
    rendered = render_sms([Listings((AHOPE,), "naloxone")], language="en", copy=copy, now=NOW)

    assert rendered.unshown is None
    assert "MORE" not in rendered.text


@for_each("language", ["en", "es"])
@for_each("question", sorted(set(QUESTIONS) - TOPIC_QUESTIONS - {"confirm"}))
def test_every_question_can_be_asked_by_sms_and_on_the_web(copy: CopyStore, question: str, language: str) -> None:
    asked = Ask(question)

    web = render_web([asked], language=language, copy=copy, now=NOW).blocks[0]
    assert sms(copy, asked, language=language)
    assert len(web.get("quick_replies", ())) == len(QUESTIONS[question].options)


def test_unsure_topics_are_offered_by_their_titles_and_digits(copy: CopyStore) -> None:
    words = sms(copy, Ask("did_you_mean", ("overdose_signs", "naloxone_what_is")))

    assert [line[:2] for line in words.splitlines()[-3:]] == ["1 ", "2 ", "3 "]
    assert "else" in words.splitlines()[-1]


def test_a_topic_without_words_is_said_to_be_one(copy: CopyStore) -> None:
    rendered = render_sms([Say("no_such_topic")], language="en", copy=copy, now=NOW)

    assert rendered.copy_refs[0][0] == "no_words_yet"


def test_an_effect_says_nothing(copy: CopyStore) -> None:
    assert sms(copy, Effect("opt_in"), Say("start_done")) == sms(copy, Say("start_done"))


def test_the_same_words_carry_the_same_copy_on_both_channels(copy: CopyStore) -> None:
    asked = [Say("naloxone_what_is")]
    refs = [render(asked, language="es", copy=copy, now=NOW).copy_refs for render in (render_sms, render_web)]

    assert refs[0] == refs[1]
    assert refs[0][0][2] == "es"


@pytest.mark.parametrize("lists", [1, 2])
def test_places_give_way_to_another_answer_and_wait_for_more(copy: CopyStore, lists: int) -> None:
    place = replace(AHOPE, name="A place with a name that is longer than most of them are")
    places = Listings((place, place, place), "naloxone")
    beside = [Say("naloxone_cost_otc")] if lists == 1 else []
    together = render_sms([*[places] * lists, *beside], language="en", copy=copy, now=NOW)

    assert units(together.text) <= 612
    assert together.unshown is not None
    assert len(together.unshown.cards) < 3
