"""A plan cut into transactions that each leave the directory whole; pure.

A service comes with everything that hangs on it, after its organization and place, so readers meet no half of it; each
transaction is short, because on SQLite everybody else who writes waits meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from resources_directory.exchange.columns import MODELS
from resources_directory.exchange.plan import Plan
from resources_directory.identity import stable_id
from resources_directory.models import Extra, Provenance
from storage.base import Base

#: Records and what hangs on them, in one transaction; at 200 services it takes a fraction of a second.
_RECORDS: Final = 200
_ALONE = ("taxonomy_term", "organization")
_OF_LOCATION = ("address", "accessibility")
_OF_SERVICE = ("phone", "language", "attribute", "cost_option", "required_document", "service_capacity")

Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What the rows of `model` whose `column` is one of `keys` should be; columns in `ignore` are no change alone."""

    model: type[Base]
    column: str
    keys: tuple[UUID, ...]
    rows: tuple[Columns, ...]
    ignore: frozenset[str] = frozenset()


Batch = tuple[Part, ...]


def batches(plan: Plan, stale: Collection[tuple[str, UUID]] = ()) -> Iterator[Batch]:
    """Yield the transactions of an import in order; `stale` names the `Extra` rows that are to go."""
    for kind in _ALONE:
        yield from ((_named(kind, rows),) for rows in _cut(plan.rows.get(kind, [])))
    for rows in _cut(plan.rows.get("location", [])):
        keys = _ids(rows)
        yield (_named("location", rows), *_hanging(plan, _OF_LOCATION, "location_id", keys))
    yield from _lone(plan, _OF_LOCATION, "location_id", "location")
    for rows in _cut(plan.rows.get("service", [])):
        yield _of_services(plan, rows)
    yield from _lone_places(plan)
    yield from _lone(plan, _OF_SERVICE, "service_id", "service")
    yield from _lone(plan, ("schedule",), "service_at_location_id", "service_at_location")
    yield from ((_extras(each),) for each in _cut([*plan.extras.items(), *((key, {}) for key in stale)]))


def _of_services(plan: Plan, rows: Sequence[Columns]) -> Batch:
    keys = set(_ids(rows))
    places = [row for row in plan.rows.get("service_at_location", []) if row["service_id"] in keys]
    return (
        _named("service", rows),
        _named("service_at_location", places),
        *_hanging(plan, ("schedule",), "service_at_location_id", _ids(places)),
        *_hanging(plan, _OF_SERVICE, "service_id", tuple(keys)),
        *_sources(plan, keys),
    )


def _sources(plan: Plan, keys: set[UUID]) -> Iterator[Part]:
    """Yield the sources of services: where one says when it was changed, that is told too, else no change by itself."""
    for is_dated, ignore in ((True, {"last_action_type"}), (False, {"last_action_type", "last_action_date"})):
        rows = [row for row in plan.sources if row["service_id"] in keys and row["is_dated"] == is_dated]
        bare = [{name: value for name, value in row.items() if name != "is_dated"} for row in rows]
        services = tuple(row["service_id"] for row in bare)
        yield Part(Provenance, "service_id", services, tuple(bare), frozenset(ignore))


def _named(kind: str, rows: Sequence[Columns]) -> Part:
    """Write records themselves; none is ever removed, because reports and histories may be about it."""
    return Part(MODELS[kind], "id", _ids(rows), tuple(rows))


def _hanging(plan: Plan, kinds: Sequence[str], owner: str, keys: tuple[UUID, ...]) -> Iterator[Part]:
    """Make what hangs on records what the source says of them; objects the source has none of are not touched."""
    mine = set(keys)
    for kind in kinds:
        if kind in plan.rows:
            rows = tuple(row for row in plan.rows[kind] if row[owner] in mine)
            yield Part(MODELS[kind], owner, keys, rows)


def _lone(plan: Plan, kinds: Sequence[str], owner: str, owner_kind: str) -> Iterator[Batch]:
    """Write what hangs on records that the source itself does not hold: the directory does."""
    here = set(_ids(plan.rows.get(owner_kind, [])))
    for kind in kinds:
        owners = dict.fromkeys(row[owner] for row in plan.rows.get(kind, []) if row[owner] not in here)
        yield from (tuple(_hanging(plan, (kind,), owner, tuple(each))) for each in _cut(list(owners)))


def _lone_places(plan: Plan) -> Iterator[Batch]:
    here = set(_ids(plan.rows.get("service", [])))
    rows = [row for row in plan.rows.get("service_at_location", []) if row["service_id"] not in here]
    return ((_named("service_at_location", each),) for each in _cut(rows))


def _extras(pairs: Sequence[tuple[tuple[str, UUID], Columns]]) -> Part:
    ids = {key: stable_id("extra", key[0], str(key[1])) for key, _ in pairs}
    rows = [
        {"id": ids[key], "resource_type": key[0], "resource_id": key[1], "body": body} for key, body in pairs if body
    ]
    return Part(Extra, "id", tuple(ids.values()), tuple(rows))


def _ids(rows: Sequence[Columns]) -> tuple[UUID, ...]:
    return tuple(row["id"] for row in rows)


def _cut(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + _RECORDS] for start in range(0, len(rows), _RECORDS))
