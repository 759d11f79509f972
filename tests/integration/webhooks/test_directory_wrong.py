"""Anybody may say that a listing is wrong, in seven languages, without a script, and nothing is kept of them."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from port_queue import Role
from resources_directory.models import ListingReport, Service
from resources_directory.reports import reported_wrong
from resources_directory.trust import Reason
from storage.database import Database
from tests.fixtures.console import SitDown, audited
from tests.fixtures.read_page import read_page
from tests.fixtures.upkeep import add_service, listing_of
from webhooks.directory_asked import LANGUAGES

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def service_id(database: Database) -> UUID:
    with database.write() as session:
        return add_service(session)


@pytest.fixture
def place(database: Database, service_id: UUID) -> UUID:
    with database.read() as session:
        return listing_of(session, service_id)


def kept(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        return [(row.reason, row.channel) for row in session.scalars(select(ListingReport))]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_form_is_whole_in_each_language(client: FlaskClient, place: UUID, spoken: str) -> None:
    response = client.get(f"/directory/wrong/{place}?lang={spoken}")
    page = read_page(response.text)

    assert (response.status_code, page.language, page.unbalanced, page.inline) == (200, spoken, [], [])
    assert response.text.count('type="radio"') == len(Reason)
    assert "Made-up Health Center: Detox" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "911" in response.text


def test_a_reason_is_kept_and_what_happens_next_is_said(client: FlaskClient, database: Database, place: UUID) -> None:
    form = client.get(f"/directory/wrong/{place}?lang=es").text
    sent = client.post(
        f"/directory/wrong/{place}?lang=es",
        data={"csrf_token": _TOKEN.search(form)[1], "reason": "closed"},  # type: ignore[index]
        follow_redirects=True,
    )

    assert "Una persona revisará este lugar" in sent.text
    assert kept(database) == [("closed", "web")]
    with database.read() as session:
        assert reported_wrong(session) == {place}


@pytest.mark.parametrize("reason", ["", "bad food", "closed\x00"])
def test_without_a_reason_of_ours_the_form_comes_again(
    client: FlaskClient, database: Database, place: UUID, reason: str
) -> None:
    form = client.get(f"/directory/wrong/{place}").text
    data = {"csrf_token": _TOKEN.search(form)[1], "reason": reason}  # type: ignore[index]
    again = client.post(f"/directory/wrong/{place}", data=data)

    assert again.status_code == 422
    assert "Please choose one" in again.text
    assert kept(database) == []


def test_no_other_site_can_send_it(client: FlaskClient, database: Database, place: UUID) -> None:
    assert client.post(f"/directory/wrong/{place}", data={"reason": "closed"}).status_code == 400
    assert kept(database) == []


def test_what_people_are_not_shown_is_not_there(
    client: FlaskClient, database: Database, place: UUID, service_id: UUID
) -> None:
    form = client.get(f"/directory/wrong/{place}").text
    with database.write() as session:
        session.execute(update(Service).values(status="inactive"))
    data = {"csrf_token": _TOKEN.search(form)[1], "reason": "closed"}  # type: ignore[index]
    gone = client.post(f"/directory/wrong/{place}", data=data)

    assert (gone.status_code, client.get(f"/directory/wrong/{place}").status_code) == (404, 404)
    assert "not on our lists now" in gone.text
    assert "Made-up" not in gone.text
    assert client.get(f"/directory/wrong/{service_id}").status_code == 404


def test_every_listing_leads_to_its_form(client: FlaskClient, place: UUID) -> None:
    assert f"/directory/wrong/{place}?lang=ht" in client.get("/directory/detox?lang=ht").text


def test_staff_flag_what_they_hear_and_an_editor_settles_it(
    sit_down: SitDown, database: Database, service_id: UUID, place: UUID
) -> None:
    operator, editor = sit_down(Role.OPERATOR), sit_down(Role.EDITOR)
    flagged = operator.post(f"directory/service/{service_id}/flag", place=place, reason="turned_away")
    page = editor.get(f"directory/service/{service_id}").text
    unexplained = editor.post(f"directory/service/{service_id}/settle")
    settled = editor.post(f"directory/service/{service_id}/settle", note="called: it was full that day")

    assert flagged.status_code == 303
    assert "Somebody was sent away: 2026-11-23" in page
    assert "People are told to call first" in page
    assert (unexplained.status_code, settled.status_code) == (422, 303)
    assert "Nobody has said so" in editor.get(f"directory/service/{service_id}").text
    acts = [act for _, act in audited(database, service_id)]
    assert acts[0] == "flag:turned_away"
    assert "settle_reports" in acts


def test_a_flag_names_a_place_of_that_service_and_a_reason(
    sit_down: SitDown, database: Database, service_id: UUID, place: UUID
) -> None:
    with database.write() as session:
        other = listing_of(session, add_service(session, "other", address_1="7 Elm Street"))
    operator = sit_down(Role.OPERATOR)

    for form in ({"place": other, "reason": "closed"}, {"place": place, "reason": "bad"}, {"reason": "closed"}):
        assert operator.post(f"directory/service/{service_id}/flag", **form).status_code == 422
    assert kept(database) == []
