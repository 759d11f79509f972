"""Signing in, staying signed in, and being kept out, on both databases."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text

import staff
from staff import AccountRefusedError, Refused, Role, SignedIn, WeakPasswordError
from staff.models import SignInFailures, StaffSession, User
from storage import audit
from storage.database import Database

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
GOOD = "nine red boats drift"
WRONG = "nine red boats drown"


@pytest.fixture
def ann(database: Database, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Add Ann, an advocate; cheap hashes keep the guessing tests quick."""
    monkeypatch.setattr("staff.passwords._hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    with database.write() as session:
        return staff.add_user(session, username=" Ann ", password=GOOD, role=Role.ADVOCATE, now=NOW)


def enter(database: Database, password: str = GOOD, name: str = "ann", now: datetime = NOW) -> SignedIn | Refused:
    with database.write() as session:
        return staff.sign_in(session, name, password, now)


def signed_in(database: Database, now: datetime = NOW) -> SignedIn:
    entered = enter(database, now=now)
    assert isinstance(entered, SignedIn)
    return entered


def seen(database: Database, token: str, now: datetime) -> SignedIn | None:
    with database.write() as session:
        return staff.find_session(session, token, now=now)


def actions(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(audit.AuditEntry.action).order_by(audit.AuditEntry.position)))


@pytest.mark.parametrize("name", ["ann", "ANN", " ann "])
def test_a_good_name_and_password_open_a_session(database: Database, ann: UUID, name: str) -> None:
    entered = enter(database, name=name)

    assert isinstance(entered, SignedIn)
    assert (entered.user_id, entered.username, entered.role) == (ann, "ann", Role.ADVOCATE)
    assert seen(database, entered.token, NOW) == entered


@pytest.mark.parametrize(("name", "password"), [("ann", WRONG), ("bob", GOOD), ("", ""), ("ann", "")])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    database: Database, ann: UUID, name: str, password: str
) -> None:
    assert enter(database, password, name) == Refused()


@pytest.mark.parametrize("name", ["ann", "nobody-here"])
def test_the_fifth_failure_locks_a_name_whether_or_not_it_exists(database: Database, ann: UUID, name: str) -> None:
    refusals = [enter(database, WRONG, name) for _ in range(5)]

    assert refusals == [Refused()] * 4 + [Refused(NOW + timedelta(minutes=1))]


def test_a_locked_name_waits_even_with_the_right_password_and_longer_each_time(database: Database, ann: UUID) -> None:
    for _ in range(5):
        enter(database, WRONG)
    minute = timedelta(minutes=1)

    assert enter(database, now=NOW + minute / 2) == Refused(NOW + minute)
    assert enter(database, WRONG, now=NOW + minute) == Refused(NOW + 3 * minute)
    assert isinstance(enter(database, now=NOW + 3 * minute), SignedIn)
    assert enter(database, WRONG, now=NOW + 3 * minute) == Refused()


def test_guesses_at_the_same_time_do_not_share_one_try(database: Database, ann: UUID) -> None:
    barrier = threading.Barrier(8)
    refusals: list[SignedIn | Refused] = []

    def guess() -> None:
        barrier.wait()
        refusals.append(enter(database, WRONG))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(refusal == Refused() for refusal in refusals) == 4
    assert sum(refusal == Refused(NOW + timedelta(minutes=1)) for refusal in refusals) == 4


def test_good_and_bad_sign_ins_are_audited_and_no_typed_name_is_kept(database: Database, ann: UUID) -> None:
    enter(database)
    enter(database, WRONG)
    enter(database, WRONG, name=GOOD)

    with database.read() as session:
        entries = session.scalars(select(audit.AuditEntry)).all()
        failures = session.scalars(select(SignInFailures.name_index)).all()
    assert [entry.action for entry in entries] == ["user_added:advocate", "login_ok", "login_fail", "login_fail"]
    assert [entry.subject_id for entry in entries] == [str(ann)] * 3 + ["unknown"]
    assert not any(name in index for index in failures for name in ("ann", GOOD))


def test_neither_password_nor_token_lies_in_the_database(database: Database, ann: UUID) -> None:
    token = signed_in(database).token
    with database.read() as session:
        kept = [
            *session.scalars(text("SELECT password_hash FROM users")),
            *session.scalars(text("SELECT token_hash FROM staff_sessions")),
        ]

    assert not any(secret in value for value in kept for secret in (GOOD, token))
    assert kept[0].startswith("$argon2id$")


def test_the_token_is_not_shown_with_the_session(database: Database, ann: UUID) -> None:
    entered = signed_in(database)

    assert entered.token not in repr(entered)


def test_a_session_ends_after_thirty_idle_minutes(database: Database, ann: UUID) -> None:
    token = signed_in(database).token

    assert seen(database, token, NOW + timedelta(minutes=29))
    assert seen(database, token, NOW + timedelta(minutes=58))
    assert seen(database, token, NOW + timedelta(minutes=88)) is None


def test_a_page_that_looks_again_by_itself_keeps_no_session_open(database: Database, ann: UUID) -> None:
    token = signed_in(database).token
    with database.write() as session:
        for minutes in range(0, 30, 5):
            assert staff.find_session(session, token, now=NOW + timedelta(minutes=minutes), is_use=False)

    assert seen(database, token, NOW + timedelta(minutes=30)) is None


def test_a_session_ends_after_twelve_hours_however_busy(database: Database, ann: UUID) -> None:
    token = signed_in(database).token
    quarters = [NOW + timedelta(minutes=15 * number) for number in range(1, 49)]

    alive = [seen(database, token, now) is not None for now in quarters]
    assert alive == [True] * 47 + [False]


def test_signing_out_ends_the_session_and_no_other(database: Database, ann: UUID) -> None:
    one, two = signed_in(database), signed_in(database)
    with database.write() as session:
        staff.end_session(session, one.token, now=NOW)

    assert seen(database, one.token, NOW) is None
    assert seen(database, two.token, NOW)


@pytest.mark.parametrize("token", ["", "forged", "a" * 43])
def test_a_forged_token_opens_nothing(database: Database, ann: UUID, token: str) -> None:
    signed_in(database)

    assert seen(database, token, NOW) is None


def test_a_new_password_ends_all_sessions_and_the_old_password(database: Database, ann: UUID) -> None:
    token = signed_in(database).token
    with database.write() as session:
        staff.set_password(session, ann, "ten green kites climb", now=NOW)

    assert seen(database, token, NOW) is None
    assert enter(database) == Refused()
    assert isinstance(enter(database, "ten green kites climb"), SignedIn)


def test_a_new_role_counts_from_the_next_sign_in_and_ends_the_old_ones(database: Database, ann: UUID) -> None:
    token = signed_in(database).token
    with database.write() as session:
        staff.set_role(session, ann, "supervisor", now=NOW)

    assert seen(database, token, NOW) is None
    assert signed_in(database).role is Role.SUPERVISOR
    assert "role_changed:supervisor" in actions(database)


def test_someone_who_left_cannot_come_in_and_stays_in_the_books(database: Database, ann: UUID) -> None:
    token = signed_in(database).token
    with database.write() as session:
        staff.deactivate(session, ann, now=NOW)

    assert seen(database, token, NOW) is None
    assert enter(database) == Refused()
    with database.read() as session:
        assert [user.active for user in staff.users(session)] == [False]


def test_an_old_hash_is_renewed_at_sign_in(database: Database, ann: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.read() as session:
        before = session.get_one(User, ann).password_hash
    monkeypatch.setattr("staff.passwords._hasher", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    signed_in(database)

    with database.read() as session:
        after = session.get_one(User, ann).password_hash
    assert before != after
    assert "t=2" in after
    signed_in(database)


@pytest.mark.parametrize(
    ("username", "password", "role", "error"),
    [
        pytest.param("ANN", GOOD, "advocate", AccountRefusedError, id="taken"),
        pytest.param("b", GOOD, "advocate", AccountRefusedError, id="too short"),
        pytest.param("bob o'neil", GOOD, "advocate", AccountRefusedError, id="odd letters"),
        pytest.param("bob", "short", "advocate", WeakPasswordError, id="weak password"),
        pytest.param("bob", GOOD, "person", AccountRefusedError, id="not a role of the staff"),
        pytest.param("bob", GOOD, "chief", AccountRefusedError, id="no role at all"),
    ],
)
def test_a_bad_account_is_refused_and_nothing_is_kept(
    database: Database, ann: UUID, username: str, password: str, role: str, error: type[ValueError]
) -> None:
    with pytest.raises(error), database.write() as session:
        staff.add_user(session, username=username, password=password, role=role, now=NOW)

    with database.read() as session:
        assert [user.username for user in staff.users(session)] == ["ann"]


def test_an_unknown_user_cannot_be_changed(database: Database) -> None:
    with pytest.raises(AccountRefusedError), database.write() as session:
        staff.deactivate(session, uuid4(), now=NOW)


def test_old_failures_are_forgotten(database: Database, ann: UUID) -> None:
    enter(database, WRONG)
    with database.write() as session:
        staff.forget_failures(session, NOW + timedelta(seconds=1))

    with database.read() as session:
        assert session.scalars(select(SignInFailures)).all() == []
        assert session.scalars(select(StaffSession)).all() == []
