"""A key can be retired only when the command, in a process of its own, has seen every table that holds ciphertext."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy import inspect

from storage.database import Database

CODE = """
import portline.commands.rotate_keys
from storage.base import Base
print(*sorted(Base.metadata.tables))
"""


def test_the_command_alone_knows_every_table_the_migrations_make(database: Database):
    known = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout.split()
    with database.read() as session:
        made = set(inspect(session.connection()).get_table_names())

    assert made, "no tables"
    assert made - set(known) <= {"alembic_version"}
