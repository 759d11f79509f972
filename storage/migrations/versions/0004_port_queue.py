"""Create the queue of the team; what tells who a referral is about is encrypted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create the queue of the team; what tells who a referral is about is encrypted."""
    _create_referrals()
    _create_referral_attempts()
    _create_referral_consents()
    _create_referral_moves()
    _create_referral_outcomes()


def downgrade() -> None:
    """Drop them all, and what they hold."""
    op.drop_table("referral_outcomes")
    op.drop_table("referral_moves")
    op.drop_table("referral_consents")
    op.drop_table("referral_attempts")
    op.drop_table("referrals")


def _create_referrals() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("idempotency_key", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("requester", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("contact_id", sa.Uuid()),
        sa.Column("phone_index", sa.String(64)),
        sa.Column("follows_id", sa.Uuid()),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("phone", sa.LargeBinary()),
        sa.Column("meeting_place", sa.LargeBinary()),
        sa.Column("best_time", sa.LargeBinary()),
        sa.Column("safe_words", sa.String(32), nullable=False),
        sa.Column("safe_notes", sa.LargeBinary()),
        sa.Column("neighborhood", sa.String(64)),
        sa.Column("risks", sa.LargeBinary(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.Column("first_attempt_at", sa.DateTime(timezone=True)),
        sa.Column("resume_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closing_reason", sa.String(32)),
        sa.Column("next_place", sa.String(200)),
        sa.CheckConstraint(
            "status = 'requested' OR status = 'consent_pending' OR owner IS NOT NULL OR closed_at IS NOT NULL",
            name="ck_referrals_owned",
        ),
        sa.ForeignKeyConstraint(["follows_id"], ["referrals.id"], name="fk_referrals_follows_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
        sa.UniqueConstraint("idempotency_key", name="uq_referrals_idempotency_key"),
    )
    op.create_index("ix_referrals_contact_id", "referrals", ["contact_id"])
    op.create_index("ix_referrals_owner", "referrals", ["owner"])
    op.create_index("ix_referrals_phone_index", "referrals", ["phone_index"])
    op.create_index("ix_referrals_urgency", "referrals", ["status", "severity", "opened_at"])


def _create_referral_attempts() -> None:
    op.create_table(
        "referral_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("means", sa.String(16), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_referral_attempts_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_attempts"),
    )
    op.create_index("ix_referral_attempts_referral_id", "referral_attempts", ["referral_id"])


def _create_referral_consents() -> None:
    op.create_table(
        "referral_consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(32), nullable=False),
        sa.Column("wording", sa.String(80), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_referral_consents_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_consents"),
    )
    op.create_index("ix_referral_consents_referral_id", "referral_consents", ["referral_id"])


def _create_referral_moves() -> None:
    op.create_table(
        "referral_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("from_status", sa.String(32)),
        sa.Column("to_status", sa.String(32), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_referral_moves_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_moves"),
        sa.UniqueConstraint("referral_id", "number", name="uq_referral_moves_referral_id_number"),
    )


def _create_referral_outcomes() -> None:
    op.create_table(
        "referral_outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("details", _JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name="fk_referral_outcomes_referral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_outcomes"),
    )
    op.create_index("ix_referral_outcomes_referral_id", "referral_outcomes", ["referral_id"])
