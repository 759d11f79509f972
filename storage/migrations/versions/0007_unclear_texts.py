"""Add redacted texts that were not understood, and what staff say they mean."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables, empty: nothing of earlier texts is taken over."""
    _create_unclear_texts()
    _create_candidates()


def downgrade() -> None:
    """Drop them both, and what they hold."""
    op.drop_table("candidates")
    op.drop_table("unclear_texts")


def _create_unclear_texts() -> None:
    op.create_table(
        "unclear_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("text_index", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("taken_for", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_unclear_texts_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unclear_texts"),
    )
    op.create_index("ix_unclear_texts_contact_id", "unclear_texts", ["contact_id"])
    op.create_index("ix_unclear_texts_received_at", "unclear_texts", ["received_at"])
    op.create_index("ix_unclear_texts_group", "unclear_texts", ["text_index", "received_at"])


def _create_candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text_index", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["marked_by"], ["users.id"], name="fk_candidates_marked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
        sa.UniqueConstraint("text_index", name="uq_candidates_text_index"),
    )
