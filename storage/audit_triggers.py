"""Triggers that refuse to change or remove an audit entry; used by the model and, copied, by migration 0001."""

from __future__ import annotations

_FIXED = "position, at, actor, role, action, subject_kind, subject_id, seal"

#: Statements by dialect, in order.  `reason` is left out: key rotation writes it again.
APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END""",
        f"""CREATE TRIGGER audit_entries_no_update BEFORE UPDATE OF {_FIXED} ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$""",
        """CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()""",
        f"""CREATE TRIGGER audit_entries_no_update BEFORE UPDATE OF {_FIXED} ON audit_entries
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()""",
    ),
}
