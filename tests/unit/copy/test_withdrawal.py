"""Words taken back: not said in any language they were taken back in, and never a person left without 911."""

import pytest

from bot.answer import Card, Listings, Say
from bot.copy_store import CopyStore
from bot.render import render_sms, render_web
from bot.withdrawal import STAND_IN, STAND_IN_DANGER, Withdrawn, still_sayable, without_numbers
from tests.fixtures.road import MONDAY_10_AM

LINE = Withdrawn(numbers=frozenset({"833-773-2445"}))


@pytest.fixture
def words(copy: CopyStore) -> CopyStore:
    """The words as shipped, in a store of this test's own."""
    return CopyStore(copy.entries, copy.contacts)


def test_a_text_taken_back_gives_way_to_its_stand_in(words: CopyStore) -> None:
    version = words.text("naloxone_what_is", "en").version
    words.withdraw(Withdrawn({("naloxone_what_is", "en"): version}))

    assert words.text("naloxone_what_is", "en").id == STAND_IN
    assert words.text("naloxone_what_is", "es").id == "naloxone_what_is"
    assert words.text("naloxone_how_long", "en").id == "naloxone_how_long"


def test_a_corrected_text_is_said_again_by_itself(words: CopyStore) -> None:
    words.withdraw(Withdrawn({("naloxone_what_is", "en"): words.text("naloxone_what_is", "en").version - 1}))

    assert words.text("naloxone_what_is", "en").id == "naloxone_what_is"


def test_what_stands_in_for_others_can_never_be_missing(words: CopyStore) -> None:
    words.withdraw(Withdrawn({(STAND_IN, "en"): 99, (STAND_IN_DANGER, "en"): 99, ("greeting", "en"): 99}))

    assert words.text("greeting", "en").id == STAND_IN
    assert words.text(STAND_IN_DANGER, "en").id == STAND_IN_DANGER


def test_a_number_withdrawn_costs_a_text_only_the_sentence_that_names_it(words: CopyStore) -> None:
    words.withdraw(LINE)

    said = words.text("benzo_withdrawal", "en").text

    assert "It can cause seizures." in said
    assert "911" in said


@pytest.mark.parametrize("written", ["8337732445", "(833) 773-2445", "833.773.2445", "1-833-773-2445", "833 773 2445"])
def test_a_number_is_known_however_it_is_punctuated(written: str) -> None:
    assert LINE.names_one(f"Call {written} any time.")


@pytest.mark.parametrize("other", ["833-773-2446", "98337732445", "833-773-24455", "833-773"])
def test_another_number_is_not_it(other: str) -> None:
    assert not LINE.names_one(f"Call {other}.")


def test_the_sentence_with_911_or_a_blank_is_never_cut_away() -> None:
    assert without_numbers("Stay with them all night long, please. Call 833-773-2445 or 911.", LINE) is None
    assert without_numbers("We meet you at {place}, call 833-773-2445. Bring nothing with you at all.", LINE) is None


def test_what_is_left_must_stand_alone() -> None:
    assert without_numbers("Yes. Call or text 833-773-2445 for that, day or night.", LINE) is None


def test_a_place_with_a_withdrawn_phone_is_shown_without_it(words: CopyStore) -> None:
    words.withdraw(LINE)
    card = Card("1", "A clinic", "1 Main St", "Roxbury", "(833) 773-2445", checked_on="2026-11-01")
    found = (Listings((card,), "detox"),)

    assert "2445" not in render_sms(found, language="en", copy=words, now=MONDAY_10_AM).text
    assert "2445" not in str(render_web(found, language="en", copy=words, now=MONDAY_10_AM).blocks)


@pytest.mark.parametrize("written", ["10 Gove St, East Boston", "10 Gove Street", "10 gove st"])
def test_an_address_is_known_by_its_street(written: str) -> None:
    gone = Withdrawn(numbers=frozenset({"10 Gove St, East Boston"}))

    assert gone.names_one(f"At {written}.")
    assert not gone.names_one("At 110 Gove St.")


def test_a_reply_rendered_before_is_held_back_by_its_copy_its_words_or_its_cards() -> None:
    blocks = ({"text": "Hello.", "cards": [{"phone": "833-773-2445"}]},)

    assert not still_sayable(blocks, (), LINE)
    assert not still_sayable(({"text": "Hello."},), (("hello", 1, "en"),), Withdrawn({("hello", "en"): 1}))
    assert still_sayable(({"text": "Hello."},), (("hello", 2, "en"),), Withdrawn({("hello", "en"): 1}))
    assert still_sayable(({"text": "Hello."},), (("hello", 1, "es"),), Withdrawn({("hello", "en"): 1}))


def test_the_stand_in_is_what_the_reply_says_it_was(words: CopyStore) -> None:
    words.withdraw(Withdrawn({("greeting", "en"): 99}))

    rendered = render_sms((Say("greeting"),), language="en", copy=words, now=MONDAY_10_AM)

    assert rendered.copy_refs == ((STAND_IN, 1, "en"),)
