"""Add the roster, what staff were told, what was done about an alert, and wrong answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the roster, notices and incidents; on old alerts nobody was asked what was done, so it may be NULL."""
    _create_duty_shifts()
    _create_incidents()
    _create_alert_notices()
    op.add_column("staff_alerts", sa.Column("done", sa.String(32)))
    op.add_column("staff_alerts", sa.Column("unattended", sa.Boolean()))


def downgrade() -> None:
    """Drop them all, and what they hold."""
    op.drop_column("staff_alerts", "unattended")
    op.drop_column("staff_alerts", "done")
    op.drop_table("alert_notices")
    op.drop_table("incidents")
    op.drop_table("duty_shifts")


def _create_duty_shifts() -> None:
    op.create_table(
        "duty_shifts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("number", sa.LargeBinary()),
        sa.CheckConstraint("starts_at <= ends_at", name="ck_duty_shifts_forward"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_duty_shifts_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_shifts"),
    )
    op.create_index("ix_duty_shifts_time", "duty_shifts", ["ends_at", "starts_at"])


def _create_incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid()),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by", sa.Uuid()),
        sa.Column("change", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name="fk_incidents_by"),
        sa.ForeignKeyConstraint(["settled_by"], ["users.id"], name="fk_incidents_settled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_alert_id", "incidents", ["alert_id"])
    op.create_index("ix_incidents_open", "incidents", ["settled_at", "at"])


def _create_alert_notices() -> None:
    op.create_table(
        "alert_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("folded_into", sa.Uuid()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["staff_alerts.id"], name="fk_alert_notices_alert_id"),
        sa.ForeignKeyConstraint(["folded_into"], ["alert_notices.id"], name="fk_alert_notices_folded_into"),
        sa.PrimaryKeyConstraint("id", name="pk_alert_notices"),
        sa.UniqueConstraint("alert_id", "user_id", "step", name="uq_alert_notices_alert_id_user_id_step"),
    )
    op.create_index("ix_alert_notices_due", "alert_notices", ["state", "not_before"])
