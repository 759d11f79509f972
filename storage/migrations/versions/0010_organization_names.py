"""Two sources may each know an organization of one name: they stand side by side until a person joins them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TABLE = "directory_organizations"
_UNIQUE = "uq_directory_organizations_name"


def upgrade() -> None:
    """Let names repeat."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        op.drop_constraint(_UNIQUE, _TABLE, type_="unique")


def downgrade() -> None:
    """Let no name repeat; of those that do, each but the first gets its id behind it, so that none is lost."""
    ids = {name: f"CAST({name}.id AS VARCHAR(36))" for name in ("other", _TABLE)}
    earlier = f"SELECT 1 FROM {_TABLE} AS other WHERE other.name = {_TABLE}.name AND {ids['other']} < {ids[_TABLE]}"  # noqa: S608
    op.execute(f"UPDATE {_TABLE} SET name = name || ' (' || {ids[_TABLE]} || ')' WHERE EXISTS ({earlier})")  # noqa: S608
    unique = sa.UniqueConstraint("name", name=_UNIQUE)
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(unique)
    else:
        op.create_unique_constraint(_UNIQUE, _TABLE, ["name"])


def _make_anew(*constraints: sa.UniqueConstraint) -> None:
    """Copy the rows aside and back: SQLite cannot drop a constraint, and services refer to this table.

    Renaming a new table, as Alembic does, would leave those references open at the end of the transaction; rows that
    come back under the old name close them (sqlite.org/foreignkeys.html, 5).
    """
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TEMPORARY TABLE organizations_aside AS SELECT id, name, description FROM {_TABLE}")  # noqa: S608
    op.drop_table(_TABLE)
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_organizations"),
        *constraints,
    )
    op.execute(f"INSERT INTO {_TABLE} (id, name, description) SELECT id, name, description FROM organizations_aside")  # noqa: S608
    op.execute("DROP TABLE organizations_aside")
