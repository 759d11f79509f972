"""Add sign-offs of texts, and what was withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables, empty: sign-offs written in the copy files stay where they are."""
    _create_sign_offs()
    _create_withdrawals()


def downgrade() -> None:
    """Drop them both, and what they hold."""
    op.drop_table("copy_withdrawals")
    op.drop_table("copy_sign_offs")


def _create_sign_offs() -> None:
    op.create_table(
        "copy_sign_offs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("words", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name="fk_copy_sign_offs_by"),
        sa.PrimaryKeyConstraint("id", name="pk_copy_sign_offs"),
        sa.UniqueConstraint(
            "copy_id",
            "language",
            "fingerprint",
            "name",
            "at",
            name="uq_copy_sign_offs_copy_id_language_fingerprint_name_at",
        ),
    )


def _create_withdrawals() -> None:
    op.create_table(
        "copy_withdrawals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by", sa.Uuid()),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="ck_copy_withdrawals_lifted_by_someone"),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name="fk_copy_withdrawals_by"),
        sa.ForeignKeyConstraint(["lifted_by"], ["users.id"], name="fk_copy_withdrawals_lifted_by"),
        sa.PrimaryKeyConstraint("id", name="pk_copy_withdrawals"),
    )
    op.create_index("ix_copy_withdrawals_standing", "copy_withdrawals", ["lifted_at", "at"])
