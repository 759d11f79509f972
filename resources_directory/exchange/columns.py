"""Which column keeps which field: each object of the standard that has a table of its own, and back; pure.

Objects without a table (contacts, funding, ...) and fields without a column go to `Extra` (see `leftovers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from resources_directory import models
from resources_directory.exchange.codecs import (
    DAY,
    FLAG,
    ID,
    KEPT_TEXT,
    LATITUDE,
    LONGITUDE,
    MOMENT,
    PHONE_TYPE,
    REAL,
    TEXT,
    URI,
    WHOLE,
    Codec,
    Column,
)
from resources_directory.exchange.rows import Values
from resources_directory.identity import stable_id
from resources_directory.vocabulary import TAXONOMIES
from storage.base import Base

#: Our vocabularies by the name of their taxonomy; every other taxonomy is somebody else's.
OUR_TAXONOMIES: Final = MappingProxyType({title: code for code, (title, _) in TAXONOMIES.items()})
_NAMES = {column: name for name, column in OUR_TAXONOMIES.items()}
_WHOLE_DATE = 10


def _columns(codecs: Mapping[Codec, str]) -> tuple[Column, ...]:
    """Read `field` or `field=column` words by codec."""
    pairs = ((codec, word.partition("=")) for codec, words in codecs.items() for word in words.split())
    return tuple(Column(field, name or field, codec) for codec, (field, _, name) in pairs)


_TABLES: Mapping[str, tuple[type[Base], tuple[Column, ...]]] = {
    "taxonomy_term": (
        models.TaxonomyTerm,
        _columns({ID: "id", TEXT: "code name taxonomy", KEPT_TEXT: "description", URI: "term_uri"}),
    ),
    "organization": (models.Organization, _columns({ID: "id", TEXT: "name", KEPT_TEXT: "description"})),
    "location": (
        models.Location,
        _columns(
            {
                ID: "id",
                TEXT: "name location_type x_neighborhood=neighborhood",
                LATITUDE: "latitude",
                LONGITUDE: "longitude",
            }
        ),
    ),
    "address": (
        models.Address,
        _columns(
            {
                ID: "id location_id",
                TEXT: "address_type country",
                KEPT_TEXT: "address_1 city state_province postal_code",
            }
        ),
    ),
    "accessibility": (
        models.Accessibility,
        _columns({ID: "id location_id", TEXT: "description details", URI: "url"}),
    ),
    "service": (
        models.Service,
        _columns(
            {
                ID: "id organization_id",
                TEXT: "x_code=code name status description eligibility_description fees_description",
                URI: "url",
                FLAG: "x_walk_in=walk_in",
                WHOLE: "minimum_age maximum_age",
            }
        ),
    ),
    "service_at_location": (models.ServiceAtLocation, _columns({ID: "id service_id location_id"})),
    "schedule": (
        models.Schedule,
        _columns(
            {
                ID: "id service_at_location_id",
                TEXT: "x_opening_hours=opening_hours freq byday bymonthday wkst opens_at closes_at description",
                DAY: "valid_from valid_to dtstart until",
                WHOLE: "count interval",
            }
        ),
    ),
    "phone": (models.Phone, _columns({ID: "id service_id", TEXT: "number", PHONE_TYPE: "type"})),
    "language": (models.Language, _columns({ID: "id service_id", TEXT: "code"})),
    "cost_option": (
        models.CostOption,
        _columns(
            {
                ID: "id service_id",
                TEXT: "option currency amount_description",
                REAL: "amount",
                DAY: "valid_from valid_to",
            }
        ),
    ),
    "required_document": (
        models.RequiredDocument,
        _columns({ID: "id service_id", TEXT: "document", URI: "uri"}),
    ),
    "service_capacity": (
        models.ServiceCapacity,
        _columns(
            {
                ID: "id service_id",
                TEXT: "x_unit=unit description",
                REAL: "available maximum",
                MOMENT: "updated",
            }
        ),
    ),
    "attribute": (models.Attribute, _columns({ID: "id link_id=service_id taxonomy_term_id"})),
}
#: A record that has no code of its own is known by its id; that is ours and not said to others.
_CODES = {"taxonomy_term": "code", "service": "x_code"}
#: The name of the unit a capacity is counted in; the tabular form refers to a row of units instead.
UNIT: Final = "x_unit"
#: What of a service's row goes to the table of sources instead.
_PROVENANCE = _columns(
    {
        ID: "id=service_id",
        TEXT: "x_source_url=source_url x_source_date=source_date x_confidence=confidence x_doubt=doubt "
        "x_source_notes=notes",
        MOMENT: "last_modified=last_action_date",
    }
)

#: The table of each object that has one.
MODELS: Mapping[str, type[Base]] = MappingProxyType({kind: model for kind, (model, _) in _TABLES.items()})

#: The fields of each such object that a column keeps.
MAPPED: Mapping[str, frozenset[str]] = MappingProxyType(
    {kind: frozenset(column.field for column in columns) for kind, (_, columns) in _TABLES.items()}
    | {"service": frozenset({column.field for column in (*_TABLES["service"][1], *_PROVENANCE)} | {"assured_date"})}
)


def read_columns(kind: str, values: Values) -> dict[str, Any]:
    """Return the columns of a row of `kind`; the source of a service is read by `read_provenance`."""
    read = {column.name: column.codec.read(values.get(column.field)) for column in _TABLES[kind][1]}
    if kind == "taxonomy_term":
        name = read["taxonomy"]
        # Somebody else's code may be one of ours and mean another thing, so theirs is known by its id.
        read |= {"taxonomy": OUR_TAXONOMIES.get(name, name)} if name in OUR_TAXONOMIES else {"code": str(read["id"])}
        # Ours have no description but their name; the standard wants one.
        read["description"] = "" if read["description"] == read["name"] else read["description"]
    if kind == "service":
        read["code"] = read["code"] or str(read["id"])
    return read


def read_provenance(values: Values) -> dict[str, Any]:
    """Return the source of a service; without an address nobody can look it up, so its date is worth nothing."""
    read = {column.name: column.codec.read(values.get(column.field)) for column in _PROVENANCE}
    date = read["source_date"] or values.get("assured_date", "")
    return {**read, "source_date": date if read["source_url"] else "", "confidence": read["confidence"] or "medium"}


def show(kind: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tabular row that a row of the table of `kind` says by itself."""
    shown = _shown(_TABLES[kind][1], columns)
    if kind == "taxonomy_term":
        shown["description"] = shown["description"] or shown["name"]
        shown |= {"taxonomy": _NAMES[columns["taxonomy"]]} if columns["taxonomy"] in _NAMES else {}
    elif kind == "service_capacity":
        shown["unit_id"] = str(stable_id("unit", shown.pop(UNIT)))
    elif kind == "attribute":
        shown["link_entity"] = "service"
    if kind in _CODES and shown.get(_CODES[kind]) == shown["id"]:
        del shown[_CODES[kind]]
    return shown


def show_provenance(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the table of sources adds to the row of a service."""
    shown = _shown(_PROVENANCE, columns)
    is_day = len(columns["source_date"]) == _WHOLE_DATE
    return {**shown, "assured_date": columns["source_date"]} if is_day else shown


def _shown(columns: tuple[Column, ...], row: Mapping[str, Any]) -> dict[str, Any]:
    shown = {}
    for column in columns:
        value = row.get(column.name)
        if value is not None and (value := column.codec.show(value)) is not None:
            shown[column.field] = value
    return shown
