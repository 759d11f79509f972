"""The directory as our own list of services: one row for each service at a place; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from resources_directory.exchange.cells import write_cell
from resources_directory.exchange.csv_text import write_csv
from resources_directory.exchange.own_list import COLUMNS
from resources_directory.exchange.rows import Tables, Values
from resources_directory.needs import NEEDS
from resources_directory.seed_services import also_needs

_FROM_SERVICE = {
    "service_name": "name",
    "description": "description",
    "url": "url",
    "eligibility": "eligibility_description",
    "cost_insurance": "fees_description",
    "source_url": "x_source_url",
    "source_date": "x_source_date",
    "notes": "x_source_notes",
    "confidence": "x_confidence",
}
_FROM_ADDRESS = {"address_1": "address_1", "city": "city", "state": "state_province", "postal_code": "postal_code"}
_FROM_LOCATION = {"latitude": "latitude", "longitude": "longitude", "neighborhood": "x_neighborhood"}


def own_list(tables: Tables) -> bytes:
    """Return the list as CSV, by id, without what it has no column for and services that meet no need of ours."""
    rows = sorted(_rows(tables), key=lambda row: [row[column] for column in COLUMNS])
    return write_csv(COLUMNS, [[row[column] for column in COLUMNS] for row in rows])


def _rows(tables: Tables) -> Iterator[dict[str, str]]:
    by_id = {kind: {row.id: row.values for row in rows} for kind, rows in tables.items()}
    held = _Held(tables)
    for link in tables.get("service_at_location", ()):
        service = by_id["service"].get(link.values["service_id"], {})
        category = _category(held.needs(link.values["service_id"]), str(service.get("description", "")))
        if not service or not category:
            continue
        location = by_id["location"].get(link.values["location_id"], {})
        yield {
            "id": str(service.get("x_code", service["id"])),
            "organization": str(by_id["organization"][service["organization_id"]]["name"]),
            "category": category,
            "walk_in": "yes" if service.get("x_walk_in") else "",
            "hours": held.hours(link.id),
            "phone": held.numbers(service["id"], "voice"),
            "sms": held.numbers(service["id"], "text"),
            "languages": ";".join(sorted(held.texts("language", "service_id", service["id"], "code"))),
            **_cells(service, _FROM_SERVICE),
            **_cells(location, _FROM_LOCATION),
            **_cells(held.address(link.values["location_id"]), _FROM_ADDRESS),
        }


def _category(needs: list[str], description: str) -> str:
    """Return the need from which the description gives the others, as the list is read; else the first."""
    whole = (need for need in needs if {need, *also_needs(need, description)} == set(needs))
    return next(whole, needs[0] if needs else "")


def _cells(values: Values, names: Mapping[str, str]) -> dict[str, str]:
    return {column: write_cell(values[name]) if name in values else "" for column, name in names.items()}


class _Held:
    """What hangs on services and places, by what it hangs on."""

    def __init__(self, tables: Tables) -> None:
        self._by: defaultdict[tuple[str, str, object], list[Values]] = defaultdict(list)
        self._codes = {row.id: row.values.get("code") for row in tables.get("taxonomy_term", ())}
        for kind, owner in (
            ("phone", "service_id"), ("language", "service_id"), ("attribute", "link_id"),
            ("address", "location_id"), ("schedule", "service_at_location_id"),
        ):  # fmt: skip
            for row in tables.get(kind, ()):
                self._by[kind, owner, row.values.get(owner)].append(row.values)

    def texts(self, kind: str, owner: str, key: object, field: str) -> list[str]:
        """Return one field of each record that hangs on another."""
        return [str(each[field]) for each in self._by[kind, owner, key] if field in each]

    def needs(self, service: object) -> list[str]:
        """Return the needs a service meets, in our order."""
        terms = {self._codes.get(key) for key in self.texts("attribute", "link_id", service, "taxonomy_term_id")}
        return [need for need in NEEDS if need in terms]

    def numbers(self, service: object, kind: str) -> str:
        """Return the numbers of one type, the first to call first."""
        return "; ".join(
            str(each["number"]) for each in self._by["phone", "service_id", service] if each.get("type") == kind
        )

    def hours(self, place: object) -> str:
        """Return hours as we write them; rules of the standard have no column here."""
        return next(iter(self.texts("schedule", "service_at_location_id", place, "x_opening_hours")), "")

    def address(self, location: object) -> dict[str, Any]:
        """Return the address of a location, or nothing."""
        return dict(next(iter(self._by["address", "location_id", location]), {}))
