"""The fields of the directory as people see and change them, each as one text, read from rows of the tables; pure.

Most fields are one column of one row.  Some are several rows (the numbers of a service), some two columns (a point).
Changes and proposals are kept under these names and in these words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from resources_directory.models import Address, Language, Phone, Schedule
from storage.base import Base

Row = Mapping[str, Any]
#: The record a field belongs to (HSDS name and id), and the name of the field.
Key = tuple[str, UUID, str]

#: Columns that are one field together, or have another name as one.
_FIELD_OF_COLUMN: Final = {"latitude": "point", "longitude": "point"}
#: When and how a record was last changed is what the history itself says.
_NO_FIELDS: Final = frozenset({"id", "last_action_date", "last_action_type"})


def field_of_column(column: str) -> str:
    """Return the field a column is, or is part of."""
    return _FIELD_OF_COLUMN.get(column, column)


def column_fields(row: Row) -> dict[str, str]:
    """Return the fields of one row as text, by name."""
    found = {name: as_text(value) for name, value in row.items() if name not in _NO_FIELDS | set(_FIELD_OF_COLUMN)}
    return {**found, "point": point_text(row)} if "latitude" in row else found


def as_text(value: object) -> str:
    """Return a value as people read it; nothing is empty text, and so is a no."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def point_text(row: Row) -> str:
    """Write where a location lies, in degrees; empty when nobody knows."""
    return "" if row["latitude"] is None else f"{row['latitude']}, {row['longitude']}"


@dataclass(frozen=True, slots=True)
class RowsField:
    """A field that is several rows: of which record, by which column they name it, and their text together."""

    resource: str
    owner: str
    name: Callable[[Row], str]
    text: Callable[[Sequence[Row]], str]

    def by_key(self, rows: Iterable[Row]) -> dict[Key, list[Row]]:
        """Put rows together that are one field."""
        found: defaultdict[Key, list[Row]] = defaultdict(list)
        for row in rows:
            found[self.resource, row[self.owner], self.name(row)].append(row)
        return dict(found)


def _numbers(rows: Sequence[Row]) -> str:
    return "; ".join(row["number"] for row in sorted(rows, key=lambda row: row["position"]))


def _codes(rows: Sequence[Row]) -> str:
    return "; ".join(sorted(row["code"] for row in rows))


def _address(rows: Sequence[Row]) -> str:
    row = rows[0] if rows else {}
    end = f"{row.get('state_province', '')} {row.get('postal_code', '')}".strip()
    street = row.get("address_1", "")
    return ", ".join(part for part in (street, row.get("city", ""), end) if part) if street else ""


def _hours(rows: Sequence[Row]) -> str:
    """Return our text where there is one, else the rules of the standard in short."""
    ours = [row["opening_hours"] for row in rows if row.get("opening_hours")]
    return ours[0] if ours else "; ".join(filter(None, (_rule(row) for row in sorted(rows, key=lambda row: row["id"]))))


def _rule(row: Row) -> str:
    times = f"{row['opens_at']}-{row['closes_at']}"
    parts = (row["freq"], row["byday"] or row["bymonthday"], times, row["description"])
    return " ".join(part for part in parts if part.strip("-"))


#: The tables whose rows are one field together.
ROWS_FIELDS: Final[Mapping[type[Base], RowsField]] = {
    Phone: RowsField("service", "service_id", lambda row: "phone" if row["type"] == "voice" else row["type"], _numbers),
    Language: RowsField("service", "service_id", lambda _row: "languages", _codes),
    Address: RowsField("location", "location_id", lambda _row: "address", _address),
    Schedule: RowsField("service_at_location", "service_at_location_id", lambda _row: "opening_hours", _hours),
}
