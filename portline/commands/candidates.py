"""Hand what staff marked to a review in git: `portline candidates export --by NAME --reason WHY`."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from bot.clock_words import BOSTON
from conversations.candidates import Group, to_export
from portline import candidate_files
from portline.checks import CheckError
from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from staff import Role, find_user
from storage import audit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who exports and why: only a supervisor may, and the reason is kept (contracts.md section 6)."""
    export = parser.add_subparsers(dest="what", required=True).add_parser("export", help="write data/candidates")
    export.add_argument("--by", required=True, help="username of a supervisor")
    export.add_argument("--reason", required=True, help="why they leave the database")
    export.add_argument("--to", type=Path, default=candidate_files.FOLDER, help="folder (data/candidates)")


def run(options: argparse.Namespace) -> int:
    """Write the files and mark what is in them as exported; raises CheckError for anybody but a supervisor."""
    now = datetime.now(UTC)
    if not options.reason.strip():
        raise CheckError("Say why they are exported.")
    with open_storage(read_settings()).write() as session:
        by, groups = _supervisor(session, options.by), to_export(session)
        _leave(session, groups, by=by, reason=options.reason, now=now)
        session.flush()  # whatever the database refuses, it refuses before a file is there
        written = candidate_files.write(options.to, now.astimezone(BOSTON).date(), candidate_files.documents(groups))
    for path in written:
        tell(f"wrote {path}")
    tell(f"exported: {len(groups)}; nothing is learned until a person moves a line into data/nlu")
    return 0


def _leave(session: Session, groups: Sequence[Group], *, by: UUID, reason: str, now: datetime) -> None:
    """Mark what leaves, and audit it: who, how many, why."""
    for group in groups:
        if group.candidate is not None:
            group.candidate.exported_at = now
    audit.record(
        session,
        actor=str(by),
        role=Role.SUPERVISOR,
        action="export",
        subject_kind="candidates",
        subject_id=f"{len(groups)} texts",
        reason=reason,
        now=now,
    )


def _supervisor(session: Session, username: str) -> UUID:
    user = find_user(session, username)
    if user is None or not user.active or user.role is not Role.SUPERVISOR:
        raise CheckError("Only an active supervisor may export.")
    return user.id
