"""Who gets what next: the most urgent first, each referral to one worker, however many ask at once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

import port_queue as queue
from port_queue import Risk, Role
from port_queue.errors import MoveRefusedError
from port_queue.models import Move, Referral
from port_queue.referrals import open_referral
from storage import audit, keys
from storage.database import Database
from tests.integration.port_queue.conftest import NOW, Open, new_referral

ROOT = Path(__file__).parents[3]
PROCESSES, THREADS_EACH, REFERRALS = 4, 4, 200
KEYS = [keys.new_key(), keys.new_key()]


def claimed(database: Database) -> str | None:
    with database.write() as session:
        referral = queue.claim_next(session, worker="worker", now=NOW)
        return referral.idempotency_key if referral else None


def test_the_most_urgent_comes_first_then_who_waits_longest(database: Database, opened: Open) -> None:
    later = NOW + timedelta(hours=1)
    opened(idempotency_key="calm", now=NOW - timedelta(days=3))
    opened(idempotency_key="alone", risks=frozenset({Risk.USING_ALONE, Risk.PREGNANT}), now=NOW)
    opened(idempotency_key="overdose, later", risks=frozenset({Risk.RECENT_OVERDOSE}), now=later)
    opened(idempotency_key="overdose", risks=frozenset({Risk.RECENT_OVERDOSE}), now=NOW)

    with database.read() as session:
        listed = [row.severity for row in queue.waiting(session, later)]
    order = [claimed(database) for _ in range(5)]

    assert order == ["overdose", "overdose, later", "alone", "calm", None]
    assert listed == [8, 8, 6, 0]


def test_a_claim_names_its_owner_and_keeps_the_first_acknowledgement(database: Database, opened: Open) -> None:
    referral_id = opened()
    claimed(database)

    with database.read() as session:
        referral = session.get_one(Referral, referral_id)
        assert (referral.owner, referral.accepted_at) == ("worker", NOW)


@pytest.mark.parametrize("role", [Role.BPD, Role.OPERATOR, Role.EVALUATOR, Role.BFD_EAP])
def test_only_the_team_may_claim(database: Database, opened: Open, role: Role) -> None:
    opened()

    with pytest.raises(MoveRefusedError), database.write() as session:
        queue.claim_next(session, worker="worker", now=NOW, role=role)


def test_the_list_shows_clocks_and_nothing_of_who_it_is_about(database: Database, opened: Open) -> None:
    opened(neighborhood="Roxbury", contact_id=None)
    now = NOW + timedelta(hours=73)
    with database.read() as session:
        (row,) = queue.waiting(session, now)

    assert (row.waiting_minutes, row.ack_overdue_minutes, row.first_attempt_light) == (73 * 60, 72 * 60, "red")
    assert (row.neighborhood, row.attempts, row.ack_due_at) == ("Roxbury", 0, NOW + timedelta(hours=1))
    assert not any(word in repr(row) for word in ("Sam", "6175550100", "library"))


def test_sixteen_workers_claim_two_hundred_referrals_each_exactly_once(database: Database, database_url: str) -> None:
    keys.install(keys.Keyring(KEYS[:1], KEYS[1]))
    with database.write() as session:
        for number in range(REFERRALS):
            open_referral(session, new_referral(idempotency_key=str(number), phone=None), now=NOW)

    claims = [claim for process in started(database_url) for claim in claims_of(process)]

    assert sorted(Counter(claims).values()) == [1] * REFERRALS
    with database.read() as session:
        assert session.scalar(select(func.count(Referral.owner.distinct()))) > 1
        assert session.scalar(select(func.count()).select_from(Move)) == 2 * REFERRALS
        assert audit.verify(session) == 2 * REFERRALS


def started(url: str) -> list[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.integration.port_queue.claiming", url, *KEYS, str(THREADS_EACH)]
    return [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)]


def claims_of(process: subprocess.Popen[str]) -> list[str]:
    said, _ = process.communicate(timeout=100)
    return list(json.loads(said))
