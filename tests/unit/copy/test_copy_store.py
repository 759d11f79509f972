from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings

from bot.contacts import LiteralNumberError
from bot.copy_files import CopyFileError
from bot.copy_review import Review
from bot.copy_store import CopyStore, CopyText, MissingBlankError, UnknownCopyError
from tests.fixtures.any_text import any_text
from tests.unit.copy.conftest import Writer

HELLO = "  hello: {version: 3, title: Hi, sms: 'Call {line}, {name}.'}\n"


def test_a_contact_token_is_filled_at_load_and_a_blank_when_it_is_said(written: Writer) -> None:
    store = written(en=HELLO)
    text = store.text("hello", "en")

    assert (text.text, text.version, set(text.blanks)) == ("Call 800-555-0100, {name}.", 3, {"name"})
    assert store.fill(text, {"name": "Sam"}) == "Call 800-555-0100, Sam."


def test_a_missing_blank_is_refused_and_nothing_bare_is_said(written: Writer) -> None:
    store = written(en=HELLO)

    with pytest.raises(MissingBlankError, match="en/hello needs name"):
        store.fill(store.text("hello", "en"), {})


@settings(max_examples=50)
@given(name=any_text(), other=any_text())
def test_what_fills_a_blank_is_put_in_once_and_as_it_is(name: str, other: str) -> None:
    store = CopyStore((), {})
    text = store_text("A {name} B {other} C")

    assert store.fill(text, {"name": name, "other": other}) == f"A {name} B {other} C"


def test_a_language_without_the_text_falls_back_to_english_and_says_so(written: Writer) -> None:
    store = written(en=HELLO, es="  other: {version: 1, sms: Otro}\n")

    assert store.text("hello", "es").language == "en"
    assert (store.has("hello", "es"), store.has("hello", "en")) == (False, True)


@pytest.mark.parametrize(("asked", "given"), [("zh", "zh-Hans"), ("zh-TW", "zh-Hant"), ("so", "en")])
def test_a_near_language_is_tried_before_english(store: CopyStore, asked: str, given: str) -> None:
    assert store.text("danger_overdose", asked).language == given


def test_what_cape_verdean_creole_lacks_is_said_in_portuguese(store: CopyStore) -> None:
    without = CopyStore([entry for entry in store.entries if entry.language != "kea"], store.contacts)

    assert store.text("danger_overdose", "kea").language == "kea"
    assert without.text("danger_overdose", "kea").language == "pt"


def test_an_unknown_id_is_an_error_not_an_empty_text(store: CopyStore) -> None:
    with pytest.raises(UnknownCopyError, match="no_such_text"):
        store.text("no_such_text", "en")


def test_the_web_form_is_the_sms_where_no_longer_one_is_written(written: Writer) -> None:
    store = written(en="  hello: {version: 1, sms: Short}\n  bye: {version: 1, sms: Short, web: Longer}\n")

    assert [store.text(copy_id, "en", "web").text for copy_id in ("hello", "bye")] == ["Short", "Longer"]


def test_sms_is_spelled_by_the_setting_and_the_web_keeps_its_accents(written: Writer) -> None:
    store = written(en=HELLO, es="  hello: {version: 1, title: Más, sms: Está}\n")

    assert store.text("hello", "es").text == "Esta"
    assert store.text("hello", "es", "web").text == "Está"
    assert (store.title("hello", "es"), store.title("hello", "es", "web")) == ("Mas", "Más")


def test_a_label_without_a_title_is_its_own_title(store: CopyStore) -> None:
    assert store.title("choice_me", "en") == store.text("choice_me", "en").text


def test_a_text_cannot_be_changed_after_it_is_read(store: CopyStore) -> None:
    with pytest.raises(FrozenInstanceError):
        store.text("danger_overdose", "en").text = "Sleep it off."  # type: ignore[misc]  # the refusal is what is tested


@pytest.mark.parametrize("number", ["800-555-0100", "(800) 555 0100", "8005550100", "838255", "211"])
def test_a_number_written_out_is_refused_at_load(written: Writer, number: str) -> None:
    with pytest.raises(LiteralNumberError, match="en/hello"):
        written(en=f"  hello: {{version: 1, sms: 'Call {number}.'}}\n")


@pytest.mark.parametrize("words", ["Call 311.", "Wait 2 to 3 minutes.", "Since 2024, 24/7.", "At 8:30, 59 to 86 F."])
def test_a_known_service_or_a_plain_figure_is_not_a_contact(written: Writer, words: str) -> None:
    assert written(en=f"  hello: {{version: 1, sms: '{words}'}}\n").text("hello", "en").text == words


@pytest.mark.parametrize(
    ("texts", "head"),
    [
        ("  hello: {sms: No version}\n", None),
        ("  hello: {version: 1}\n", None),
        ("  hello: {version: 1, sms: ''}\n", None),
        ("  hello: {version: one, sms: Hi}\n", None),
        ("  hello: 5\n", None),
        ("  hello: {version: 1, sms: Hi}\n", "topic: talk\nsource: []"),
        ("  hello: {version: 1, sms: Hi}\n", "topic: other\nsource: [{url: own, seen: 2026-11, grade: own}]"),
    ],
)
def test_a_file_without_version_words_or_source_is_refused(written: Writer, texts: str, head: str | None) -> None:
    with pytest.raises(CopyFileError):
        written(en=texts, **({"head": head} if head else {}))


def test_the_same_id_written_twice_is_refused(written: Writer) -> None:
    store = written(en=HELLO)

    with pytest.raises(CopyFileError, match="en/hello"):
        CopyStore((*store.entries, *store.entries), store.contacts)


def store_text(words: str) -> CopyText:
    return CopyText("t", 1, "en", "sms", words, "", Review(), "")
