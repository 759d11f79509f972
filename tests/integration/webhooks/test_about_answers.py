"""The page where residents check what we say: every answer with the pages behind it, in two languages, no script."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from bot.copy_store import CopyStore
from bot.topics import ANSWER_TOPICS
from bot.withdrawal import NOTHING, Withdrawn


@pytest.fixture
def copy(shipped: CopyStore) -> CopyStore:
    """Words of this test's own: they are taken back here."""
    return CopyStore(shipped.entries, shipped.contacts)


@pytest.mark.parametrize(
    ("path", "language", "head"), [("", "en", "Where our answers"), ("?lang=es", "es", "De dónde")]
)
def test_every_answer_is_there_with_its_words(
    client: FlaskClient, copy: CopyStore, path: str, language: str, head: str
) -> None:
    page = client.get(f"/about/answers{path}").text

    assert head in page
    assert [topic for topic in ANSWER_TOPICS if f'id="{topic}"' not in page] == []
    assert copy.text("naloxone_what_is", language, "web").text.split(".")[0] in page


def test_an_answer_names_its_pages_with_date_and_grade(client: FlaskClient) -> None:
    page = client.get("/about/answers").text
    about = page[page.index('id="benzo_withdrawal"') :].partition("</details>")[0]

    assert "www.fda.gov</a>: 2020-09-23; official" in about
    assert "draft" in about


def test_the_numbers_are_there_with_hours_or_the_truth_that_they_are_not_confirmed(
    client: FlaskClient, copy: CopyStore
) -> None:
    page = client.get("/about/answers").text

    assert [each.value for each in copy.contacts.values() if each.value not in page] == []
    assert "not confirmed" in page


def test_what_is_withdrawn_is_not_shown(client: FlaskClient, copy: CopyStore) -> None:
    number = copy.contacts["bh_line"].value
    copy.withdraw(Withdrawn({("naloxone_what_is", "en"): 99}, frozenset({number})))
    page = client.get("/about/answers").text
    copy.withdraw(NOTHING)

    assert number not in page
    assert "We took that answer back" in page


def test_no_database_is_needed_and_a_strange_language_reads_english(client: FlaskClient) -> None:
    assert "Where our answers" in client.get("/about/answers?lang=<b>").text
