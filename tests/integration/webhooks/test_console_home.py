from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from conversations.models import Contact, OutgoingMessage, StaffAlert
from port_queue import Risk, Role, Status
from storage.database import Database
from tests.fixtures.console import PERSONAL, At, Desk, Open, SitDown, audited, news, referral
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text

DANGER = "my friend is not breathing and his lips are blue"
NIGHTS_LATER = MONDAY_10_AM + timedelta(hours=80)


@contextmanager
def writing_person(database: Database) -> Iterator[None]:
    """A turn of the person, holding their contact."""
    with database.write() as session:
        session.scalars(select(Contact).with_for_update()).one()
        yield


def open_alert(database: Database) -> StaffAlert:
    with database.read() as session:
        return session.scalars(select(StaffAlert)).one()


@pytest.fixture
def alert(text: Text, database: Database) -> StaffAlert:
    """An overdose told of four minutes ago."""
    text(DANGER, now=MONDAY_10_AM - timedelta(minutes=4))
    return open_alert(database)


def test_the_most_urgent_referral_is_next_and_the_requester_is_told(
    sit_down: SitDown, opened: Open, database: Database
) -> None:
    opened()
    urgent = opened(risks=frozenset({Risk.RECENT_OVERDOSE}))
    desk = sit_down(Role.ADVOCATE)
    taken = desk.take_next()

    assert taken == urgent
    assert referral(database, taken).owner == str(desk.user_id)
    assert news(database) == ["team_accepted"]
    assert audited(database, taken) == [("person", "create"), (str(desk.user_id), "transition")]


def test_the_button_pressed_twice_takes_one(sit_down: SitDown, opened: Open, database: Database) -> None:
    first, second = opened(now=MONDAY_10_AM - timedelta(minutes=1)), opened()
    desk = sit_down(Role.ADVOCATE)
    again = [desk.post("next", held=0).location for _ in range(2)]

    assert again == [f"/console/referrals/{first}", "/console/"]
    assert referral(database, second).status is Status.REQUESTED


def test_nobody_waiting_is_said(sit_down: SitDown) -> None:
    desk = sit_down(Role.ADVOCATE)

    assert desk.post("next", held=0).location == "/console/"
    assert "Nobody is waiting." in desk.get().text


def test_two_advocates_at_once_get_different_referrals(sit_down: SitDown, opened: Open, database: Database) -> None:
    waiting = {opened(), opened()}
    desks, gate = [sit_down(Role.ADVOCATE), sit_down(Role.ADVOCATE)], Barrier(2)

    def take(desk: Desk) -> object:
        gate.wait()
        return desk.take_next()

    with ThreadPoolExecutor(2) as threads:
        taken = list(threads.map(take, desks))

    assert set(taken) == waiting
    assert {referral(database, each).owner for each in waiting} == {str(desk.user_id) for desk in desks}


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_claim_makes_way_for_a_text_of_the_same_person(sit_down: SitDown, opened: Open, database: Database) -> None:
    waiting = opened()
    desk = sit_down(Role.ADVOCATE)
    with writing_person(database):
        answer = desk.post("next", held=0)

    assert answer.location == "/console/"
    assert "Please try again." in desk.get().text
    assert referral(database, waiting).status is Status.REQUESTED
    assert desk.take_next() == waiting


def test_an_advocate_sees_how_many_wait_and_a_supervisor_sees_the_list(sit_down: SitDown, opened: Open) -> None:
    waiting = opened()
    advocate, supervisor = sit_down(Role.ADVOCATE).get().text, sit_down(Role.SUPERVISOR).get().text

    assert "<strong>1</strong> waiting." in advocate
    assert str(waiting) not in advocate
    assert f'href="/console/referrals/{waiting}">Visit, Roxbury</a>' in supervisor
    assert not any(words in advocate + supervisor for words in PERSONAL)


def test_the_list_says_in_words_what_is_urgent_and_overdue(sit_down: SitDown, opened: Open, at: At) -> None:
    opened(risks=frozenset({Risk.USING_ALONE}))
    at(NIGHTS_LATER)
    page = sit_down(Role.SUPERVISOR).get().text

    assert '<strong class="mark">Urgent</strong><strong class="mark late">Overdue</strong>' in page
    assert "Waiting 3 days" in page
    assert "Answer overdue by 3 days" in page
    assert "First try not made yet: very late, over 72 hours" in page


def test_the_list_says_when_an_answer_is_due(sit_down: SitDown, opened: Open) -> None:
    opened()
    page = sit_down(Role.SUPERVISOR).get().text

    assert "Answer due Mon Nov 23, 11 am, in 1 h" in page
    assert "Overdue" not in page


def test_a_taken_referral_stands_under_my_referrals(sit_down: SitDown, opened: Open) -> None:
    opened()
    mine, other = sit_down(Role.ADVOCATE), sit_down(Role.ADVOCATE)
    taken = mine.take_next()

    assert str(taken) in mine.get().text
    assert str(taken) not in other.get().text


@pytest.mark.parametrize(("state", "words"), [("held", "1</strong>"), ("undelivered", "1</strong>"), ("sent", "Every")])
def test_a_supervisor_sees_how_many_messages_need_a_person(
    sit_down: SitDown, opened: Open, database: Database, state: str, words: str
) -> None:
    opened()
    sit_down(Role.ADVOCATE).take_next()
    with database.write() as session:
        row = session.scalars(select(OutgoingMessage).where(OutgoingMessage.road == "push")).one()
        row.state, row.provider_sid = state, "SM1"

    assert f"{words} message" in sit_down(Role.SUPERVISOR).get().text
    assert "Messages</h2>" not in sit_down(Role.ADVOCATE).get().text


def test_alerts_come_first_with_their_clock_and_without_words(sit_down: SitDown, alert: StaffAlert) -> None:
    page = sit_down(Role.ADVOCATE).get().text

    assert page.index("Danger now") < page.index("My referrals") < page.index("The queue")
    assert all(shown in page for shown in ("Overdose now", "Emergency", ">4 min 0 s</time>", "Text message"))
    assert DANGER not in page
    assert NUMBER not in page


def test_the_words_of_an_alert_are_opened_once_for_a_reason(
    sit_down: SitDown, alert: StaffAlert, database: Database
) -> None:
    desk = sit_down(Role.OPERATOR)
    closed = desk.get(f"alerts/{alert.id}").text
    revealed = desk.post(f"alerts/{alert.id}/reveal", reason="calling back now").text
    reopened = desk.get(f"alerts/{alert.id}").text

    assert DANGER in revealed
    assert f'href="tel:{NUMBER}"' in revealed
    assert not any(hidden in closed + reopened for hidden in (DANGER, NUMBER))
    seen = ["view", "reveal:words", "reveal:phone", "view"]
    assert audited(database, alert.id) == [(str(desk.user_id), action) for action in seen]


def test_the_words_of_an_alert_stay_closed_without_a_reason(
    sit_down: SitDown, alert: StaffAlert, database: Database
) -> None:
    answer = sit_down(Role.OPERATOR).post(f"alerts/{alert.id}/reveal", reason="  ")

    assert answer.status_code == 422
    assert "please fill this in" in answer.text
    assert DANGER not in answer.text
    assert [action for _, action in audited(database, alert.id)] == ["view"]


def test_a_signed_alert_leaves_the_list_and_opens_only_to_its_signer(
    sit_down: SitDown, alert: StaffAlert, database: Database
) -> None:
    signer, late, lead = sit_down(Role.ADVOCATE), sit_down(Role.ADVOCATE), sit_down(Role.SUPERVISOR)
    signer.post(f"alerts/{alert.id}/seen", done="reached_person")
    late.post(f"alerts/{alert.id}/seen", done="only_looked")

    assert open_alert(database).seen_by == signer.user_id
    assert "Somebody else has signed" in late.get().text
    assert "No open danger alerts." in signer.get().text
    opening = [desk.post(f"alerts/{alert.id}/reveal", reason="look") for desk in (signer, late, lead)]
    assert [answer.status_code for answer in opening] == [200, 403, 200]
    assert (str(late.user_id), "denied") in audited(database, alert.id)
    assert (str(late.user_id), "sign_off_late") in audited(database, alert.id)


def test_an_alert_that_is_not_there_is_not_found(sit_down: SitDown) -> None:
    desk = sit_down(Role.ADVOCATE)

    assert desk.get("alerts/6f1c4d1e-4a3e-4bb8-9d8e-0a4c3f1f9b11").status_code == 404


def test_looking_at_the_list_is_audited(sit_down: SitDown, database: Database) -> None:
    desk = sit_down(Role.SUPERVISOR)
    desk.get()

    assert audited(database, "home") == [(str(desk.user_id), "list")]
