"""The HSDS API described by OpenAPI 3.1: the paths, what each takes, and our own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
#: Our own fields; everything else is the standard's.
PROFILE: Mapping[str, str] = {
    "x_walk_in": "true when the source says people may come without an appointment; false when nobody says so",
    "x_source_url": "the page the record was read on",
    "x_source_date": "the date of that page, as far as it gives one: a year, a month or a day",
    "x_confidence": "high, medium or low: how sure we are",
    "x_doubt": "why we are less sure; empty when nothing is in doubt",
    "x_traits": "for whom the service is and on what terms, as far as its source affirms it",
    "x_neighborhood": "the place as a person would say it",
    "x_opening_hours": "OpenStreetMap opening_hours, Boston time; empty when not known",
    "x_open_state": "open, closed or unknown at the moment of the answer",
}
_SCHEMA = "https://docs.openreferral.org/en/v3.1/hsds/schema_reference.html"
#: Parameter -> (JSON type, what it does); the standard's words are not repeated here.
_PARAMETERS: Mapping[str, tuple[str, str]] = {
    "search": ("string", "Words in the name or description of a service, or in the name of its organization."),
    "page": ("integer", "Which page, from 1."),
    "per_page": ("integer", "Records on a page, at most 100; 50 unless said."),
    "format": ("string", "json, or ndjson: every record, one a line, without pages."),
    "taxonomy_term_id": ("string", "Only services with this term."),
    "taxonomy_id": ("string", "Only services with any term of this taxonomy."),
    "organization_id": ("string", "Only services of this organization."),
    "modified_after": ("string", "Only what changed after this date or time, ISO 8601."),
    "minimal": ("boolean", "Only id and modified_date."),
    "full": ("boolean", "Each record whole."),
    "postcode": ("string", "Only places with this ZIP code."),
    "proximity": ("string", "Metres around the middle of the postcode."),
    "x_lat": ("number", "Latitude in degrees; in the body of a POST only."),
    "x_lng": ("number", "Longitude in degrees; in the body of a POST only."),
    "x_radius_m": ("number", "Metres around x_lat and x_lng; in the body of a POST only."),
}
_PAGED = ("search", "page", "per_page", "format")
_OF_SERVICES = (*_PAGED, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
_IN_BODY_ONLY = ("x_lat", "x_lng", "x_radius_m")
#: List -> the parameters it takes.
LISTS: Mapping[str, tuple[str, ...]] = {
    "services": (*_OF_SERVICES, "minimal", "full"),
    "organizations": (*_PAGED, "taxonomy_term_id", "taxonomy_id"),
    "service_at_locations": (*_OF_SERVICES, "postcode", "proximity", *_IN_BODY_ONLY),
    "taxonomies": _PAGED,
    "taxonomy_terms": (*_PAGED, "taxonomy_id"),
}


def openapi(version: str) -> Json:
    """Describe version `version` of the standard as it is served here."""
    paths: Json = {"/": _get("This version, our profile, this description"), "/profile": _get("Our own fields")}
    for name, takes in LISTS.items():
        one = name.replace("_", " ")
        paths[f"/{name}"] = {**_get(f"List {one}", takes), "post": _post(f"List {one}, asked in a body", takes)}
        paths[f"/{name}/{{id}}"] = _get("One of them whole", has_id=True)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Boston recovery support directory",
            "version": version,
            "description": f"HSDS {version} (see {_SCHEMA}), read only; fields of our own begin with x_ (/profile).",
        },
        "servers": [{"url": f"/hsds/{version}"}],
        "paths": paths,
    }


def _get(summary: str, takes: tuple[str, ...] = (), *, has_id: bool = False) -> Json:
    named = [_parameter(name) for name in takes if name not in _IN_BODY_ONLY]
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    return {"get": {"summary": summary, "parameters": [key] if has_id else named, "responses": _responses(has_id)}}


def _post(summary: str, takes: tuple[str, ...]) -> Json:
    fields = {name: {"type": _PARAMETERS[name][0], "description": _PARAMETERS[name][1]} for name in takes}
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": fields}}}}
    return {"summary": summary, "requestBody": body, "responses": _responses(False)}


def _parameter(name: str) -> Json:
    kind, description = _PARAMETERS[name]
    return {"name": name, "in": "query", "description": description, "schema": {"type": kind}}


def _responses(has_id: bool) -> Json:  # noqa: FBT001 (private, and named where it is called)
    found = {"200": {"description": "Found"}, "304": {"description": "You have it already"}}
    refused = {"404": "No such record"} if has_id else {"400": "A parameter makes no sense; the message says which"}
    return {**found, **{code: {"description": text} for code, text in refused.items()}, "429": _TOO_MANY}


_TOO_MANY: Json = {"description": "Too many requests; Retry-After says how many seconds to wait"}
