"""Slows down guessing: after 5 failures in a row a name has to wait, longer each time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from staff.models import SignInFailures
from storage import keys
from storage.once import add_once

FREE_FAILURES = 5
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: none, then 1, 2, 4 ... up to 60 minutes."""
    if failures < FREE_FAILURES:
        return timedelta()
    wait: timedelta = _FIRST_WAIT * 2 ** min(failures - FREE_FAILURES, 10)
    return min(wait, _LONGEST_WAIT)


def locked_row(session: Session, name: str, now: datetime) -> SignInFailures:
    """Return the count for `name`, held until the transaction ends, so that guesses at once cannot share one try."""
    index = keys.current().pseudonym("sign_in_name", name)
    add_once(session, SignInFailures(name_index=index, failures=0, last_at=now))
    row = select(SignInFailures).where(SignInFailures.name_index == index)
    return session.scalars(row.with_for_update().execution_options(populate_existing=True)).one()


def count_failure(row: SignInFailures, now: datetime) -> None:
    """Count one more failure, and lock the name when it was one too many."""
    row.failures += 1
    row.last_at = now
    wait = wait_after(row.failures)
    row.locked_until = now + wait if wait else None


def forgive(row: SignInFailures) -> None:
    """Start counting anew after a good sign-in."""
    row.failures, row.locked_until = 0, None


def forget_failures(session: Session, before: datetime) -> None:
    """Delete counts last touched before `before`; called by the worker, so that guessed names do not pile up."""
    session.execute(delete(SignInFailures).where(SignInFailures.last_at < before))
