"""Add a member of the staff: `portline user add --username NAME --role ROLE`."""

import argparse
import getpass
import sys
from datetime import UTC, datetime

from portline.checks import CheckError
from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from staff import STAFF_ROLES, AccountRefusedError, WeakPasswordError, add_user


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take who to add; the password is asked for, never an argument: arguments show in the process list."""
    add = parser.add_subparsers(dest="what", required=True).add_parser("add", help="add one person")
    add.add_argument("--username", required=True)
    add.add_argument("--role", required=True, help=", ".join(sorted(STAFF_ROLES)))
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(options: argparse.Namespace) -> int:
    """Add the person; raises CheckError when the name is taken, the role unknown or the password too weak."""
    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else _ask_password()
    try:
        with open_storage(read_settings()).write() as session:
            add_user(session, username=options.username, role=options.role, password=password, now=datetime.now(UTC))
    except (AccountRefusedError, WeakPasswordError) as error:
        raise CheckError(f"{error}.") from None
    tell("added")
    return 0


def _ask_password() -> str:
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise CheckError("The two passwords differ.")
    return password
