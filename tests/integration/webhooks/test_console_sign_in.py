from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from port_queue import Role
from storage.audit import AuditEntry
from storage.database import Database
from tests.fixtures.console import PASSWORD, At, SitDown, token
from tests.fixtures.road import MONDAY_10_AM

COOKIE = "__Host-portline_staff"


def try_to_sign_in(client: FlaskClient, username: str, password: str) -> TestResponse:
    form = {"csrf_token": token(client, "sign-in"), "username": username, "password": password}
    return client.post("/console/sign-in", data=form)


def actions(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.position)))


@pytest.mark.parametrize("path", ["", "audit/", "alerts/6f1c4d1e-4a3e-4bb8-9d8e-0a4c3f1f9b11"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client: FlaskClient, path: str) -> None:
    page = client.get(f"/console/{path}")

    assert (page.status_code, page.location) == (303, "/console/sign-in")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(sit_down: SitDown) -> None:
    cookie = sit_down(Role.ADVOCATE).client.get_cookie(COOKIE)

    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.secure, cookie.max_age) == (True, "Strict", True, None)


def test_a_wrong_name_and_a_wrong_password_get_the_same_words(sit_down: SitDown, client: FlaskClient) -> None:
    known = sit_down(Role.ADVOCATE).username
    pages = [try_to_sign_in(client, name, "not the pass phrase") for name in (known, "nobody-here")]

    assert [page.status_code for page in pages] == [403, 403]
    assert all("That name and password do not go together." in page.text for page in pages)
    assert client.get_cookie(COOKIE) is None


def test_after_five_wrong_tries_the_right_password_has_to_wait_too(
    sit_down: SitDown, client: FlaskClient, at: At, database: Database
) -> None:
    name = sit_down(Role.ADVOCATE).username
    for _ in range(5):
        last = try_to_sign_in(client, name, "not the pass phrase")
    locked = try_to_sign_in(client, name, PASSWORD)
    at(MONDAY_10_AM + timedelta(minutes=2))
    later = try_to_sign_in(client, name, PASSWORD)

    assert [last.status_code, locked.status_code, later.status_code] == [429, 429, 303]
    assert "Try again after Mon Nov 23, 10:01 am." in locked.text
    assert locked.headers["Retry-After"] == "60"
    assert actions(database)[-3:] == ["login_locked", "login_locked", "login_ok"]


def test_signing_out_ends_the_session_for_a_copied_cookie_too(sit_down: SitDown, database: Database) -> None:
    desk = sit_down(Role.ADVOCATE)
    copied = desk.client.get_cookie(COOKIE)
    left = desk.post("sign-out")
    assert copied is not None
    assert desk.client.get_cookie(COOKIE) is None
    desk.client.set_cookie(COOKIE, copied.value)

    assert left.location == "/console/sign-in"
    assert desk.get().status_code == 303
    assert actions(database)[-1] == "logout"


def test_a_session_unused_for_half_an_hour_has_ended(sit_down: SitDown, at: At) -> None:
    desk = sit_down(Role.ADVOCATE)
    at(MONDAY_10_AM + timedelta(minutes=31))

    assert desk.get().status_code == 303


@pytest.mark.parametrize("path", ["sign-in", "sign-out", "next"])
def test_a_form_without_its_token_is_refused(sit_down: SitDown, path: str) -> None:
    answer = sit_down(Role.ADVOCATE).client.post(f"/console/{path}", data={"username": "x", "password": "y"})

    assert answer.status_code == 400


def test_no_page_of_the_console_is_kept(sit_down: SitDown, client: FlaskClient) -> None:
    pages = [client.get("/console/sign-in"), client.get("/console/"), sit_down(Role.ADVOCATE).get()]

    assert [page.headers["Cache-Control"] for page in pages] == ["no-store"] * 3


def test_the_password_field_is_not_remembered_and_never_sent_back(client: FlaskClient) -> None:
    page = try_to_sign_in(client, "somebody", "typed once only")

    assert 'type="password" required maxlength="256" autocomplete="off"' in page.text
    assert "typed once only" not in page.text
