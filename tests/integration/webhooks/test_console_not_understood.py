"""The list of what was not understood: grouped, marked by a click, taken back, deleted; and every act audited."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from conversations.scripted_engine import ScriptedEngine
from conversations.unclear_texts import NO_SENSE, NOT_OURS
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import Desk, SitDown, audited
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text
from tests.fixtures.unclear import (
    GUESSES,
    LOST_OTHERWISE,
    LOST_TEXT,
    UNCLEAR_SCRIPT,
    UNSURE_SHOWN,
    UNSURE_TEXT,
    candidates,
    unclear,
)


@pytest.fixture(autouse=True)
def _script(engine: ScriptedEngine) -> None:
    engine.script |= UNCLEAR_SCRIPT


@pytest.fixture
def text_id(text: Text, database: Database) -> UUID:
    text(UNSURE_TEXT)
    return unclear(database)[0].id


def mark(desk: Desk, text_id: UUID, **form: str) -> int:
    return desk.post(f"not-understood/{text_id}/mark", **form).status_code


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR])
def test_the_list_shows_redacted_words_and_never_who_wrote_them(
    sit_down: SitDown, text_id: UUID, database: Database, role: Role
) -> None:
    desk = sit_down(role)
    page = desk.get("not-understood/").text

    assert UNSURE_SHOWN in page
    assert "Not words of ours, so look for a name: zebedee" in page
    assert "Fentanyl test strips" in page
    assert not any(hidden in page for hidden in (NUMBER, "Quillon", "0199", str(unclear(database)[0].contact_id)))
    assert audited(database, "not_understood") == [(str(desk.user_id), "list")]


def test_the_same_words_are_one_row_with_a_count_and_the_frequent_come_first(
    sit_down: SitDown, text_id: UUID, text: Text
) -> None:
    for number, words in enumerate((LOST_TEXT, LOST_OTHERWISE, LOST_TEXT)):
        text(words, number=f"+1617555013{number}")
    page = sit_down(Role.OPERATOR).get("not-understood/").text

    assert page.count("tranq dope") == 1
    assert "3 times" in page
    assert page.index("tranq dope") < page.index("get strips")
    assert '<span class="count">2</span>' in page


@pytest.mark.parametrize(
    ("form", "topic"),
    [
        ({"guess": GUESSES[0]}, GUESSES[0]),
        ({"topic": "wound_care"}, "wound_care"),
        ({"guess": NOT_OURS, "topic": ""}, NOT_OURS),
        ({"guess": NO_SENSE}, NO_SENSE),
    ],
)
def test_a_click_marks_a_candidate_and_teaches_nothing(
    sit_down: SitDown, text_id: UUID, database: Database, form: dict[str, str], topic: str
) -> None:
    desk = sit_down(Role.OPERATOR)

    assert mark(desk, text_id, **form) == 303
    [row] = candidates(database)
    assert (row.topic, row.marked_by, row.marked_at, row.exported_at) == (topic, desk.user_id, MONDAY_10_AM, None)
    assert audited(database, row.id) == [(str(desk.user_id), f"mark:{topic}")]
    page = desk.get("not-understood/").text
    assert "Nothing waits to be marked." in page
    assert UNSURE_SHOWN in page


@pytest.mark.parametrize("form", [{}, {"topic": ""}, {"guess": "zebedee"}, {"topic": "nlu_fallback"}])
def test_what_is_no_topic_of_ours_is_refused(
    sit_down: SitDown, text_id: UUID, database: Database, form: dict[str, str]
) -> None:
    answer = sit_down(Role.OPERATOR).post(f"not-understood/{text_id}/mark", **form)

    assert answer.status_code == 422
    assert "What it means: please choose one" in answer.text
    assert candidates(database) == []


def test_a_second_click_changes_the_mark_and_one_takes_it_back(
    sit_down: SitDown, text_id: UUID, database: Database
) -> None:
    first, second = sit_down(Role.OPERATOR), sit_down(Role.SUPERVISOR)
    mark(first, text_id, guess=GUESSES[0])
    mark(second, text_id, topic="wound_care")
    [row] = candidates(database)
    again = [second.post(f"not-understood/{text_id}/take-back").status_code for _ in range(2)]

    assert (row.topic, row.marked_by) == ("wound_care", second.user_id)
    assert again == [303, 422]
    assert candidates(database) == []
    assert [action for _, action in audited(database, row.id)] == [f"mark:{GUESSES[0]}", "mark:wound_care", "unmark"]


def test_what_is_personal_is_deleted_at_once_with_every_copy_and_its_mark(
    sit_down: SitDown, text_id: UUID, database: Database, text: Text
) -> None:
    text(UNSURE_TEXT, number="+16175550188")
    desk = sit_down(Role.OPERATOR)
    mark(desk, text_id, guess=GUESSES[0])
    answers = [desk.post(f"not-understood/{text_id}/delete").status_code for _ in range(2)]

    assert answers == [303, 422]
    assert unclear(database) == []
    assert candidates(database) == []
    assert (str(desk.user_id), "delete:personal") in audited(database, text_id)
    assert UNSURE_SHOWN not in desk.get("not-understood/").text


def test_a_form_without_its_token_does_nothing(sit_down: SitDown, text_id: UUID, database: Database) -> None:
    desk = sit_down(Role.OPERATOR)
    for act in ("mark", "take-back", "delete"):
        answer = desk.client.post(f"/console/not-understood/{text_id}/{act}", data={"guess": GUESSES[0]})
        assert answer.status_code == 400

    assert len(unclear(database)) == 1
    assert candidates(database) == []


def test_a_text_that_is_gone_and_a_page_that_is_none_are_told_so(sit_down: SitDown) -> None:
    desk = sit_down(Role.OPERATOR)

    assert mark(desk, uuid4(), guess=GUESSES[0]) == 422
    assert [desk.get(f"not-understood/?page={page}").status_code for page in ("2", "0", "x", "9" * 9)] == [
        200, 404, 404, 404,
    ]  # fmt: skip
