"""Turn the rows of services.csv (and our review of them) into rows of the directory tables; pure."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from resources_directory.identity import stable_id
from resources_directory.models import (
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Provenance,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from resources_directory.needs import NEEDS
from resources_directory.trust import HELD_CONFIDENCE
from resources_directory.vocabulary import term_rows
from storage.base import Base

CsvRow = Mapping[str, str]
Rows = dict[type[Base], list[dict[str, Any]]]

#: A second need a service meets by its own description: (its category, what the description says, the need).
_ALSO = (
    ("harm_reduction", re.compile(r"\bnaloxone\b", re.IGNORECASE), "naloxone"),
    ("naloxone", re.compile(r"test strips|fentanyl strips|safer.use|safer injection", re.IGNORECASE), "harm_reduction"),
)


class UnreadableSeedError(ValueError):
    """A seed row cannot be used; the message names the row and the field."""


def service_rows(services: Iterable[CsvRow], review: Iterable[CsvRow], now: datetime) -> Rows:
    """Build every row the services need; raises UnreadableSeedError for an unknown category or review decision."""
    decisions = {row["id"]: row for row in review}
    rows: Rows = defaultdict(list, {TaxonomyTerm: term_rows()})
    for source in services:
        if source["category"] not in NEEDS:
            raise UnreadableSeedError(f"{source['id']}: unknown category")
        for model, row in rows_of(source, decisions.get(source["id"], {}), now):
            rows[model].append(row)
    return {model: _without_repeats(model_rows) for model, model_rows in rows.items()}


def rows_of(source: CsvRow, decision: CsvRow, now: datetime) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """Yield the rows one service needs, parents first, without the terms of our vocabulary."""
    location = _location(source, decision)
    yield Organization, {"id": _organization_id(source), "name": source["organization"], "description": ""}
    yield Service, _service(source, decision)
    yield Location, location
    yield Address, _address(source, location)
    at_location = _at_location(source, location)
    yield ServiceAtLocation, at_location
    if source["hours"]:
        yield Schedule, _schedule(source, at_location)
    yield from ((Phone, row) for row in _phones(source))
    yield from ((Language, row) for row in _languages(source))
    yield from ((Attribute, row) for row in _attributes(source))
    yield Provenance, _provenance(source, decision, now)


def _service(source: CsvRow, decision: CsvRow) -> dict[str, Any]:
    is_held = source["confidence"] == HELD_CONFIDENCE or decision.get("decision") == "hold"
    return {
        "id": _service_id(source),
        "organization_id": _organization_id(source),
        "code": source["id"],
        "name": source["service_name"],
        "status": "inactive" if is_held else "active",
        "description": source["description"],
        "url": source["url"],
        "eligibility_description": source["eligibility"],
        "fees_description": source["cost_insurance"],
        "walk_in": source["walk_in"] == "yes",
    }


def _location(source: CsvRow, decision: CsvRow) -> dict[str, Any]:
    """Share one location among the services of one organization at one address; a line has its own."""
    kind = _location_type(source, decision)
    key = _site(source) if kind == "physical" else (source["id"],)
    return {
        "id": stable_id("location", kind, *key),
        "location_type": kind,
        "latitude": _degrees(source, "latitude"),
        "longitude": _degrees(source, "longitude"),
        "neighborhood": source["neighborhood"],
    }


def _location_type(source: CsvRow, decision: CsvRow) -> str:
    match decision.get("decision", ""):
        case "postal":
            return "postal"
        case "" | "hold" | "doubt":
            return "physical" if source["address_1"] else "virtual"
        case _:
            raise UnreadableSeedError(f"{source['id']}: unknown review decision")


def _address(source: CsvRow, location: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": stable_id("address", str(location["id"])),
        "location_id": location["id"],
        "address_type": location["location_type"],
        "address_1": source["address_1"],
        "city": source["city"],
        "state_province": source["state"],
        "postal_code": source["postal_code"],
        "country": "US",
    }


def _at_location(source: CsvRow, location: Mapping[str, Any]) -> dict[str, Any]:
    ids = {"service_id": _service_id(source), "location_id": location["id"]}
    return {"id": stable_id("service_at_location", source["id"]), **ids}


def _schedule(source: CsvRow, at_location: Mapping[str, Any]) -> dict[str, Any]:
    ids = {"id": stable_id("schedule", source["id"]), "service_at_location_id": at_location["id"]}
    return {**ids, "opening_hours": source["hours"]}


def _phones(source: CsvRow) -> Iterator[dict[str, Any]]:
    for kind, column in (("voice", "phone"), ("sms", "sms")):
        for position, number in enumerate(_several(source[column])):
            ids = {"id": stable_id("phone", source["id"], kind, str(position)), "service_id": _service_id(source)}
            yield {**ids, "number": number, "type": kind, "position": position}


def _languages(source: CsvRow) -> Iterator[dict[str, Any]]:
    for code in _several(source["languages"]):
        yield {"id": stable_id("language", source["id"], code), "service_id": _service_id(source), "code": code}


def _attributes(source: CsvRow) -> Iterator[dict[str, Any]]:
    for need in (source["category"], *also_needs(source["category"], source["description"])):
        ids = {"service_id": _service_id(source), "taxonomy_term_id": stable_id("taxonomy_term", need)}
        yield {"id": stable_id("attribute", source["id"], need), **ids}


def also_needs(category: str, description: str) -> list[str]:
    """Return the further needs a service of `category` meets by its own description."""
    return [need for first, says, need in _ALSO if category == first and says.search(description)]


def _provenance(source: CsvRow, decision: CsvRow, now: datetime) -> dict[str, Any]:
    return {
        "id": stable_id("metadata", source["id"]),
        "service_id": _service_id(source),
        "source_url": source["source_url"],
        "source_date": source["source_date"],
        "confidence": source["confidence"],
        "notes": source["notes"],
        "doubt": decision.get("reason", ""),
        "last_action_date": now,
        "last_action_type": "import",
    }


def _organization_id(source: CsvRow) -> uuid.UUID:
    return stable_id("organization", source["organization"])


def _service_id(source: CsvRow) -> uuid.UUID:
    return stable_id("service", source["id"])


def _site(source: CsvRow) -> tuple[str, ...]:
    return tuple(source[column].casefold() for column in ("organization", "address_1", "city"))


def _degrees(source: CsvRow, column: str) -> float | None:
    return float(source[column]) if source[column] else None


def _several(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _without_repeats(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the first row of each id: a shared organization or location is written once."""
    once: dict[Any, dict[str, Any]] = {}
    for row in rows:
        once.setdefault(row["id"], row)
    return list(once.values())
