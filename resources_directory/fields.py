"""The fields of a service that people may change, and how what was typed becomes the one spelling we store; pure.

Each field belongs to one HSDS record (`resource_type`), under which its changes are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Field(StrEnum):
    """One field; its value is the name under which changes of it are stored."""

    NAME = "name"
    STATUS = "status"
    DESCRIPTION = "description"
    PHONE = "phone"
    SMS = "sms"
    URL = "url"
    ELIGIBILITY = "eligibility_description"
    COST = "fees_description"
    WALK_IN = "walk_in"
    LANGUAGES = "languages"
    SOURCE_DATE = "source_date"
    DOUBT = "doubt"
    ADDRESS = "address"
    NEIGHBORHOOD = "neighborhood"
    POINT = "point"
    HOURS = "opening_hours"


class Resource(StrEnum):
    """The HSDS record a field belongs to."""

    SERVICE = "service"
    LOCATION = "location"
    SERVICE_AT_LOCATION = "service_at_location"


class Target(NamedTuple):
    """One field of one record."""

    resource_type: str
    resource_id: UUID
    field: Field


@dataclass(frozen=True, slots=True)
class About:
    """What editors are told of a field: its name, how to write it, whether it takes more than a line."""

    label: str
    hint: str = ""
    is_long: bool = False
    choices: Mapping[str, str] | None = None


#: HSDS 3.1, service.status; only `active` is ever shown to people.
STATUSES: Mapping[str, str] = {
    "active": "Active: shown to people",
    "inactive": "Held back: shown to nobody",
    "temporarily closed": "Closed for now: shown to nobody",
    "defunct": "Gone for good: shown to nobody",
}
ABOUT: Mapping[Field, About] = {
    Field.NAME: About("Name"),
    Field.STATUS: About("Status", choices=STATUSES),
    Field.DESCRIPTION: About("What it is", is_long=True),
    Field.PHONE: About("Phone", "One or more, the first is shown: 617-534-9150; 311. Empty when there is none."),
    Field.SMS: About("Text number", "One or more, the first is shown. Empty when there is none."),
    Field.URL: About("Web page", "Begins with https:// or http://"),
    Field.ELIGIBILITY: About("Who can come", is_long=True),
    Field.COST: About("Cost", is_long=True),
    Field.WALK_IN: About("Walk in", choices={"yes": "Yes, without an appointment", "": "Nobody said so"}),
    Field.LANGUAGES: About("Languages", "Codes of ISO 639: en; es; ht"),
    Field.SOURCE_DATE: About("Checked on", "The day its source is of: 2026-11-23, 2026-11 or 2026."),
    Field.DOUBT: About("Doubt of ours", "People are told to call first while this is not empty.", is_long=True),
    Field.ADDRESS: About("Address", "1 Main Street, Boston, MA 02118. Its point on the map is then worked out anew."),
    Field.NEIGHBORHOOD: About("Neighborhood", "As a person would say it."),
    Field.POINT: About("Point on the map", "Latitude, longitude: 42.3335, -71.0730. Empty when it is not known."),
    Field.HOURS: About("Hours", "OpenStreetMap hours: Mo-Fr 09:00-17:00; Sa 10:00-14:00. Empty when not known."),
}
_OF_LOCATION = frozenset({Field.ADDRESS, Field.NEIGHBORHOOD, Field.POINT})


def resource_of(field: Field) -> Resource:
    """Return the kind of record `field` belongs to."""
    if field is Field.HOURS:
        return Resource.SERVICE_AT_LOCATION
    return Resource.LOCATION if field in _OF_LOCATION else Resource.SERVICE


#: Without one of these nobody can reach a service.
WAYS_TO_REACH = (Field.PHONE, Field.SMS, Field.URL, Field.ADDRESS)


def why_not_shown(changed: Field, values: Mapping[Field, str]) -> str:
    """Say why a change may not leave a service active, "" when it may; `values` as they would become."""
    if changed is not Field.STATUS and changed not in WAYS_TO_REACH:
        return ""
    is_reached = any(values.get(field) for field in WAYS_TO_REACH)
    if values.get(Field.STATUS) == "active" and not is_reached:
        return "A service that is shown needs a way to reach it: a phone, a text number, a web page or an address"
    return ""
