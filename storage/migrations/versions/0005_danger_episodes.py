"""Create danger episodes, and note where texting is not safe; no words are in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the episodes; `not_safe_at` NULL means that nobody said so."""
    op.add_column("contacts", sa.Column("not_safe_at", sa.DateTime(timezone=True)))
    op.create_table(
        "danger_episodes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("inbound_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("said", sa.String(64), nullable=False),
        sa.Column("asked", sa.String(32), nullable=False),
        sa.Column("gave_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ending", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_danger_episodes_contact_id"),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound_messages.id"], name="fk_danger_episodes_inbound_id"),
        sa.PrimaryKeyConstraint("id", name="pk_danger_episodes"),
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_danger_episodes_open",
        "danger_episodes",
        ["contact_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def downgrade() -> None:
    """Forget the episodes, and where texting is not safe."""
    op.drop_table("danger_episodes")
    op.drop_column("contacts", "not_safe_at")
