"""Numbers as links: what a phone dials is what the page shows, and a text keeps its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.copy_store import CopyStore
from tests.fixtures.any_text import any_text
from webhooks.phone_links import phone_link, with_links


@pytest.mark.parametrize(
    ("shown", "link"),
    [
        ("617-414-6655", "tel:+1-617-414-6655"),
        ("1-800-662-4357", "tel:+1-800-662-4357"),
        ("(617) 414-6655", "tel:+1-617-414-6655"),
        ("617-414-6655 x12", "tel:+1-617-414-6655;ext=12"),
        ("617-414-6655 ext. 12", "tel:+1-617-414-6655;ext=12"),
        ("911", "tel:911"),
        ("988 (press 1)", "tel:988"),
        ("SMS 741741", "sms:741741"),
        ("SMS 617-414-6655", "sms:+1-617-414-6655"),
    ],
)
def test_a_number_of_the_directory_can_be_called_or_texted(shown: str, link: str) -> None:
    assert phone_link(shown) == link


@pytest.mark.parametrize("shown", ["", "ask at the desk", "12", "javascript:alert(1)", "SMS "])
def test_what_no_phone_can_dial_is_no_link(shown: str) -> None:
    assert phone_link(shown) == ""


@given(any_text(max_size=40))
def test_a_link_calls_or_texts_and_nothing_else(shown: str) -> None:
    assert phone_link(shown) == "" or phone_link(shown).startswith(("tel:", "sms:"))


@given(any_text(max_size=60), st.lists(st.sampled_from(["911", "311", "617-635-4500", "1-800-662-4357"]), max_size=4))
def test_the_parts_of_a_text_are_the_text(words: str, numbers: list[str]) -> None:
    text = words.join(["", *numbers, ""])

    assert "".join(part.text for part in with_links(text, numbers)) == text


def test_only_whole_numbers_are_linked_and_the_longer_one_first() -> None:
    parts = with_links("Call 311, 617-635-4500 or 877-311-0000. 3119 is none.", ["311", "617-635-4500"])

    assert [(part.text, part.link) for part in parts if part.link] == [
        ("311", "tel:311"),
        ("617-635-4500", "tel:+1-617-635-4500"),
    ]


def test_every_number_of_the_register_can_be_called(copy: CopyStore) -> None:
    numbers = [each.value for each in copy.contacts.values() if each.kind in {"service", "phone"}]

    assert numbers
    assert [number for number in numbers if not phone_link(number)] == []
