"""Our own list of services (the columns of seed/services.csv) into the tabular form and back; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from resources_directory.exchange.columns import MODELS, show, show_provenance
from resources_directory.exchange.flatten import Found, gather
from resources_directory.exchange.rows import Fault, Read, Row, UnreadableSourceError
from resources_directory.models import Provenance, Service
from resources_directory.needs import NEEDS
from resources_directory.seed_services import rows_of
from resources_directory.vocabulary import term_rows

#: The columns of the list, in order.
COLUMNS: Final = (
    *("id", "organization", "service_name", "category", "description", "phone", "sms", "url"),
    *("address_1", "city", "state", "postal_code", "latitude", "longitude", "neighborhood"),
    *("hours", "languages", "eligibility", "cost_insurance", "walk_in"),
    *("source_url", "source_date", "notes", "confidence"),
)
_NEEDED = ("id", "organization", "service_name")
_CONFIDENCE = ("high", "medium", "low", "name_only")
_LIMITS = {"latitude": 90, "longitude": 180}
#: The rows are only shown, never stored as they are: this moment is in none of them.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_KINDS = {model: kind for kind, model in MODELS.items()}


def is_own_list(cells: Mapping[str, str]) -> bool:
    """Tell whether a row has the columns of our list rather than of the standard."""
    return {"service_name", "category"} <= set(cells)


def read_own_list(name: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> Read:
    """Return the rows a list of ours stands for; raises UnreadableSourceError when a column is missing."""
    missing = [column for column in COLUMNS if column not in rows[0][1]]
    if missing:
        raise UnreadableSourceError(f"{name} has no column {', '.join(missing)}.")
    codes: dict[str, int] = {}
    once: dict[tuple[str, UUID], Found] = {}
    faults: list[Found] = []
    for number, cells in rows:
        wrong = [Fault(name, number, *each) for each in _faults(cells, codes.get(cells["id"]))]
        codes.setdefault(cells["id"], number)
        faults += wrong
        if not wrong:
            _add(name, number, cells, once)
    terms = (show("taxonomy_term", row) for row in term_rows())
    return gather([*(("taxonomy_term", Row(term, name, 1)) for term in terms), *once.values(), *faults])


def _add(name: str, number: int, cells: Mapping[str, str], once: dict[tuple[str, UUID], Found]) -> None:
    """Add what one row stands for; what several share (an organization, an address) is the same in each."""
    built = list(rows_of(cells, {}, _NEVER))
    about = next(row for model, row in built if model is Provenance)
    for model, row in built:
        kind = _KINDS.get(model, "")
        if kind and (kind, row["id"]) not in once:
            values = show(kind, row)
            more = _source(about) if model is Service else {}
            once[kind, row["id"]] = (kind, Row(values | more, name, number))


def _source(about: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in show_provenance(about).items() if name not in {"id", "last_modified"}}


def _faults(cells: Mapping[str, str], first: int | None) -> Iterator[tuple[str, str]]:
    if first is not None:
        yield "id", f"is the id of row {first}"
    yield from ((column, "is missing") for column in _NEEDED if not cells[column].strip())
    if cells["category"] not in NEEDS:
        yield "category", f"is not one of: {', '.join(NEEDS)}"
    if cells["confidence"] not in _CONFIDENCE:
        yield "confidence", f"is not one of: {', '.join(_CONFIDENCE)}"
    for column, limit in _LIMITS.items():
        if cells[column] and not _is_degrees(cells[column], limit):
            yield column, f"is not a number between -{limit} and {limit}"


def _is_degrees(text: str, limit: int) -> bool:
    try:
        return abs(float(text)) <= limit
    except ValueError:
        return False
