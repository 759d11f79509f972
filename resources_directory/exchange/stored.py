"""The whole directory read back into the tabular form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.exchange.columns import MODELS
from resources_directory.exchange.leftovers import merged
from resources_directory.exchange.placing import derived_id
from resources_directory.exchange.rows import Row, Tables
from resources_directory.exchange.standard import KINDS
from resources_directory.hsds_schedules import schedules
from resources_directory.identity import stable_id
from resources_directory.models import Extra, FieldChange, Phone, Provenance, ServiceCapacity

#: The standard wants a name of whoever changed a record; ours are never published.
UNNAMED: Final = "not published"
Extras = Mapping[str, Mapping[UUID, Mapping[str, Any]]]


def stored_tables(session: Session) -> Tables:
    """Read every record, held back or not, with what only `Extra` holds."""
    extras: defaultdict[str, dict[UUID, Mapping[str, Any]]] = defaultdict(dict)
    for kind, key, body in session.execute(select(Extra.resource_type, Extra.resource_id, Extra.body)):
        extras[kind][key] = body
    tables: Tables = {kind: _rows(session, kind, extras[kind]) for kind in MODELS}
    for kind in extras:
        here = {row.id for row in tables.get(kind, ())}
        kept = (({"id": str(key), **body}) for key, body in extras[kind].items() if str(key) not in here)
        lone = [Row(values) for values in kept if _stands(kind, values)]
        tables[kind] = [*tables.get(kind, ()), *lone]
    tables["unit"] = [*tables.get("unit", ()), *_own_units(session, extras)]
    tables["metadata"] = _history(session, tables.get("metadata", []))
    tables["schedule"] += _derived(tables["schedule"])
    return {kind: tables[kind] for kind in (*KINDS, *sorted(set(tables) - set(KINDS))) if tables.get(kind)}


def _stands(kind: str, values: Mapping[str, Any]) -> bool:
    """Tell a record that only `Extra` holds from what is left over of one whose row is gone."""
    if kind not in MODELS:
        return True
    about = KINDS[kind]
    is_whole = all(name in values for name, field in about.fields.items() if field.is_required)
    return is_whole and (not about.owners or any(field.name in values for field in about.owners))


def _rows(session: Session, kind: str, kept: Mapping[UUID, Mapping[str, Any]]) -> list[Row]:
    table = MODELS[kind].__table__
    order = (table.c.service_id, table.c.type, table.c.position) if MODELS[kind] is Phone else (table.c.id,)
    rows = session.execute(select(table).order_by(*order)).mappings()
    about = _sources(session) if kind == "service" else {}
    return [Row(merged(kind, dict(row), about.get(row["id"]), kept.get(row["id"], {}))) for row in rows]


def _sources(session: Session) -> dict[UUID, Mapping[str, Any]]:
    rows = session.execute(select(Provenance.__table__)).mappings()
    # The id is that of the service here: both are one row of the tabular form.
    return {row["service_id"]: {name: value for name, value in row.items() if name != "id"} for row in rows}


def _own_units(session: Session, extras: Extras) -> list[Row]:
    """Name the units of capacities that no source gave a row for."""
    given = {key for key, body in extras.get("service_capacity", {}).items() if "unit_id" in body}
    counted = session.execute(select(ServiceCapacity.id, ServiceCapacity.unit))
    ours = {stable_id("unit", unit): unit for key, unit in counted if key not in given}
    return [Row({"id": str(key), "name": unit}) for key, unit in ours.items() if key not in extras.get("unit", {})]


def _history(session: Session, imported: list[Row]) -> list[Row]:
    """Give the changes of fields as the standard's metadata, without who made them."""
    ours = [
        {
            "id": str(change.id),
            "resource_id": str(change.resource_id),
            "resource_type": change.resource_type,
            "last_action_date": change.last_action_date.date().isoformat(),
            "last_action_type": change.last_action_type,
            "field_name": change.field_name,
            "previous_value": change.previous_value,
            "replacement_value": change.replacement_value,
        }
        for change in session.scalars(select(FieldChange))
    ]
    here = {row["id"] for row in ours}
    others = [dict(row.values) for row in imported if row.id not in here]
    return [Row({**values, "updated_by": UNNAMED}) for values in (*ours, *others)]


def _derived(rows: list[Row]) -> list[Row]:
    """Say our own hours as rules of the standard too, where a rule can say them."""
    found = []
    for row in rows:
        text, place = row.values.get("x_opening_hours"), row.values.get("service_at_location_id")
        if not text or not place:
            continue
        said = schedules(str(text), UUID(str(place)))
        found += [Row({**each, "id": derived_id(str(place), at)}) for at, each in enumerate(said) if "freq" in each]
    return found
