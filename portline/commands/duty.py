"""Who is on duty for danger alerts: `portline duty list`, `portline duty add --username NAME --from ... --to ...`."""

import argparse
import sys
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from bot.clock_words import BOSTON
from portline.checks import CheckError
from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from staff import Role, find_user
from staff.codes import ContactOrder
from staff.duty import Duty, NewShift, ShiftRefusedError, add_shift, roster
from storage import audit

_ORDERS = {order.name.lower(): order for order in ContactOrder}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do; a number is read from standard input, never an argument: arguments show in the process list."""
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("list", help="list the shifts that are on or to come")
    add = what.add_parser("add", help="put one person on the roster; times are those of clocks in Boston")
    add.add_argument("--username", required=True)
    add.add_argument("--from", dest="starts", required=True, help="as in 2026-11-23T08:00")
    add.add_argument("--to", dest="ends", required=True, help="as in 2026-11-23T20:00")
    add.add_argument("--contact", default="first", choices=_ORDERS, help="who is told first, or second (first)")
    add.add_argument("--number-stdin", action="store_true", help="read the number for alerts from standard input")


def run(options: argparse.Namespace) -> int:
    """List or add; raises CheckError when the shift cannot stand like this."""
    return _list() if options.what == "list" else _add(options)


def _list() -> int:
    now = datetime.now(UTC)
    with open_storage(read_settings()).read() as session:
        rows = roster(session, now)
    for row in rows:
        tell(_line(row, now))
    if not any(row.is_on(now) for row in rows):
        tell("nobody is on duty now")
    return 0


def _add(options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    number = sys.stdin.readline() if options.number_stdin else ""
    starts_at, ends_at = _read_time(options.starts), _read_time(options.ends)
    with open_storage(read_settings()).write() as session:
        new = NewShift(_user_id(session, options.username), starts_at, ends_at, _ORDERS[options.contact], number)
        try:
            _audit(session, add_shift(session, new, now=now), now)
        except ShiftRefusedError as error:
            raise CheckError(f"{error}.") from None
    tell("added")
    return 0


def _audit(session: Session, shift_id: UUID, now: datetime) -> None:
    audit.record(
        session,
        actor="command_line",
        role=Role.ADMIN,
        action="create",
        subject_kind="shift",
        subject_id=str(shift_id),
        now=now,
    )


def _user_id(session: Session, username: str) -> UUID:
    user = find_user(session, username)
    if user is None:
        raise CheckError("There is no such user.")
    return user.id


def _read_time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=BOSTON).astimezone(UTC)
    except (ValueError, OverflowError):
        raise CheckError("A time is written as in 2026-11-23T08:00.") from None


def _line(row: Duty, now: datetime) -> str:
    starts, ends = (f"{at.astimezone(BOSTON):%Y-%m-%d %H:%M}" for at in (row.starts_at, row.ends_at))
    state = "on duty" if row.is_on(now) else "to come"
    texted = "is texted" if row.has_number else "no number"
    return f"{state}  {starts} to {ends}  {row.order.name.lower()} contact  {row.username}  {texted}"
