"""TwiML that Twilio keeps for us: valid, within its limits, and the same bytes for the same words."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.dom import minidom

import pytest

from bot.copy_store import CopyStore
from webhooks import fallback_twiml
from webhooks.fallback_twiml import LENGTH_LIMIT, FallbackTooLongError, digit_by_digit, render_fallbacks, stamp_of

#: Verbs and attributes as twilio.com/docs/voice/twiml and .../messaging/twiml name them, seen 2026-11.
VERBS = {
    "sms": {"Message": set()},
    "voice": {"Say": {"language", "voice"}, "Pause": {"length"}},
}
NAMES = {f"{kind}{language}.xml" for kind in VERBS for language in ("", ".en", ".es")}


@pytest.fixture(scope="session")
def documents(copy: CopyStore) -> dict[str, str]:
    return render_fallbacks(copy)


def verbs(document: str) -> list[minidom.Element]:
    root = minidom.parseString(document.encode()).documentElement  # noqa: S318 - our own words, by expat
    assert root is not None
    assert root.tagName == "Response"
    return [node for node in root.childNodes if isinstance(node, minidom.Element)]


def words(verb: minidom.Element) -> str:
    return "".join(node.data for node in verb.childNodes if isinstance(node, minidom.Text))


def test_there_is_one_for_each_language_and_one_for_both(documents: dict[str, str]) -> None:
    assert set(documents) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_parser_that_did_not_write_it_reads_it_and_finds_documented_verbs_only(
    documents: dict[str, str], name: str
) -> None:
    allowed = VERBS[name.partition(".")[0]]
    found = [(verb.tagName, set(verb.attributes.keys())) for verb in verbs(documents[name])]
    assert found
    assert [(tag, names) for tag, names in found if names != allowed.get(tag)] == []


@pytest.mark.parametrize("name", sorted(NAMES))
def test_it_fits_where_it_goes_and_no_template_mark_is_in_it(documents: dict[str, str], name: str) -> None:
    assert len(documents[name]) <= LENGTH_LIMIT
    assert "{" not in documents[name]  # a TwiML Bin fills {{...}} in


def test_the_same_words_give_the_same_bytes(documents: dict[str, str], copy: CopyStore) -> None:
    assert render_fallbacks(copy) == documents


def test_an_sms_is_one_message_a_language_english_first(documents: dict[str, str], copy: CopyStore) -> None:
    said = {language: copy.text("fallback_sms", language).text for language in ("en", "es")}

    assert [words(verb) for verb in verbs(documents["sms.xml"])] == [said["en"], said["es"]]
    assert [words(verb) for verb in verbs(documents["sms.es.xml"])] == [said["es"]]


def test_a_caller_hears_danger_in_both_languages_before_anything_else(documents: dict[str, str]) -> None:
    said = [verb for verb in verbs(documents["voice.xml"]) if verb.tagName == "Say"]

    assert [verb.getAttribute("language") for verb in said[:2]] == ["en-US", "es-US"]
    assert ["9 1 1" in words(verb) and "Narcan" in words(verb) for verb in said[:2]] == [True, True]


@pytest.mark.parametrize("name", ["voice.xml", "voice.en.xml", "voice.es.xml"])
def test_numbers_are_spoken_digit_by_digit_with_a_pause_after_each_part(documents: dict[str, str], name: str) -> None:
    said = verbs(documents[name])

    assert re.findall(r"\d{2,}", " ".join(map(words, said))) == []
    assert [verb.tagName for verb in said] == ["Say", "Pause"] * (len(said) // 2)


def test_spanish_is_spoken_with_its_accents(documents: dict[str, str]) -> None:
    assert "atrás" in documents["voice.es.xml"]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("call 911.", "call 9 1 1."),
        ("800-327-5050", "8 0 0, 3 2 7, 5 0 5 0"),
        ("1 breath every 5 seconds", "1 breath every 5 seconds"),
    ],
)
def test_only_numbers_one_dials_are_taken_apart(written: str, spoken: str) -> None:
    assert digit_by_digit(written) == spoken


def test_one_changed_letter_changes_the_stamp(documents: dict[str, str], copy: CopyStore) -> None:
    entries = [
        replace(e, sms=e.sms + ".") if e.id == "fallback_sms" and e.language == "en" else e for e in copy.entries
    ]
    after = render_fallbacks(CopyStore(entries, copy.contacts))
    changed = {name for name in documents if stamp_of(documents[name]) != stamp_of(after[name])}

    assert all(re.fullmatch("[0-9a-f]{16}", stamp_of(document)) for document in documents.values())
    assert changed == {"sms.en.xml", "sms.xml"}


def test_words_too_long_for_twilio_are_refused_by_name(copy: CopyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback_twiml, "LENGTH_LIMIT", 600)

    with pytest.raises(FallbackTooLongError, match=r"sms\.xml, voice\.en\.xml"):
        render_fallbacks(copy)
