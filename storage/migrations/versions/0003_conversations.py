"""Create contacts, messages and what surrounds them; words and numbers are encrypted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create contacts, messages and what surrounds them; words and numbers are encrypted."""
    _create_contacts()
    _create_consents()
    _create_inbound_messages()
    _create_request_drafts()
    _create_outgoing_messages()
    _create_staff_alerts()


def downgrade() -> None:
    """Drop them all, and what they hold."""
    op.drop_table("staff_alerts")
    op.drop_table("outgoing_messages")
    op.drop_table("request_drafts")
    op.drop_table("inbound_messages")
    op.drop_table("consents")
    op.drop_table("contacts")


def _create_contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("address_index", sa.String(64), nullable=False),
        sa.Column("address", sa.LargeBinary()),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("introduced_at", sa.DateTime(timezone=True)),
        sa.Column("opted_out_at", sa.DateTime(timezone=True)),
        sa.Column("danger_at", sa.DateTime(timezone=True)),
        sa.Column("held_by", sa.Uuid()),
        sa.Column("state", sa.LargeBinary()),
        sa.Column("state_at", sa.DateTime(timezone=True)),
        sa.Column("next_seq", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.Uuid()),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("channel", "address_index", name="uq_contacts_channel_address_index"),
    )


def _create_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("copy_id", sa.String(64), nullable=False),
        sa.Column("copy_version", sa.Integer(), nullable=False),
        sa.Column("copy_language", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_consents_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_contact_id", "consents", ["contact_id"])


def _create_inbound_messages() -> None:
    op.create_table(
        "inbound_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("provider_message_id", sa.String(128), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("media_count", sa.Integer(), nullable=False),
        sa.Column("opt_out_type", sa.String(8), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("danger_category", sa.String(24), nullable=False),
        sa.Column("danger_level", sa.String(12), nullable=False),
        sa.Column("danger_rule", sa.String(80), nullable=False),
        sa.Column("intent", sa.String(64), nullable=False),
        sa.Column("confidence", sa.Double()),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_inbound_messages_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inbound_messages"),
        sa.UniqueConstraint("channel", "provider_message_id", name="uq_inbound_messages_channel_provider_message_id"),
    )
    op.create_index("ix_inbound_messages_recent", "inbound_messages", ["contact_id", "received_at"])
    op.create_index("ix_inbound_messages_unanswered", "inbound_messages", ["answered_at", "received_at"])


def _create_request_drafts() -> None:
    op.create_table(
        "request_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("slots", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_request_drafts_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_request_drafts"),
    )
    op.create_index("ix_request_drafts_contact_id", "request_drafts", ["contact_id"])


def _create_outgoing_messages() -> None:
    op.create_table(
        "outgoing_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("road", sa.String(8), nullable=False),
        sa.Column("inbound_id", sa.Uuid()),
        sa.Column("idempotency_key", sa.String(80)),
        sa.Column("blocks", sa.LargeBinary(), nullable=False),
        sa.Column("copy_refs", _JSON, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("provider_sid", sa.String(64)),
        sa.Column("error_code", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_outgoing_messages_contact_id"),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound_messages.id"], name="fk_outgoing_messages_inbound_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing_messages"),
        sa.UniqueConstraint("contact_id", "seq", name="uq_outgoing_messages_contact_id_seq"),
        sa.UniqueConstraint("idempotency_key", name="uq_outgoing_messages_idempotency_key"),
        sa.UniqueConstraint("inbound_id", name="uq_outgoing_messages_inbound_id"),
    )
    op.create_index("ix_outgoing_messages_due", "outgoing_messages", ["state", "not_before"])
    op.create_index("ix_outgoing_messages_provider_sid", "outgoing_messages", ["provider_sid"])


def _create_staff_alerts() -> None:
    op.create_table(
        "staff_alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid()),
        sa.Column("inbound_id", sa.Uuid()),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        sa.Column("seen_by", sa.Uuid()),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_staff_alerts_contact_id"),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound_messages.id"], name="fk_staff_alerts_inbound_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_alerts"),
    )
    op.create_index("ix_staff_alerts_open", "staff_alerts", ["seen_at", "created_at"])
