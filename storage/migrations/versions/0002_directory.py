"""Create the directory of places that help."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the directory of places that help."""
    _create_directory_locations()
    _create_directory_organizations()
    _create_directory_places()
    _create_directory_taxonomy_terms()
    _create_directory_addresses()
    _create_directory_place_aliases()
    _create_directory_services()
    _create_directory_attributes()
    _create_directory_languages()
    _create_directory_metadata()
    _create_directory_phones()
    _create_directory_service_at_locations()
    _create_directory_schedules()


def downgrade() -> None:
    """Drop them all, and what they hold."""
    op.drop_table("directory_schedules")
    op.drop_table("directory_service_at_locations")
    op.drop_table("directory_phones")
    op.drop_table("directory_metadata")
    op.drop_table("directory_languages")
    op.drop_table("directory_attributes")
    op.drop_table("directory_services")
    op.drop_table("directory_place_aliases")
    op.drop_table("directory_addresses")
    op.drop_table("directory_taxonomy_terms")
    op.drop_table("directory_places")
    op.drop_table("directory_organizations")
    op.drop_table("directory_locations")


def _create_directory_locations() -> None:
    op.create_table(
        "directory_locations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("location_type", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("neighborhood", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_locations"),
    )


def _create_directory_organizations() -> None:
    op.create_table(
        "directory_organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_organizations"),
        sa.UniqueConstraint("name", name="uq_directory_organizations_name"),
    )


def _create_directory_places() -> None:
    op.create_table(
        "directory_places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_places"),
        sa.UniqueConstraint("kind", "name", name="uq_directory_places_kind_name"),
    )


def _create_directory_taxonomy_terms() -> None:
    op.create_table(
        "directory_taxonomy_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_taxonomy_terms"),
        sa.UniqueConstraint("code", name="uq_directory_taxonomy_terms_code"),
    )


def _create_directory_addresses() -> None:
    op.create_table(
        "directory_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("address_type", sa.String(), nullable=False),
        sa.Column("address_1", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state_province", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["directory_locations.id"], name="fk_directory_addresses_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_directory_addresses"),
        sa.UniqueConstraint("location_id", name="uq_directory_addresses_location_id"),
    )


def _create_directory_place_aliases() -> None:
    op.create_table(
        "directory_place_aliases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["directory_places.id"], name="fk_directory_place_aliases_place_id"),
        sa.PrimaryKeyConstraint("id", name="pk_directory_place_aliases"),
        sa.UniqueConstraint("place_id", "name", name="uq_directory_place_aliases_place_id_name"),
    )


def _create_directory_services() -> None:
    op.create_table(
        "directory_services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("eligibility_description", sa.String(), nullable=False),
        sa.Column("fees_description", sa.String(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["directory_organizations.id"], name="fk_directory_services_organization_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_directory_services"),
        sa.UniqueConstraint("code", name="uq_directory_services_code"),
    )
    op.create_index("ix_directory_services_organization_id", "directory_services", ["organization_id"])


def _create_directory_attributes() -> None:
    op.create_table(
        "directory_attributes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("taxonomy_term_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["directory_services.id"], name="fk_directory_attributes_service_id"),
        sa.ForeignKeyConstraint(
            ["taxonomy_term_id"], ["directory_taxonomy_terms.id"], name="fk_directory_attributes_taxonomy_term_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_directory_attributes"),
    )
    op.create_index("ix_directory_attributes_service_id", "directory_attributes", ["service_id"])
    op.create_index(
        "ix_directory_attributes_taxonomy_term_id_service_id",
        "directory_attributes",
        ["taxonomy_term_id", "service_id"],
        unique=True,
    )


def _create_directory_languages() -> None:
    op.create_table(
        "directory_languages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["directory_services.id"], name="fk_directory_languages_service_id"),
        sa.PrimaryKeyConstraint("id", name="pk_directory_languages"),
        sa.UniqueConstraint("service_id", "code", name="uq_directory_languages_service_id_code"),
    )


def _create_directory_metadata() -> None:
    op.create_table(
        "directory_metadata",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("source_date", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("doubt", sa.String(), nullable=False),
        sa.Column("last_action_date", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_action_type", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["directory_services.id"], name="fk_directory_metadata_service_id"),
        sa.PrimaryKeyConstraint("id", name="pk_directory_metadata"),
        sa.UniqueConstraint("service_id", name="uq_directory_metadata_service_id"),
    )


def _create_directory_phones() -> None:
    op.create_table(
        "directory_phones",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["directory_services.id"], name="fk_directory_phones_service_id"),
        sa.PrimaryKeyConstraint("id", name="pk_directory_phones"),
        sa.UniqueConstraint("service_id", "type", "position", name="uq_directory_phones_service_id_type_position"),
    )


def _create_directory_service_at_locations() -> None:
    op.create_table(
        "directory_service_at_locations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"], ["directory_locations.id"], name="fk_directory_service_at_locations_location_id"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["directory_services.id"], name="fk_directory_service_at_locations_service_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_directory_service_at_locations"),
        sa.UniqueConstraint(
            "service_id", "location_id", name="uq_directory_service_at_locations_service_id_location_id"
        ),
    )
    op.create_index("ix_directory_service_at_locations_location_id", "directory_service_at_locations", ["location_id"])


def _create_directory_schedules() -> None:
    op.create_table(
        "directory_schedules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_at_location_id", sa.Uuid(), nullable=False),
        sa.Column("opening_hours", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"],
            ["directory_service_at_locations.id"],
            name="fk_directory_schedules_service_at_location_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_directory_schedules"),
        sa.UniqueConstraint("service_at_location_id", name="uq_directory_schedules_service_at_location_id"),
    )
