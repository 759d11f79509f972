from __future__ import annotations

import re
from uuid import UUID

import pytest

import port_queue
from port_queue import Act, Agency, Requester, Role, SafeWords, Status
from storage.database import Database
from tests.fixtures.console import NAME, PERSONAL, PHONE, PLACE, Desk, Open, SitDown, audited, news, referral
from tests.fixtures.road import MONDAY_10_AM

#: Rows that differ in the form only; what a database makes of them is shown by the others.
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CALL = {"means": "call", "reached": "no", "notes": "voicemail was full", "attempts_seen": 0}
TALKED = {**CALL, "reached": "yes"}


@pytest.fixture
def mine(sit_down: SitDown, opened: Open) -> tuple[Desk, UUID]:
    """An advocate and the referral they have just taken."""
    opened()
    desk = sit_down(Role.ADVOCATE)
    return desk, desk.take_next()


def assign(database: Database, referral_id: UUID, desk: Desk) -> None:
    with database.write() as session:
        taken = port_queue.locked(session, referral_id)
        port_queue.assign(session, taken, str(desk.user_id), Act("somebody", Role.SUPERVISOR, "console", MONDAY_10_AM))


def actions(database: Database, referral_id: UUID) -> list[str]:
    return [action for _, action in audited(database, referral_id)]


def test_only_the_one_who_took_it_sees_who_it_is(
    mine: tuple[Desk, UUID], sit_down: SitDown, database: Database
) -> None:
    desk, taken = mine
    page = desk.get(f"referrals/{taken}").text
    others = [sit_down(role).get(f"referrals/{taken}") for role in (Role.ADVOCATE, Role.SUPERVISOR)]

    assert all(words in page for words in PERSONAL)
    assert f'href="tel:{PHONE}"' in page
    assert [answer.status_code for answer in others] == [200, 200]
    assert not any(words in answer.text for words in PERSONAL for answer in others)
    assert audited(database, taken)[2] == (str(desk.user_id), "view")
    assert re.search("<title>(.*)</title>", page)[1] == "Referral - Console"  # type: ignore[index]


def test_how_to_make_contact_stands_first_and_in_bold(mine: tuple[Desk, UUID]) -> None:
    page = mine[0].get(f"referrals/{mine[1]}").text

    assert "<strong>You may say who you are when you reach this phone.</strong>" in page
    assert page.index("Before you make contact") < page.index(PHONE)


def test_the_page_says_for_each_agency_whether_it_may_know(mine: tuple[Desk, UUID]) -> None:
    page = mine[0].get(f"referrals/{mine[1]}").text

    assert "Response team: yes, until Sun Feb 21, 10 am" in page
    assert "Police: no" in page


def test_a_supervisor_sees_the_person_once_for_a_typed_reason(
    mine: tuple[Desk, UUID], sit_down: SitDown, database: Database
) -> None:
    _, taken = mine
    lead = sit_down(Role.SUPERVISOR)
    refused = lead.post(f"referrals/{taken}/reveal", reason="")
    shown = lead.post(f"referrals/{taken}/reveal", reason="the worker fell ill")
    again = lead.get(f"referrals/{taken}")

    assert refused.status_code == 422
    assert all(words in shown.text for words in PERSONAL)
    assert not any(words in refused.text + again.text for words in PERSONAL)
    revealed = {action for actor, action in audited(database, taken) if actor == str(lead.user_id)}
    fields = {"name", "phone", "meeting_place", "best_time", "risks", "safe_contact", "attempts"}
    assert revealed == {"view", *(f"reveal:{field}" for field in fields)}


@pytest.mark.parametrize("agencies", [(Agency.PORT,), (Agency.PORT, Agency.BFD_EAP, Agency.EMS)])
def test_police_see_nothing_without_a_yes_that_names_them(
    sit_down: SitDown, opened: Open, database: Database, agencies: tuple[Agency, ...]
) -> None:
    taken, police = opened(agencies=agencies), sit_down(Role.BPD)
    assign(database, taken, police)
    answer = police.get(f"referrals/{taken}")

    assert answer.status_code == 403
    assert actions(database, taken)[-1] == "denied"


def test_police_with_a_yes_see_whom_and_where_and_nothing_more(
    sit_down: SitDown, opened: Open, database: Database
) -> None:
    taken, police = opened(agencies=(Agency.PORT, Agency.BPD)), sit_down(Role.BPD)
    before = police.get(f"referrals/{taken}").status_code
    assign(database, taken, police)
    page, home = police.get(f"referrals/{taken}").text, police.get().text

    assert before == 403
    assert all(words in page for words in (NAME, PHONE, PLACE))
    unseen = ("Roxbury", "Urgency", "Accepted", "after 5", "Quillon", "History", "What next", "Who may know")
    assert not any(words in page + home for words in unseen)
    assert str(taken) in home


@pytest.mark.parametrize("role", [Role.BFD_EAP, Role.EMS])
def test_a_partner_on_the_visit_sees_the_case_and_its_own_tries_only(
    sit_down: SitDown, opened: Open, database: Database, role: Role
) -> None:
    taken, partner, advocate = opened(agencies=tuple(Agency)), sit_down(role), sit_down(Role.ADVOCATE)
    advocate.take_next()
    advocate.post(f"referrals/{taken}/attempt", **CALL)
    assign(database, taken, partner)
    tried = partner.post(f"referrals/{taken}/attempt", **{**CALL, "notes": "own words", "attempts_seen": 1})
    page = partner.get(f"referrals/{taken}").text

    assert tried.status_code == 303
    assert "Roxbury" in page
    assert "own words" in page
    assert not any(words in page for words in (*PERSONAL, "voicemail was full", "Close the referral"))


def test_a_try_that_reached_nobody_starts_the_work_and_is_told(mine: tuple[Desk, UUID], database: Database) -> None:
    desk, taken = mine
    answer = desk.post(f"referrals/{taken}/attempt", **CALL)
    page = desk.get(f"referrals/{taken}").text

    assert answer.location == f"/console/referrals/{taken}"
    assert "The try is recorded." in page
    assert "Call: nobody reached" in page
    assert "voicemail was full" in page
    assert referral(database, taken).status is Status.IN_PROGRESS
    assert news(database) == ["team_accepted", "team_trying"]
    assert actions(database, taken)[2:4] == ["transition", "attempt"]


def test_a_try_that_reached_the_person_is_not_told(mine: tuple[Desk, UUID], database: Database) -> None:
    mine[0].post(f"referrals/{mine[1]}/attempt", **TALKED)

    assert news(database) == ["team_accepted"]


@on_one_database
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"means": "visit"}, "a text or call comes before a visit"),
        ({"means": "pigeon"}, "How you tried: please choose one"),
        ({"reached": ""}, "Whether you reached the person: please choose yes or no"),
        ({"notes": "x" * 501}, "Notes: use at most 500 characters"),
        ({"attempts_seen": 1}, "A try was recorded since you opened this page"),
    ],
)
def test_a_refused_try_changes_nothing_and_keeps_what_was_typed(
    mine: tuple[Desk, UUID], database: Database, changed: dict[str, object], words: str
) -> None:
    desk, taken = mine
    answer = desk.post(f"referrals/{taken}/attempt", **{**CALL, **changed})

    assert answer.status_code == 422
    assert words in answer.text
    assert str({**CALL, **changed}["notes"]) in answer.text
    assert '<details class="deed" id="attempt" open>' in answer.text
    assert referral(database, taken).status is Status.ACCEPTED
    assert news(database) == ["team_accepted"]


def test_a_try_sent_twice_counts_once(mine: tuple[Desk, UUID], database: Database) -> None:
    desk, taken = mine
    sent = [desk.post(f"referrals/{taken}/attempt", **CALL).status_code for _ in range(2)]

    assert sent == [303, 422]
    assert actions(database, taken).count("attempt") == 1


def test_a_referral_is_closed_with_all_that_came_of_it(
    mine: tuple[Desk, UUID], sit_down: SitDown, database: Database
) -> None:
    desk, taken = mine
    desk.post(f"referrals/{taken}/attempt", **TALKED)
    outcomes = ["spoke_with_person", "naloxone_given", "training_given", "treatment_placed", "social_referral"]
    details = {"kits": "2", "people": "1", "level": "detox", "moud": "yes", "walked_in": "no"}
    answer = desk.post(f"referrals/{taken}/close", outcome=outcomes, need=["housing", "id"], **details)
    page = sit_down(Role.SUPERVISOR).get(f"referrals/{taken}").text

    assert answer.location == "/console/"
    assert "The referral is closed." in desk.get().text
    assert referral(database, taken).status is Status.COMPLETED
    assert news(database)[-1] == "closed_done"
    shown = ("Naloxone given (kits 2)", "Social referral (need Housing)", "Social referral (need ID)", "Detox")
    assert all(words in page for words in shown)


def test_a_closed_referral_shows_the_person_to_nobody_on_the_team(mine: tuple[Desk, UUID], database: Database) -> None:
    desk, taken = mine
    desk.post(f"referrals/{taken}/close", why="moved")
    page = desk.get(f"referrals/{taken}")

    assert referral(database, taken).status is Status.UNABLE
    assert page.status_code == 200
    assert not any(words in page.text for words in PERSONAL)
    assert desk.post(f"referrals/{taken}/close", why="moved").status_code == 403


@on_one_database
@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "closing needs outcomes or a reason"),
        ({"outcome": "spoke_with_person", "why": "moved"}, "closing needs outcomes or a reason"),
        ({"outcome": "naloxone_given", "kits": "many"}, "Kits: please give a number"),
        ({"outcome": "treatment_placed", "level": "detox", "moud": "yes"}, "Walked in together: please choose"),
        ({"outcome": "social_referral"}, "social_referral needs exactly: need"),
        ({"outcome": "spoke_with_person", "kits": "2"}, "Details without a tick"),
        ({"why": "no_answer_x3"}, "not tried often enough to give up"),
        ({"why": "bored"}, "Why: please choose one"),
    ],
)
def test_a_close_that_breaks_a_rule_is_refused(
    mine: tuple[Desk, UUID], database: Database, form: dict[str, str], words: str
) -> None:
    desk, taken = mine
    desk.post(f"referrals/{taken}/attempt", **TALKED)
    answer = desk.post(f"referrals/{taken}/close", **form)

    assert answer.status_code == 422
    assert words in answer.text
    assert all(f'value="{ticked}" checked' in answer.text for ticked in [form.get("outcome")] if ticked)
    assert referral(database, taken).status is Status.IN_PROGRESS
    assert news(database) == ["team_accepted"]


@pytest.mark.parametrize(("why", "told"), [("moved", ["closed_unable"]), ("deceased", [])])
def test_giving_up_is_told_but_never_after_a_death(
    mine: tuple[Desk, UUID], database: Database, why: str, told: list[str]
) -> None:
    mine[0].post(f"referrals/{mine[1]}/close", why=why)

    assert news(database) == ["team_accepted", *told]


def test_a_referral_on_hold_comes_back_that_morning(mine: tuple[Desk, UUID], database: Database) -> None:
    desk, taken = mine
    past = desk.post(f"referrals/{taken}/hold", until="2026-11-22", reason="away")
    held = desk.post(f"referrals/{taken}/hold", until="2026-11-30", reason="away for the holiday")
    page = desk.get(f"referrals/{taken}").text

    assert (past.status_code, held.status_code) == (422, 303)
    assert referral(database, taken).status is Status.ON_HOLD
    assert "Mon Nov 30, 8 am" in page
    assert "away for the holiday" in page


def test_a_referral_handed_back_waits_for_anyone_again(mine: tuple[Desk, UUID], database: Database) -> None:
    desk, taken = mine
    desk.post(f"referrals/{taken}/hand-back", reason="my shift ends")

    assert (referral(database, taken).status, referral(database, taken).owner) == (Status.REQUESTED, None)
    assert desk.take_next() == taken
    assert news(database) == ["team_accepted"]


@pytest.mark.parametrize(("requester", "told"), [(Requester.SELF, ["closed_declined"]), (Requester.FAMILY, [])])
def test_a_no_is_the_persons_own_and_is_not_told_to_others(
    sit_down: SitDown, opened: Open, database: Database, requester: Requester, told: list[str]
) -> None:
    opened(requester=requester)
    desk = sit_down(Role.ADVOCATE)
    taken = desk.take_next()
    unsure = desk.post(f"referrals/{taken}/decline")
    desk.post(f"referrals/{taken}/decline", sure="yes")

    assert unsure.status_code == 422
    assert referral(database, taken).status is Status.DECLINED
    assert news(database) == ["team_accepted", *told]


@pytest.mark.parametrize(("safe_words", "told"), [(SafeWords.OPEN, ["closed_rejected"]), (SafeWords.NEUTRAL, [])])
def test_the_next_place_is_named_and_texted_only_to_a_phone_that_may_show_it(
    sit_down: SitDown, opened: Open, database: Database, safe_words: SafeWords, told: list[str]
) -> None:
    opened(safe_words=safe_words)
    desk = sit_down(Role.ADVOCATE)
    taken = desk.take_next()
    nowhere = desk.post(f"referrals/{taken}/reject", why="outside_city", next_place=" ")
    desk.post(f"referrals/{taken}/reject", why="outside_city", next_place="Another team, 617-555-0100")

    assert nowhere.status_code == 422
    assert referral(database, taken).status is Status.REJECTED
    assert news(database) == ["team_accepted", *told]


@on_one_database
@pytest.mark.parametrize("deed", ["attempt", "close", "hold", "hand-back", "decline", "reject"])
def test_a_colleague_cannot_act_on_what_somebody_else_took(
    mine: tuple[Desk, UUID], sit_down: SitDown, database: Database, deed: str
) -> None:
    colleague = sit_down(Role.ADVOCATE)
    answer = colleague.post(f"referrals/{mine[1]}/{deed}", **CALL, why="moved", sure="yes")

    assert answer.status_code == 403
    assert audited(database, mine[1])[-1] == (str(colleague.user_id), "denied")
    assert referral(database, mine[1]).status is Status.ACCEPTED


def test_a_supervisor_can_give_back_work_that_has_begun_and_its_owner_cannot(
    mine: tuple[Desk, UUID], sit_down: SitDown, database: Database
) -> None:
    desk, taken = mine
    desk.post(f"referrals/{taken}/attempt", **CALL)
    owner = desk.post(f"referrals/{taken}/hand-back", reason="my shift ends")
    lead = sit_down(Role.SUPERVISOR).post(f"referrals/{taken}/hand-back", reason="the worker fell ill")

    assert owner.status_code == 422
    assert "advocate may not move a referral from in_progress to requested" in owner.text
    assert lead.location == f"/console/referrals/{taken}"
    assert referral(database, taken).status is Status.REQUESTED


@pytest.mark.parametrize("path", ["", "/close"])
def test_a_referral_that_is_not_there_is_not_found(sit_down: SitDown, path: str) -> None:
    desk = sit_down(Role.ADVOCATE)
    address = f"referrals/6f1c4d1e-4a3e-4bb8-9d8e-0a4c3f1f9b11{path}"
    answer = desk.post(address, why="moved") if path else desk.get(address)

    assert answer.status_code == 404


def test_a_deed_without_its_token_is_refused(mine: tuple[Desk, UUID], database: Database) -> None:
    answer = mine[0].client.post(f"/console/referrals/{mine[1]}/close", data={"why": "moved"})

    assert answer.status_code == 400
    assert referral(database, mine[1]).status is Status.ACCEPTED
