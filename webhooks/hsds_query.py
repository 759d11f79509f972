"""The parameters of the HSDS API, read and checked: each refusal says what was expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from math import nan
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest

from resources_directory.geography import Point
from resources_directory.hsds_reading import Query

MOST_ON_A_PAGE, LAST_PAGE = 100, 100_000
_SEARCH_MOST = 100
_PLAIN = (str, int, float, bool)
_POINT = frozenset({"x_lat", "x_lng"})
_WIDEST_M = 200_000


def asked_for() -> dict[str, str]:
    """Read the parameters: the query's, and by POST the body's, which win; raises BadRequest."""
    asked = request.args.to_dict()
    if request.method == "POST" and request.get_data():
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or not all(
            isinstance(value, str | int | float | bool) for value in body.values()
        ):
            raise BadRequest("the body must be a JSON object of parameters")
        asked |= {str(name): _text(value) for name, value in body.items()}
    return asked


def query_of(asked: Mapping[str, str]) -> Query:
    """Read the standard's parameters; raises BadRequest."""
    return Query(
        page=_whole(asked, "page", 1, LAST_PAGE),
        per_page=_whole(asked, "per_page", 50, MOST_ON_A_PAGE),
        search=asked.get("search", "")[:_SEARCH_MOST],
        taxonomy_term_id=_uuid(asked, "taxonomy_term_id"),
        organization_id=_uuid(asked, "organization_id"),
        modified_after=_moment(asked, "modified_after"),
        postcode="" if asked.get("proximity") else asked.get("postcode", "")[:10],
        taxonomy_id=_uuid(asked, "taxonomy_id"),
    )


def is_yes(asked: Mapping[str, str], name: str) -> bool:
    """Read a parameter that is true or false; raises BadRequest for anything else."""
    text = asked.get(name, "false")
    if text not in {"true", "false"}:
        raise BadRequest(f"{name} must be true or false")
    return text == "true"


def as_ndjson(asked: Mapping[str, str]) -> bool:
    """Tell whether all records are wanted, one a line; raises BadRequest for another format."""
    text = asked.get("format", "json")
    if text not in {"json", "ndjson"}:
        raise BadRequest("format must be json or ndjson")
    return text == "ndjson"


def circle(asked: Mapping[str, str], zip_center: Callable[[str], Point | None]) -> tuple[Point | None, float]:
    """Read `postcode` with `proximity`, or our `x_lat`, `x_lng`, `x_radius_m` (body only); raises BadRequest.

    A place in a URL would lie in logs and histories, so a point is taken from a body alone.
    """
    if asked.get("proximity"):
        middle = zip_center(asked.get("postcode", ""))
        if middle is None:
            raise BadRequest("proximity needs a postcode whose middle we know")
        return middle, _number(asked, "proximity", 1, _WIDEST_M)
    if not _POINT & asked.keys():
        return None, 0.0
    if _POINT & request.args.keys():
        raise BadRequest("x_lat and x_lng must come in the body of a POST, never in a URL")
    latitude, longitude = _number(asked, "x_lat", -90, 90), _number(asked, "x_lng", -180, 180)
    return (latitude, longitude), _number(asked, "x_radius_m", 1, _WIDEST_M)


def _number(asked: Mapping[str, str], name: str, least: float, most: float) -> float:
    try:
        value = float(asked.get(name, ""))
    except ValueError:
        value = nan
    if not least <= value <= most:
        raise BadRequest(f"{name} must be a number from {least:g} to {most:g}")
    return value


def _whole(asked: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = asked.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= most):
        raise BadRequest(f"{name} must be a whole number from 1 to {most}")
    return int(text)


def _uuid(asked: Mapping[str, str], name: str) -> UUID | None:
    try:
        return UUID(asked[name]) if asked.get(name) else None
    except ValueError:
        raise BadRequest(f"{name} must be a UUID") from None


def _moment(asked: Mapping[str, str], name: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(asked[name]) if asked.get(name) else None
    except ValueError:
        raise BadRequest(f"{name} must be a date or time, ISO 8601") from None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
