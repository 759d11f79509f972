"""The part of the directory that may be shown: without what is held back and everything that is only about it; pure."""

from __future__ import annotations

from collections.abc import Iterator

from resources_directory.exchange.references import linked
from resources_directory.exchange.rows import Tables


def shown_only(tables: Tables) -> Tables:
    """Leave out services that are not active, what hangs on them, and organizations and places only they name."""
    hidden = {("service", row.id): row for row in tables.get("service", ()) if row.values["status"] != "active"}
    rest = {kind: [row for row in rows if (kind, row.id) not in hidden] for kind, rows in tables.items()}
    left = linked(rest, {}, hidden).tables
    for kind in ("organization", "location"):
        before, after = set(_named(kind, tables)), set(_named(kind, left))
        gone = {(kind, row.id): row for row in left.get(kind, ()) if row.id in before - after}
        hidden |= gone
        left = {each: [row for row in rows if (each, row.id) not in gone] for each, rows in left.items()}
        left = linked(left, {}, hidden).tables
    return left


def _named(kind: str, tables: Tables) -> Iterator[object]:
    """Yield the organizations that run services, or the places services are at."""
    by = {"organization": "service", "location": "service_at_location"}[kind]
    return (row.values[f"{kind}_id"] for row in tables.get(by, ()))
