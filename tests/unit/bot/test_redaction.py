"""Redaction: what is left of a text tells nobody who wrote it, and still tells what it asked."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.known_words import known_words
from bot.redaction import TAGS, redact, says_something, unknown_words
from tests.e2e.canaries import spellings
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each

NAMES = ("Zebedee", "Quillon", "Zebulina", "Cuervo", "Qwyxhuatl")
NUMBERS = (
    "+16175550123",
    "617 555 0199",
    "(617) 555-0147",
    "617.555.0142",
    "6 1 7 5 5 5 0 1 9 9",
    "\uff16\uff11\uff17\uff15\uff15",
)
ADDRESSES = ("12 Zeigler St, side door", "12 Quillon Alley", "774 albany st apt 3", "Ave Louis Pasteur", "Calle Peña 4")
#: How people say who they or others are, in our languages; every name is tried in every one of them.
SAYING_A_NAME = (
    "my name is {} and i need detox",
    "im {} where can i get narcan",
    "i'm {}",
    "this is {}, is the clinic open",
    "my brother {} is using again",
    "ask for {} when you call",
    "{} needs a bed tonight",
    "hi {}",
    "thanks {}!",
    "can you help with {}",
    "me llamo {} y quiero ayuda",
    "soy {}, necesito un lugar",
    "mi hijo {} no quiere ayuda",
    "se llama {}",
    "meu nome é {}",
    "mwen rele {}",
    "tên tôi là {}",
)
WORDS = st.sampled_from(sorted(word for word in known_words() if word.isascii() and len(word) > 2))


@for_each("saying", SAYING_A_NAME)
@for_each("name", NAMES)
def test_a_name_does_not_survive_however_it_is_written(name: str, saying: str) -> None:
    for spelt in (name, name.lower(), name.upper()):
        left = redact(saying.format(spelt)).lower()

        assert name.lower() not in left
        assert "[name]" in left


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(NAMES), st.integers(0, 8))
def test_a_strange_word_with_a_capital_is_a_name_wherever_it_stands(words: list[str], name: str, place: int) -> None:
    left = redact(" ".join([*words[:place], name, *words[place:]]))

    assert not any(spelt in left for spelt in spellings(name))


@for_each("private", [*NUMBERS, *ADDRESSES, "zq.tarde@example.org", "zqtarde at gmail dot com", "@zqtarde"])
@for_each("saying", ["{}", "call me at {} please", "estoy en {}", "is {} ok?"])
def test_numbers_addresses_and_emails_become_tags(private: str, saying: str) -> None:
    left = redact(saying.format(private))

    assert not re.search(r"\d{3}", left)
    assert not any(word in left.lower() for word in ("zeigler", "quillon", "albany", "pasteur", "peña", "zqtarde"))
    assert any(tag in left for tag in TAGS)


@settings(max_examples=40)
@given(any_text(max_size=200) | st.text(alphabet="0123456789٣४-. ()+/x\u200b\nab", max_size=60))
def test_no_run_of_three_digits_survives_and_nothing_is_raised(text: str) -> None:
    left = redact(text)

    assert not re.search(r"\d(?:[\W_]{0,3}\d){2}", left)
    assert left == " ".join(left.split())
    assert all(char.isprintable() for char in left)


@given(any_text(max_size=120))
def test_what_is_redacted_once_stays_as_it_is(text: str) -> None:
    once = redact(text)

    assert not re.search(r"\d{3}", redact(once))


@pytest.mark.parametrize(
    "text",
    [
        "where can i get tranq test strips in Dorchester",
        "Where Can I Get Narcan",
        "vivo en la calle y quiero ayuda",
        "i took 2 pills 3 times",
        "my friend is on the street",
        "did they move the vans at mass ave",
        "I've been clean 9 days. What's next?",
    ],
)
def test_what_tells_of_nobody_stays(text: str) -> None:
    assert redact(text) == text


def test_public_lines_and_zip_codes_keep_their_sense() -> None:
    assert redact("does 911 send police to 02119, or is it 988 or 311?") == (
        "does [emergency line] send police to [place], or is it [crisis line] or [city line]?"
    )


def test_a_script_we_cannot_read_is_not_kept() -> None:
    assert not says_something(redact("меня зовут Иван"))
    assert not says_something(redact("617 555 0199"))


def test_words_we_do_not_know_are_pointed_out() -> None:
    assert unknown_words(redact("what is zazaroo cut with")) == ("zazaroo",)


@for_each("piece", ["a@", "a.", "a-", "a'", "1a ", "#1", "apt", "街", "一", "x", "one", "1 a a a "])
def test_no_text_of_the_length_we_read_keeps_a_turn_busy(piece: str) -> None:
    redact("warm up")
    started = time.process_time()
    redact(piece * (600 // len(piece)))

    assert time.process_time() - started < 0.25
