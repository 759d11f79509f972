"""Editors keep the directory true in the console: with a source, a second person, and an audit row for each act."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from port_queue import Role
from resources_directory.fields import Field
from resources_directory.models import Proposal, Provenance
from resources_directory.proposals import open_proposals
from storage.database import Database
from tests.fixtures.console import At, Desk, SitDown, audited
from tests.fixtures.road import MONDAY_10_AM
from tests.fixtures.upkeep import PAGE, add_service, field_of, value_of

Propose = Callable[..., TestResponse]


@pytest.fixture
def service_id(database: Database) -> UUID:
    with database.write() as session:
        return add_service(session)


@pytest.fixture
def editor(sit_down: SitDown) -> Desk:
    return sit_down(Role.EDITOR)


@pytest.fixture
def second(sit_down: SitDown) -> Desk:
    return sit_down(Role.EDITOR)


@pytest.fixture
def offer(database: Database, service_id: UUID) -> Propose:
    def _offer(desk: Desk, field: Field, value: str, **source: str) -> TestResponse:
        with database.read() as session:
            target = ":".join(map(str, field_of(session, service_id, field)))
        source = source or {"link": PAGE}
        path = f"directory/service/{service_id}/propose"
        return desk.post(path, target=target, value=value, note="seen there", **source)

    return _offer


def the_proposal(database: Database) -> Proposal:
    with database.read() as session:
        [row] = open_proposals(session)
        return row


def stands(database: Database, service_id: UUID, field: Field) -> str:
    with database.read() as session:
        return value_of(session, service_id, field)


def test_one_editor_proposes_and_another_approves(
    database: Database, editor: Desk, second: Desk, offer: Propose, service_id: UUID
) -> None:
    assert offer(editor, Field.HOURS, "Mo-Fr 10:00-16:00").status_code == 303
    proposal = the_proposal(database)
    home = second.get("directory/").text
    decided = second.post(f"directory/proposal/{proposal.id}/decide", verb="approve", note="")
    page = second.get(f"directory/service/{service_id}").text

    assert "Waiting for a second person" in home
    assert "Made-up Health Center: Detox" in home
    assert decided.status_code == 303
    assert stands(database, service_id, Field.HOURS) == "Mo-Fr 10:00-16:00"
    assert '<del>Mo-Fr 09:00-17:00</del> <span class="hidden">became</span> <ins>Mo-Fr 10:00-16:00</ins>' in page
    assert second.username in page
    acts = [act for _, act in audited(database, service_id)]
    assert acts == ["propose:opening_hours", "approve:opening_hours", "view"]


def test_an_editor_cannot_decide_about_their_own(
    database: Database, editor: Desk, offer: Propose, service_id: UUID
) -> None:
    offer(editor, Field.NAME, "Detox unit")
    refused = editor.post(f"directory/proposal/{the_proposal(database).id}/decide", verb="approve")

    assert refused.status_code == 422
    assert "another person must decide" in refused.text
    assert "Take it back" in refused.text
    assert stands(database, service_id, Field.NAME) == "Detox"
    assert editor.post(f"directory/proposal/{the_proposal(database).id}/decide", verb="withdraw").status_code == 303


def test_a_rejection_says_why(database: Database, editor: Desk, second: Desk, offer: Propose) -> None:
    offer(editor, Field.NAME, "Detox unit")
    path = f"directory/proposal/{the_proposal(database).id}/decide"

    assert "please fill this in" in second.post(path, verb="reject").text
    assert second.post(path, verb="nothing").status_code == 422
    assert second.post(path, verb="reject", note="the sign says Detox").status_code == 303
    assert second.post(path, verb="approve").status_code == 422


def test_what_is_refused_keeps_what_was_typed(editor: Desk, offer: Propose) -> None:
    refused = offer(editor, Field.PHONE, "617-123-4567", called="2026-11-20")

    assert refused.status_code == 422
    assert "no such phone number exists" in refused.text
    assert 'value="617-123-4567"' in refused.text
    assert 'value="2026-11-20"' in refused.text


@pytest.mark.parametrize(
    "source",
    [{"link": ""}, {"called": "2026-11-24"}, {"link": "a friend"}, {"link": PAGE, "called": "2026-11-20"}],
)
def test_a_change_needs_one_source_we_can_follow(editor: Desk, offer: Propose, source: dict[str, str]) -> None:
    assert offer(editor, Field.NAME, "Detox unit", **source).status_code == 422


def test_a_change_that_came_between_is_said(
    database: Database, editor: Desk, second: Desk, offer: Propose, service_id: UUID
) -> None:
    offer(editor, Field.NAME, "Detox one")
    first = the_proposal(database)
    offer(editor, Field.NAME, "Detox two")
    second.post(f"directory/proposal/{first.id}/decide", verb="approve")
    late = the_proposal(database)
    page = second.get(f"directory/service/{service_id}").text
    refused = second.post(f"directory/proposal/{late.id}/decide", verb="approve")

    assert "The field has changed since" in page
    assert 'value="approve"' not in page
    assert "propose it anew" in refused.text
    assert stands(database, service_id, Field.NAME) == "Detox one"


def test_a_change_is_taken_back_by_two(
    database: Database, editor: Desk, second: Desk, offer: Propose, service_id: UUID, at: At
) -> None:
    offer(editor, Field.NAME, "Detox unit")
    second.post(f"directory/proposal/{the_proposal(database).id}/decide", verb="approve")
    at(MONDAY_10_AM + timedelta(minutes=5))
    [change_id] = re.findall(r"/change/([0-9a-f-]+)/revert", second.get(f"directory/service/{service_id}").text)
    without_reason = second.post(f"directory/change/{change_id}/revert")
    asked = second.post(f"directory/change/{change_id}/revert", note="a slip")

    assert (without_reason.status_code, asked.status_code) == (422, 303)
    assert stands(database, service_id, Field.NAME) == "Detox unit"
    editor.post(f"directory/proposal/{the_proposal(database).id}/decide", verb="approve")
    assert stands(database, service_id, Field.NAME) == "Detox"


def test_a_form_cannot_reach_into_another_service(database: Database, editor: Desk, service_id: UUID) -> None:
    with database.write() as session:
        other = add_service(session, "other", organization="Other", address_1="5 Elm Street")
    for target in (f"service:{other}:name", "service:name", f"user:{service_id}:name", f"service:{service_id}:code"):
        path = f"directory/service/{service_id}/propose"
        assert editor.post(path, target=target, value="Gotcha", link=PAGE).status_code == 422
    with database.read() as session:
        assert open_proposals(session) == []


def test_services_are_found_by_words_need_age_and_state(database: Database, editor: Desk, service_id: UUID) -> None:
    with database.write() as session:
        add_service(session, "shelter", service_name="Night shelter", category="shelter", source_date="2020")
        add_service(session, "named", service_name="Hidden house", confidence="name_only", source_date="")

    def listed(**asked: str) -> set[str]:
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        page = unescape(editor.get(f"directory/?{query}").text)
        return set(re.findall(r'/service/[^"]+">([^<]+)</a>', page))

    assert listed() == {"Detox", "Night shelter", "Hidden house"}
    assert listed(words="made-up+shelter") == {"Night shelter"}
    assert listed(need="detox") == {"Detox", "Hidden house"}
    assert listed(tier="fresh") == {"Detox"}
    assert listed(tier="old") == {"Night shelter"}
    assert listed(tier="undated") == {"Hidden house"}
    assert listed(state="held") == {"Hidden house"}
    assert listed(state="shown", words="nothing") == set()
    assert editor.get("directory/?state=secret").status_code == 404
    assert editor.get("directory/?page=0").status_code == 404


def test_whoever_works_with_people_reads_and_only_editors_write(sit_down: SitDown, service_id: UUID) -> None:
    page = sit_down(Role.OPERATOR).get(f"directory/service/{service_id}").text

    assert "617-534-9150; 311" in page
    assert "Propose a change" not in page


def test_a_service_that_is_not_there_is_not_found(editor: Desk, service_id: UUID) -> None:
    nobody = UUID(int=7)

    assert editor.get(f"directory/service/{nobody}").status_code == 404
    assert editor.post(f"directory/change/{nobody}/revert", note="x").status_code == 404
    assert editor.post(f"directory/proposal/{nobody}/decide", verb="approve").status_code == 404


def test_one_editor_alone_confirms_and_counts_beds(database: Database, editor: Desk, service_id: UUID) -> None:
    with database.write() as session:
        session.execute(update(Provenance).values(source_date="2020"))
    todo = editor.get("directory/check-next").text
    confirmed = editor.post(f"directory/service/{service_id}/confirm", **{"from": "list"})
    counted = editor.post(f"directory/service/{service_id}/beds", available="4", maximum="20")
    page = editor.get(f"directory/service/{service_id}").text

    assert "not checked for over a year" in todo
    assert "617-534-9150" in todo
    assert confirmed.location.endswith("/check-next")
    assert counted.status_code == 303
    assert "4 beds free" in page
    assert "Nothing needs a call" in editor.get("directory/check-next").text
    assert stands(database, service_id, Field.SOURCE_DATE) == "2026-11-23"
    assert [act for _, act in audited(database, service_id)][:2] == ["confirm", "count_beds"]


def test_a_count_that_is_no_number_is_refused(editor: Desk, service_id: UUID) -> None:
    for typed in ("", "many", "-1", "501", "9999"):
        assert editor.post(f"directory/service/{service_id}/beds", available=typed).status_code == 422
    assert editor.post(f"directory/service/{service_id}/beds", available="5", maximum="4").status_code == 422
    assert editor.post(f"directory/service/{UUID(int=7)}/confirm").status_code == 404


def test_the_freshness_page_has_figures_and_a_picture(editor: Desk, service_id: UUID) -> None:
    page, drawn = editor.get("directory/freshness"), editor.get("directory/freshness.svg")

    assert "1 of 1 (100%)" in page.text
    assert "freshness.svg" in page.text
    assert drawn.mimetype == "image/svg+xml"
    assert "Detox" in drawn.text
