"""Every text as shipped, each taken back in turn, and each number of the register."""

import pytest

from bot.copy_files import CopyEntry
from bot.copy_store import FORMS, CopyStore
from bot.withdrawal import STAND_IN_DANGER, Withdrawn


@pytest.fixture
def words(copy: CopyStore) -> CopyStore:
    """The words as shipped, in a store of this test's own."""
    return CopyStore(copy.entries, copy.contacts)


def number_tokens(store: CopyStore) -> list[str]:
    return [token for token, contact in store.contacts.items() if contact.kind != "service"]


def danger(entry: CopyEntry) -> bool:
    return entry.id.startswith("danger_")


def test_a_danger_text_taken_back_still_sends_to_911_in_the_same_language(words: CopyStore) -> None:
    for entry in filter(danger, words.entries):
        words.withdraw(Withdrawn({(entry.id, entry.language): entry.version}))
        said = words.text(entry.id, entry.language)

        assert (said.id, said.language, "911" in said.text) == (STAND_IN_DANGER, entry.language, True)


def test_a_withdrawn_number_is_in_no_text_of_any_language_or_form(words: CopyStore) -> None:
    for token in number_tokens(words):
        withdrawn = Withdrawn(numbers=frozenset({words.contacts[token].value}))
        words.withdraw(withdrawn)
        said = [(e, words.text(e.id, e.language, form).text) for e in words.entries for form in FORMS]

        assert [(e.language, e.id) for e, text in said if withdrawn.names_one(text)] == [], token
        assert [(e.language, e.id) for e, text in said if danger(e) and "911" not in text] == [], token
        assert [(e.language, e.id) for e, text in said if not text.strip()] == [], token
