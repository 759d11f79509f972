"""A referral from opening to its end, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

import port_queue as queue
from port_queue import Agency, Means, Outcome, OutcomeCode, Reason, Requester, Role, Status
from port_queue.errors import (
    AttemptsMissingError,
    FollowUpRefusedError,
    MoveRefusedError,
    NeverContactError,
    OutcomeRefusedError,
    ReasonMissingError,
    UnknownReferralError,
)
from port_queue.models import Move, Referral, ReferralOutcome
from storage import audit
from storage.database import Database
from tests.integration.port_queue.conftest import NOW, Open, act, new_referral

SPOKE = Outcome(OutcomeCode.SPOKE_WITH_PERSON)
Step = Callable[[Session, Referral], object]


def do(database: Database, referral_id: UUID, *steps: Step) -> None:
    """Take steps on a referral in one transaction."""
    with database.write() as session:
        referral = queue.locked(session, referral_id)
        for step in steps:
            step(session, referral)


def read(database: Database, referral_id: UUID) -> Referral:
    with database.read() as session:
        return session.get_one(Referral, referral_id)


def assigned(session: Session, referral: Referral) -> None:
    queue.assign(session, referral, "worker", act())


def tried(hours_later: float = 0, means: Means = Means.CALL) -> Step:
    return lambda session, referral: queue.record_attempt(
        session, referral, means=means, reached=False, act=act(hours_later=hours_later)
    )


def closed(**how: object) -> Step:
    return lambda session, referral: queue.close(session, referral, by="worker", role=Role.ADVOCATE, now=NOW, **how)


def withdrawn(session: Session, referral: Referral) -> None:
    queue.withdraw(session, referral, now=NOW, channel="sms")


def test_a_confirmed_request_stands_in_the_queue(database: Database, opened: Open) -> None:
    referral = read(database, opened())

    assert (referral.status, referral.name, referral.owner) == (Status.REQUESTED, "Sam", None)


def test_who_it_is_about_lies_unreadable(database: Database, opened: Open) -> None:
    opened(best_time="evenings", safe_notes="ask for Sam")
    with database.read() as session:
        row = session.execute(text("SELECT name, phone, meeting_place, best_time, safe_notes FROM referrals")).one()

    assert all(bytes(value).count(b".") == 1 for value in row)
    assert not any(word in bytes(value) for value in row for word in (b"Sam", b"library", b"6175550100", b"evening"))


def test_the_same_key_opens_one_referral(database: Database, opened: Open) -> None:
    first = opened()

    assert opened(name="Other") == first
    assert read(database, first).name == "Sam"


def test_the_same_request_sent_eight_times_at_once_is_one_referral(database: Database, opened: Open) -> None:
    barrier = threading.Barrier(8)
    ids: list[UUID] = []

    def send() -> None:
        barrier.wait()
        ids.append(opened())

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Move)) == 1
        assert audit.verify(session) == 1
    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_without_consent_a_referral_waits_for_it(database: Database, opened: Open) -> None:
    referral_id = opened(consents=(), requester=Requester.PARTNER, by="hospital")

    assert read(database, referral_id).status is Status.CONSENT_PENDING
    with database.write() as session:
        assert queue.claim_next(session, worker="worker", now=NOW) is None


def test_every_change_leaves_a_row_and_an_audit_entry(database: Database, opened: Open) -> None:
    referral_id = opened()
    do(database, referral_id, assigned, tried(), closed(outcomes=[SPOKE]))

    with database.read() as session:
        moves = session.scalars(select(Move).order_by(Move.number)).all()
        actions = [entry.action for entry in audit.entries_about(session, "referral", str(referral_id))]
    assert [(move.from_status, move.to_status, move.role) for move in moves] == [
        (None, "requested", "person"),
        ("requested", "accepted", "advocate"),
        ("accepted", "in_progress", "advocate"),
        ("in_progress", "completed", "advocate"),
    ]
    assert actions == ["create", "transition", "assign", "transition", "attempt", "transition"]


def test_closing_with_outcomes_completes_and_keeps_their_details(database: Database, opened: Open) -> None:
    referral_id = opened()
    kits = Outcome(OutcomeCode.NALOXONE_GIVEN, {"kits": 2})
    do(database, referral_id, assigned, tried(), closed(outcomes=[SPOKE, kits]))

    with database.read() as session:
        outcomes = session.scalars(select(ReferralOutcome)).all()
    assert {outcome.code: outcome.details for outcome in outcomes} == {SPOKE.code: {}, kits.code: {"kits": 2}}
    assert read(database, referral_id).status is Status.COMPLETED


def test_closing_with_a_reason_is_unable(database: Database, opened: Open) -> None:
    referral_id = opened()
    do(database, referral_id, assigned, tried(), closed(reason=Reason.MOVED))

    referral = read(database, referral_id)
    assert (referral.status, referral.closing_reason, referral.closed_at) == (Status.UNABLE, Reason.MOVED, NOW)


@pytest.mark.parametrize("how", [{}, {"outcomes": [SPOKE], "reason": Reason.OTHER}])
def test_no_close_without_an_outcome_or_a_reason(database: Database, opened: Open, how: dict[str, object]) -> None:
    referral_id = opened()

    with pytest.raises(OutcomeRefusedError):
        do(database, referral_id, assigned, tried(), closed(**how))


def test_nobody_gives_up_before_trying_often_enough(database: Database, opened: Open) -> None:
    referral_id = opened()
    do(database, referral_id, assigned, tried(0), tried(1))
    with pytest.raises(AttemptsMissingError):
        do(database, referral_id, closed(reason=Reason.NO_ANSWER_X3))

    do(database, referral_id, tried(25), closed(reason=Reason.NO_ANSWER_X3))
    assert read(database, referral_id).status is Status.UNABLE


def test_the_first_try_starts_the_work_and_is_a_call_or_text(database: Database, opened: Open) -> None:
    referral_id = opened()
    with pytest.raises(ReasonMissingError):
        do(database, referral_id, assigned, tried(means=Means.VISIT))

    do(database, referral_id, assigned, tried(1), tried(2, Means.VISIT))
    referral = read(database, referral_id)
    assert (referral.status, referral.first_attempt_at) == (Status.IN_PROGRESS, NOW + timedelta(hours=1))


def test_the_person_can_take_it_back_but_only_once(database: Database, opened: Open) -> None:
    referral_id = opened()
    do(database, referral_id, withdrawn)

    with pytest.raises(MoveRefusedError):
        do(database, referral_id, withdrawn)
    assert read(database, referral_id).status is Status.WITHDRAWN


@pytest.mark.parametrize("to", sorted(Status))
def test_what_is_closed_stays_closed(database: Database, opened: Open, to: Status) -> None:
    referral_id = opened()
    do(database, referral_id, withdrawn)

    with pytest.raises((MoveRefusedError, ReasonMissingError)), database.write() as session:
        queue.move(
            session,
            queue.locked(session, referral_id),
            to,
            by="worker",
            role=Role.SUPERVISOR,
            reason="",
            channel="console",
            now=NOW,
        )


def test_after_a_no_a_partner_cannot_send_the_person_again_but_they_can_ask(opened: Open, database: Database) -> None:
    do(database, opened(), lambda session, referral: queue.decline(session, referral, now=NOW, channel="door", by="w"))

    with pytest.raises(NeverContactError):
        opened(idempotency_key="hospital-1", requester=Requester.PARTNER, consents=())
    assert opened(idempotency_key="draft-2")


def test_not_solved_opens_a_new_referral_that_points_back(database: Database, opened: Open) -> None:
    first = opened()
    do(database, first, withdrawn)
    second = opened(idempotency_key="draft-2", follows_id=first, now=NOW + timedelta(days=30))

    assert read(database, second).follows_id == first


@pytest.mark.parametrize("days", [pytest.param(None, id="still open"), pytest.param(31, id="too long ago")])
def test_only_what_was_closed_lately_can_be_followed(database: Database, opened: Open, days: int | None) -> None:
    first = opened()
    if days is not None:
        do(database, first, withdrawn)

    with pytest.raises(FollowUpRefusedError):
        opened(idempotency_key="draft-2", follows_id=first, now=NOW + timedelta(days=days or 0))


def test_a_rejection_names_the_next_place(database: Database, opened: Open) -> None:
    def rejected(place: str) -> Step:
        return lambda session, referral: queue.reject(
            session, referral, reason=Reason.OUTSIDE_CITY, next_place=place, act=act()
        )

    referral_id = opened()
    with pytest.raises(ReasonMissingError):
        do(database, referral_id, rejected(" "))
    do(database, referral_id, rejected("Cambridge"))

    assert read(database, referral_id).next_place == "Cambridge"


def test_what_is_on_hold_comes_back_on_its_day(database: Database, opened: Open) -> None:
    until = NOW + timedelta(days=3)
    referral_id = opened()
    do(database, referral_id, assigned, lambda s, r: queue.hold(s, r, until=until, act=act(reason="asked for Monday")))

    assert [resumed(database, until - timedelta(minutes=1)), resumed(database, until), resumed(database, until)] == [
        0,
        1,
        0,
    ]
    referral = read(database, referral_id)
    assert (referral.status, referral.owner, referral.resume_at) == (Status.ACCEPTED, "worker", None)


def resumed(database: Database, now: datetime) -> int:
    with database.write() as session:
        return queue.resume_due(session, now)


def test_putting_on_hold_needs_a_reason(database: Database, opened: Open) -> None:
    referral_id = opened()

    with pytest.raises(ReasonMissingError):
        do(database, referral_id, assigned, lambda s, r: queue.hold(s, r, until=NOW + timedelta(days=1), act=act()))


def test_handing_back_puts_it_in_line_again_without_an_owner(database: Database, opened: Open) -> None:
    referral_id = opened()
    do(
        database,
        referral_id,
        assigned,
        lambda session, referral: queue.move(
            session, referral, Status.REQUESTED, by="w", role=Role.ADVOCATE, reason="shift over", channel="c", now=NOW
        ),
    )

    referral = read(database, referral_id)
    assert (referral.status, referral.owner) == (Status.REQUESTED, None)


def test_only_a_supervisor_gives_one_workers_case_to_another(database: Database, opened: Open) -> None:
    referral_id = opened()
    do(database, referral_id, assigned)

    with pytest.raises(MoveRefusedError):
        do(database, referral_id, lambda session, referral: queue.assign(session, referral, "other", act()))
    do(database, referral_id, lambda s, referral: queue.assign(s, referral, "other", act(Role.SUPERVISOR)))
    assert read(database, referral_id).owner == "other"


def test_a_correction_counts_until_it_is_closed(database: Database, opened: Open) -> None:
    def corrected(session: Session, referral: Referral) -> None:
        queue.correct(session, referral, {"meeting_place": "the park", "phone": "+16175550101"}, act(Role.PERSON))

    referral_id = opened()
    before = read(database, referral_id).phone_index
    do(database, referral_id, corrected, withdrawn)

    after = read(database, referral_id)
    assert (after.meeting_place, after.phone) == ("the park", "+16175550101")
    assert after.phone_index != before
    with pytest.raises(MoveRefusedError):
        do(database, referral_id, corrected)


def test_consent_is_per_agency_and_ends_by_date_or_by_word(database: Database, opened: Open) -> None:
    police = queue.GivenConsent(Agency.BPD, "ask_police_ok:1:en", NOW + timedelta(days=1))
    referral_id = opened()
    do(database, referral_id, lambda session, referral: queue.give_consent(session, referral, police, act(Role.PERSON)))

    with database.read() as session:
        assert queue.agencies_of(session, referral_id, NOW) == {Agency.PORT, Agency.BPD}
        assert queue.agencies_of(session, referral_id, NOW + timedelta(days=1)) == {Agency.PORT}
    do(database, referral_id, lambda s, referral: queue.withdraw_consent(s, referral, Agency.PORT, act(Role.PERSON)))
    with database.read() as session:
        assert queue.agencies_of(session, referral_id, NOW) == {Agency.BPD}


def test_a_person_finds_their_own_request(database: Database, opened: Open) -> None:
    contact_id = uuid4()
    first = opened(contact_id=contact_id)
    do(database, first, withdrawn)
    second = opened(contact_id=contact_id, idempotency_key="draft-2", now=NOW + timedelta(minutes=1))
    opened(contact_id=uuid4(), idempotency_key="draft-3")

    with database.read() as session:
        latest, still_open = queue.latest_of(session, contact_id), queue.open_of(session, contact_id)
        assert [item.id if item else None for item in (latest, still_open)] == [second, second]
        assert queue.open_of(session, uuid4()) is None


def test_an_unknown_referral_is_said_to_be_unknown(database: Database) -> None:
    with pytest.raises(UnknownReferralError), database.write() as session:
        queue.locked(session, uuid4())


def test_a_partner_and_a_person_can_have_the_same_words_but_not_the_same_key() -> None:
    assert new_referral().opening_status is Status.REQUESTED
    assert new_referral(consents=()).opening_status is Status.CONSENT_PENDING
