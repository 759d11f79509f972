from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Ask, Card, Listings
from conversations.dialogue import SIZE_LIMIT_BYTES, Dialogue, read_state, write_state

PLACES = Listings((Card("1", "AHOPE"),), "naloxone", "Roxbury", 3)


def test_what_is_stored_is_read_back() -> None:
    dialogue = Dialogue({"slots": {"need": "detox"}}, Ask("place"), PLACES, resume_offered=True)

    assert read_state(json.loads(json.dumps(write_state(dialogue)))) == dialogue


def test_the_private_words_of_a_read_back_are_not_stored() -> None:
    stored = write_state(Dialogue(asked=Ask("confirm", args={"place": "12 Zeigler St"})))

    assert "Zeigler" not in json.dumps(stored)


def test_nothing_stored_is_a_new_dialogue() -> None:
    assert read_state(None) == Dialogue()


@given(st.integers(min_value=0, max_value=40_000))
def test_a_dialogue_never_grows_past_its_limit(size: int) -> None:
    stored = write_state(Dialogue({"events": "x" * size}, Ask("place"), PLACES))

    assert len(json.dumps(stored).encode()) <= SIZE_LIMIT_BYTES + 200
    assert stored["asked"]["question"] == "place"
