"""The parameters of the HSDS API, read and checked: each refusal says what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest

from resources_directory.hsds_reading import Query

MOST_ON_A_PAGE, LAST_PAGE = 100, 100_000
_SEARCH_MOST = 100


def asked_for() -> dict[str, str]:
    """Read the parameters: the query's, and by POST the body's, which win; raises BadRequest."""
    asked = request.args.to_dict()
    if request.method == "POST" and request.get_data():
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or not all(isinstance(value, str | int | bool) for value in body.values()):
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
        postcode=asked.get("postcode", "")[:10],
    )


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
