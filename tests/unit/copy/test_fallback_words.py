"""The words Twilio says when nothing of ours answers: danger first, within three segments, no page to open."""

from __future__ import annotations

import pytest

from bot.copy_review import SAFETY_ROOMS
from bot.copy_store import CopyStore
from bot.gsm7 import is_gsm7, sms_segments, split_segments
from tests.unit.copy.test_copy_lengths import BREATH

VOICE = ("fallback_voice_danger", "fallback_voice_crisis", "fallback_voice_help", "fallback_voice_end")
DOWN = {"en": "is down", "es": "No funciono"}
NALOXONE = {"en": "naloxone", "es": "naloxona"}

both = pytest.mark.parametrize("language", ["en", "es"])


@both
def test_the_text_is_three_segments_at_most_and_its_first_holds_what_an_overdose_needs(
    store: CopyStore, language: str
) -> None:
    said = store.text("fallback_sms", language).text
    first = split_segments(said)[0]

    assert is_gsm7(said)
    assert sms_segments(said) <= 3
    needed = (DOWN[language], "911", NALOXONE[language], "Narcan", BREATH[language], "5")
    assert [word for word in needed if word not in first] == []


@both
def test_text_and_voice_name_every_line_that_answers_and_no_page(store: CopyStore, language: str) -> None:
    lines = ["911", "988", "311", store.contacts["helpline"].value, store.contacts["bh_line"].value]
    pages = [contact.value for contact in store.contacts.values() if contact.kind == "page"]
    spoken = " ".join(store.text(part, language, "web").text for part in VOICE)

    for said in (store.text("fallback_sms", language).text, spoken):
        assert [line for line in lines if line not in said] == []
        assert [page for page in ("http", "www", *pages) if page in said] == []


@both
def test_the_first_thing_a_caller_hears_is_911_naloxone_and_breaths(store: CopyStore, language: str) -> None:
    heard = store.text("fallback_voice_danger", language, "web").text

    assert [word for word in ("911", NALOXONE[language], BREATH[language]) if word not in heard] == []


def test_nobody_goes_live_before_a_clinician_has_signed_these_words() -> None:
    assert "fallback" in SAFETY_ROOMS
