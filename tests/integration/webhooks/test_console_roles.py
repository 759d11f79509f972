"""Every role before every page of the console: what the table does not list is refused, and that is audited."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from port_queue import Agency, Role
from staff import STAFF_ROLES
from storage.audit import AuditEntry
from storage.database import Database
from tests.fixtures.console import NAME, PERSONAL, Desk, Open, SitDown, audited, token

TEAM = {Role.ADVOCATE, Role.SUPERVISOR}
FIELD = TEAM | {Role.BFD_EAP, Role.EMS}
ALERTS = TEAM | {Role.OPERATOR}
READERS = {Role.OPERATOR, Role.SUPERVISOR}
KEEPERS = {Role.SUPERVISOR, Role.EDITOR, Role.ADMIN}
OF_WORDS = KEEPERS | {Role.OPERATOR, Role.ADVOCATE}
EVERYBODY = set(STAFF_ROLES)
OF_DIRECTORY = EVERYBODY - {Role.ADMIN}
EDITORS = {Role.EDITOR}

#: By endpoint: the roles that may open it at all (contracts.md section 6).
MAY_OPEN = {
    "console.sign_in.leave": EVERYBODY,
    "console.home.show": EVERYBODY,
    "console.home.take_next": {Role.ADVOCATE},
    "console.alerts.show": ALERTS,
    "console.alerts.reveal": ALERTS,
    "console.alerts.sign_off": ALERTS,
    "console.duty.show": ALERTS,
    "console.duty.add": {Role.SUPERVISOR},
    "console.duty.end": {Role.SUPERVISOR},
    "console.not_understood.show": READERS,
    "console.not_understood.mark_topic": READERS,
    "console.not_understood.take_mark_back": READERS,
    "console.not_understood.delete_personal": READERS,
    "console.rehearsal.show": ALERTS,
    "console.rehearsal.ask": ALERTS,
    "console.incidents.show": {Role.SUPERVISOR, Role.EVALUATOR},
    "console.incidents.ask": ALERTS,
    "console.incidents.report": ALERTS,
    "console.incidents.look": {Role.SUPERVISOR},
    "console.incidents.settle": {Role.SUPERVISOR},
    "console.referrals.show": FIELD | {Role.BPD},
    "console.referrals.reveal": {Role.SUPERVISOR},
    "console.acts.attempt": FIELD,
    "console.acts.close": TEAM,
    "console.acts.hold": TEAM,
    "console.acts.hand_back": TEAM,
    "console.acts.decline": TEAM,
    "console.acts.reject": TEAM,
    "console.words.show": OF_WORDS,
    "console.words.show_text": OF_WORDS,
    "console.words.sign_text": KEEPERS,
    "console.words.withdraw": KEEPERS,
    "console.words.give_back": KEEPERS,
    "console.numbers.show": OF_WORDS,
    "console.numbers.withdraw": KEEPERS,
    "console.directory.show": OF_DIRECTORY,
    "console.directory.show_service": OF_DIRECTORY,
    "console.directory_acts.propose_change": EDITORS,
    "console.directory_acts.revert": EDITORS,
    "console.directory_acts.decide": EDITORS,
    "console.directory_reports.flag": {Role.OPERATOR, Role.ADVOCATE, Role.EDITOR},
    "console.directory_reports.settle": EDITORS,
    "console.directory_freshness.show": OF_DIRECTORY,
    "console.directory_freshness.show_picture": OF_DIRECTORY,
    "console.directory_calls.show": OF_DIRECTORY,
    "console.directory_calls.confirm_service": EDITORS,
    "console.directory_calls.count_beds": EDITORS,
    "console.audit.show": {Role.SUPERVISOR, Role.ADMIN},
}
PUBLIC = {"console.sign_in.show", "console.sign_in.enter"}


def console_rules(app: Flask) -> dict[str, tuple[str, str]]:
    """Return the method and the path of each endpoint, with an id that is nobody's."""
    adapter = app.url_map.bind("localhost")
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("console.")]
    return {
        rule.endpoint: (
            "POST" if "POST" in (rule.methods or ()) else "GET",
            adapter.build(rule.endpoint, {name: uuid4() for name in rule.arguments}, method=next(iter(rule.methods))),
        )
        for rule in rules
    }


def denials(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(AuditEntry.action == "denied")) or 0


def knock(desk: Desk, method: str, path: str) -> int:
    data = {"csrf_token": token(desk.client, "")} if method == "POST" else None
    return desk.client.open(path, method=method, data=data).status_code


def test_the_table_names_every_page_of_the_console(app: Flask) -> None:
    assert set(console_rules(app)) == set(MAY_OPEN) | PUBLIC


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_each_role_opens_its_own_pages_only(app: Flask, sit_down: SitDown, database: Database, role: Role) -> None:
    desk = sit_down(role)
    leaving = "console.sign_in.leave"
    pages = {name: where for name, where in console_rules(app).items() if name not in PUBLIC | {leaving}}
    refused = {name for name, where in pages.items() if knock(desk, *where) == 403}

    assert refused == {name for name in pages if role not in MAY_OPEN[name]}
    assert denials(database) == len(refused)
    assert knock(desk, *console_rules(app)[leaving]) == 303


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - TEAM))
def test_roles_outside_the_team_see_nothing_of_a_referral_that_is_not_theirs(
    sit_down: SitDown, opened: Open, database: Database, role: Role
) -> None:
    taken, desk = opened(agencies=tuple(Agency)), sit_down(role)
    page, home = desk.get(f"referrals/{taken}"), desk.get()

    assert page.status_code == 403
    assert not any(words in page.text + home.text for words in (*PERSONAL, "Roxbury", str(taken)))
    about = taken if role in MAY_OPEN["console.referrals.show"] else "console.referrals.show"
    assert audited(database, about)[-1] == (str(desk.user_id), "denied")


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.EDITOR, Role.ADMIN])
def test_a_role_without_work_here_gets_an_empty_home(sit_down: SitDown, opened: Open, role: Role) -> None:
    opened()
    page = sit_down(role).get()

    assert page.status_code == 200
    assert "There is nothing here for your role." in page.text


def test_who_has_seen_a_referral_is_answered_and_asking_is_noted(
    sit_down: SitDown, opened: Open, database: Database
) -> None:
    opened()
    advocate, lead = sit_down(Role.ADVOCATE), sit_down(Role.SUPERVISOR)
    taken = advocate.take_next()
    advocate.get(f"referrals/{taken}")
    lead.post(f"referrals/{taken}/reveal", reason="a complaint")
    page = lead.get(f"audit/?referral={taken}").text

    assert f"{advocate.username} (advocate)" in page
    assert "Reveal: phone" in page
    assert "a complaint" in page
    assert NAME not in page
    assert audited(database, taken)[-1] == (str(lead.user_id), "view_audit")


def test_an_administrator_sees_who_but_not_why(sit_down: SitDown, opened: Open) -> None:
    taken = opened()
    sit_down(Role.SUPERVISOR).post(f"referrals/{taken}/reveal", reason="a complaint")
    page = sit_down(Role.ADMIN).get(f"audit/?referral={taken}").text

    assert "Reveal: phone" in page
    assert "a complaint" not in page


def test_a_number_that_is_no_referrals_is_refused_in_words(sit_down: SitDown) -> None:
    answer = sit_down(Role.SUPERVISOR).get("audit/?referral=617-555-0100")

    assert answer.status_code == 422
    assert "This is not a referral" in answer.text
    assert "617-555-0100" not in answer.text
