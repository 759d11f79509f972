"""What the columns do not say of a record, kept in `Extra`, and both put together again; pure.

Only differences are kept, so a later change of a column is seen in the export: where the columns no longer say what
they said, only the fields without a column are taken from what was kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resources_directory.exchange.columns import MAPPED, UNIT, read_columns, read_provenance, show, show_provenance
from resources_directory.exchange.rows import Values


def leftover(kind: str, values: Values, columns: Mapping[str, Any], about: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the fields of a row that its columns (and its source, for a service) do not give back as they are."""
    shown = said(kind, columns, about)
    return {name: value for name, value in values.items() if name != UNIT and shown.get(name) != value}


def merged(
    kind: str, columns: Mapping[str, Any], about: Mapping[str, Any] | None, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the row that columns and `kept` leftovers say together."""
    shown = said(kind, columns, about)
    candidate = {**shown, **kept}
    if _still_says(kind, candidate, columns, about):
        return candidate
    return {**shown, **{name: value for name, value in kept.items() if name not in MAPPED[kind]}}


def said(kind: str, columns: Mapping[str, Any], about: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the row that the columns say by themselves."""
    return {**show(kind, columns), **(show_provenance(about) if about else {})}


def _still_says(kind: str, row: Values, columns: Mapping[str, Any], about: Mapping[str, Any] | None) -> bool:
    unit = {UNIT: columns["unit"]} if kind == "service_capacity" else {}
    read = {**read_columns(kind, {**row, **unit}), **(read_provenance(row) if about else {})}
    kept = {**columns, **{name: value for name, value in (about or {}).items() if name != "id"}}
    return all(kept.get(name) == value for name, value in read.items())
