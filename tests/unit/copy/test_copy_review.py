from dataclasses import replace

import pytest

from bot.copy_files import CopyEntry
from bot.copy_review import SAFETY_ROOMS, Review, ReviewState, review_state
from bot.copy_store import CopyStore
from bot.topics import DANGER_TOPICS
from tests.unit.copy.conftest import Entries
from words.sign_offs import unsigned


def signed(entry: CopyEntry, **changes: str) -> CopyEntry:
    review = Review(
        **{"state": "reviewed", "by": "N. Clinician", "on": "2026-11-22", "hash": entry.fingerprint} | changes
    )
    return replace(entry, review=review)


@pytest.fixture
def entry(entries: Entries) -> CopyEntry:
    return entries["en", "danger_overdose"]


def test_a_sign_off_counts_for_the_very_words_that_were_read(entry: CopyEntry) -> None:
    assert review_state(signed(entry)) is ReviewState.REVIEWED


@pytest.mark.parametrize("part", ["sms", "web", "title"])
def test_changing_one_letter_drops_the_sign_off(entry: CopyEntry, part: str) -> None:
    changed = replace(signed(entry), **{part: getattr(entry, part) + "."})

    assert review_state(changed) is ReviewState.STALE


@pytest.mark.parametrize("missing", ["by", "on", "hash"])
def test_a_sign_off_without_name_day_or_hash_does_not_count(entry: CopyEntry, missing: str) -> None:
    assert review_state(signed(entry, **{missing: ""})) is ReviewState.STALE


def test_a_text_said_knows_the_fingerprint_its_sign_off_is_bound_to(store: CopyStore, entry: CopyEntry) -> None:
    said = store.text("danger_overdose", "en")

    assert (said.fingerprint, review_state(said)) == (entry.fingerprint, ReviewState.DRAFT)


def test_no_two_texts_share_a_fingerprint(store: CopyStore) -> None:
    assert len({entry.fingerprint for entry in store.entries}) == len(store.entries)


def test_live_lacks_every_text_nobody_has_signed(store: CopyStore) -> None:
    lacking = {f"{entry.language}/{entry.id}" for entry in unsigned(store.entries, {})}

    assert {"en/danger_overdose", "es/ask_confirm", "en/stop_done", "vi/danger_suicide", "en/greeting"} <= lacking


def test_with_every_text_signed_nothing_stands_in_the_way_of_live(store: CopyStore) -> None:
    assert unsigned([signed(e) for e in store.entries], {}) == []


def test_one_text_changed_after_signing_is_named_alone(store: CopyStore) -> None:
    texts = {(e.language, e.id): signed(e) for e in store.entries}
    texts["es", "danger_overdose"] = replace(texts["es", "danger_overdose"], sms="Otra cosa.")

    assert [(e.language, e.id) for e in unsigned(texts.values(), {})] == [("es", "danger_overdose")]


def test_every_room_that_must_be_signed_exists_and_holds_every_danger_topic(store: CopyStore) -> None:
    rooms = {entry.room for entry in store.entries}

    assert rooms >= SAFETY_ROOMS >= set(DANGER_TOPICS)
