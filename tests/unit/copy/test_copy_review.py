from dataclasses import replace

import pytest

from bot.copy_files import CopyEntry
from bot.copy_review import SAFETY_ROOMS, Review, ReviewState, review_state
from bot.copy_store import CopyStore
from bot.topics import DANGER_TOPICS
from tests.unit.copy.conftest import Entries


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


def test_the_live_stage_is_told_every_unsigned_safety_text_by_name(store: CopyStore) -> None:
    unsigned = store.unsigned_safety_texts()

    assert {"en/danger_overdose", "es/ask_confirm", "en/stop_done", "vi/danger_suicide"} <= set(unsigned)
    assert "en/greeting" not in unsigned


def test_with_all_safety_texts_signed_nothing_stands_in_the_way_of_live(store: CopyStore) -> None:
    all_signed = CopyStore([signed(e) for e in store.entries], store.contacts)

    assert all_signed.unsigned_safety_texts() == ()


def test_one_safety_text_changed_after_signing_is_named_alone(store: CopyStore) -> None:
    entries = [signed(e) for e in store.entries]
    entries[0] = replace(next(e for e in entries if e.id == "danger_overdose" and e.language == "es"), sms="Otra cosa.")
    kept = [entries[0], *(e for e in entries[1:] if (e.language, e.id) != ("es", "danger_overdose"))]

    assert CopyStore(kept, store.contacts).unsigned_safety_texts() == ("es/danger_overdose",)


def test_every_room_that_must_be_signed_exists_and_holds_every_danger_topic(store: CopyStore) -> None:
    rooms = {entry.room for entry in store.entries}

    assert rooms >= SAFETY_ROOMS >= set(DANGER_TOPICS)
