"""The directory whole: rules of opening, prices, papers, doors and beds, history of fields, proposals, reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_UQ_SCHEDULE = "uq_directory_schedules_service_at_location_id"
_IX_SCHEDULE = "ix_directory_schedules_service_at_location_id"
_DATES, _NUMBERS = ("valid_from", "valid_to", "dtstart", "until"), ("count", "interval")
_TEXTS = ("freq", "byday", "bymonthday", "wkst", "opens_at", "closes_at", "description")
_NEW_TABLES = (
    "directory_cost_options",
    "directory_required_documents",
    "directory_accessibility",
    "directory_service_capacities",
    "directory_changes",
    "directory_proposals",
    "directory_reports",
    "directory_confirmations",
    "directory_extras",
    "directory_revision",
)


def upgrade() -> None:
    """Widen what is there, and add the rest empty."""
    _widen_records()
    _widen_schedules()
    _create_offers()
    _create_history()
    _create_voices()
    _create_keeping()


def downgrade() -> None:
    """Drop what is new; a place with several rules of opening keeps none, because one alone would be wrong."""
    for table in reversed(_NEW_TABLES):
        op.drop_table(table)
    op.execute("DELETE FROM directory_schedules WHERE opening_hours = ''")
    with op.batch_alter_table("directory_schedules") as schedules:
        schedules.drop_index(_IX_SCHEDULE)
        schedules.create_unique_constraint(_UQ_SCHEDULE, ["service_at_location_id"])
        for column in (*_DATES, *_NUMBERS, *_TEXTS):
            schedules.drop_column(column)
    _narrow("directory_taxonomy_terms", "taxonomy", "term_uri")
    _narrow("directory_services", "minimum_age", "maximum_age")
    _narrow("directory_locations", "name")


def _narrow(table: str, *columns: str) -> None:
    with op.batch_alter_table(table) as narrowed:
        for column in columns:
            narrowed.drop_column(column)


def _widen_records() -> None:
    op.add_column("directory_locations", _text("name"))
    op.add_column("directory_services", sa.Column("minimum_age", sa.Integer()))
    op.add_column("directory_services", sa.Column("maximum_age", sa.Integer()))
    op.add_column("directory_taxonomy_terms", _text("taxonomy", "need"))
    op.add_column("directory_taxonomy_terms", _text("term_uri"))


def _widen_schedules() -> None:
    with op.batch_alter_table("directory_schedules") as schedules:
        schedules.drop_constraint(_UQ_SCHEDULE, type_="unique")
        schedules.create_index(_IX_SCHEDULE, ["service_at_location_id"])
        for column in _DATES:
            schedules.add_column(sa.Column(column, sa.Date()))
        for column in _NUMBERS:
            schedules.add_column(sa.Column(column, sa.Integer()))
        for column in _TEXTS:
            schedules.add_column(_text(column))


def _text(name: str, default: str = "") -> sa.Column[str]:
    """Build a text column; rows that are there already get `default`."""
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def _create_offers() -> None:
    op.create_table(
        "directory_cost_options",
        *_key_of("directory_cost_options", "service"),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("amount", sa.Double()),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("amount_description", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
    )
    op.create_table(
        "directory_required_documents",
        *_key_of("directory_required_documents", "service"),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("uri", sa.String(), nullable=False),
    )
    op.create_table(
        "directory_accessibility",
        *_key_of("directory_accessibility", "location"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("description", "details", "url")),
    )
    op.create_table(
        "directory_service_capacities",
        *_key_of("directory_service_capacities", "service"),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("available", sa.Double(), nullable=False),
        sa.Column("maximum", sa.Double()),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("service_id", "unit", name="uq_directory_service_capacities_service_id_unit"),
    )
    for table in ("directory_cost_options", "directory_required_documents", "directory_service_capacities"):
        op.create_index(f"ix_{table}_service_id", table, ["service_id"])
    op.create_index("ix_directory_accessibility_location_id", "directory_accessibility", ["location_id"])


def _key_of(table: str, owner: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Build the id of a row and the service or location it belongs to."""
    column = f"{owner}_id"
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(column, sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint([column], [f"directory_{owner}s.id"], name=f"fk_{table}_{column}"),
    )


def _create_history() -> None:
    table = "directory_changes"
    op.create_table(
        table,
        *_of_a_field(table),
        sa.Column("previous_value", sa.String(), nullable=False),
        sa.Column("replacement_value", sa.String(), nullable=False),
        sa.Column("last_action_date", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_action_type", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        *_person(table, "updated_by"),
    )
    fields = ["resource_type", "resource_id", "field_name"]
    op.create_index(f"ix_{table}_resource_type_resource_id_field_name", table, fields)


def _of_a_field(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resource_type", sa.String(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("field_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _person(table: str, column: str) -> tuple[sa.schema.SchemaItem, sa.schema.SchemaItem]:
    named = sa.ForeignKeyConstraint([column], ["users.id"], name=f"fk_{table}_{column}")
    return sa.Column(column, sa.Uuid()), named


def _create_voices() -> None:
    table = "directory_proposals"
    texts = ("current_value", "proposed_value", "origin", "source_url", "note", "state", "decision_note")
    op.create_table(
        table,
        *_of_a_field(table),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        *_person(table, "proposed_by"),
        *_person(table, "decided_by"),
    )
    op.create_index(f"ix_{table}_state_proposed_at", table, ["state", "proposed_at"])
    op.create_index(f"ix_{table}_resource_type_resource_id", table, ["resource_type", "resource_id"])
    _create_reports()


def _create_reports() -> None:
    table = "directory_reports"
    op.create_table(
        table,
        *_key_of(table, "service_at_location"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("reason", "channel", "state")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        *_person(table, "settled_by"),
    )
    op.create_index(f"ix_{table}_state_at", table, ["state", "at"])


def _create_keeping() -> None:
    table = "directory_confirmations"
    op.create_table(
        table,
        *_key_of(table, "service"),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.String(), nullable=False),
    )
    op.create_index(f"ix_{table}_service_id", table, ["service_id"])
    op.create_index(f"ix_{table}_number_answered_at", table, ["number", "answered_at"])
    op.create_table(
        "directory_extras",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("resource_type", sa.String(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_extras"),
        sa.UniqueConstraint("resource_type", "resource_id", name="uq_directory_extras_resource_type_resource_id"),
    )
    op.create_table(
        "directory_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_revision"),
    )
