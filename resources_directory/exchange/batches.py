"""A plan cut into transactions that each leave the directory whole; pure.

A service comes with everything that hangs on it, after its organization and place, so readers meet no half of it; each
transaction is short, because on SQLite everybody else who writes waits meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
#: The column by which each object names what it hangs on.
_OWNER: Mapping[str, str] = (
    dict.fromkeys(_OF_LOCATION, "location_id")
    | dict.fromkeys((*_OF_SERVICE, "service_at_location"), "service_id")
    | {"schedule": "service_at_location_id"}
)

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


def batches(plan: Plan) -> Iterator[Batch]:
    """Yield the transactions of an import in order.

    What hangs on a record is whole in a source that has such rows at all: what is there and not in it is to go.
    """
    cutter = _Cutter(plan)
    for kind in _ALONE:
        yield from ((_named(kind, rows),) for rows in _cut(plan.rows.get(kind, [])))
    for rows in _cut(plan.rows.get("location", [])):
        yield (_named("location", rows), *cutter.hanging(_OF_LOCATION, _ids(rows)))
    yield from cutter.lone(_OF_LOCATION, "location")
    for rows in _cut(plan.rows.get("service", [])):
        yield cutter.services(rows)
    yield from cutter.lone_places()
    yield from cutter.lone(_OF_SERVICE, "service")
    yield from cutter.lone(("schedule",), "service_at_location")
    yield from ((_extras(each),) for each in _cut(list(plan.extras.items())))


class _Cutter:
    """A plan, with its rows by what they hang on."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._by_owner: defaultdict[tuple[str, UUID], list[Columns]] = defaultdict(list)
        for kind, owner in _OWNER.items():
            for row in plan.rows.get(kind, []):
                self._by_owner[kind, row[owner]].append(row)
        self._sources = {row["service_id"]: row for row in plan.sources}

    def services(self, rows: Sequence[Columns]) -> Batch:
        """Return services with everything that hangs on them."""
        keys = _ids(rows)
        places = self._of("service_at_location", keys)
        return (
            _named("service", rows),
            _named("service_at_location", places),
            *self.hanging(("schedule",), _ids(places)),
            *self.hanging(_OF_SERVICE, keys),
            *self._about(keys),
        )

    def hanging(self, kinds: Sequence[str], keys: tuple[UUID, ...]) -> Iterator[Part]:
        """Yield what hangs on records; objects the source has none of are not touched."""
        for kind in kinds:
            if kind in self._plan.rows:
                yield Part(MODELS[kind], _OWNER[kind], keys, tuple(self._of(kind, keys)))

    def lone(self, kinds: Sequence[str], owner_kind: str) -> Iterator[Batch]:
        """Yield what hangs on records that the source itself does not hold: the directory does."""
        here = set(_ids(self._plan.rows.get(owner_kind, [])))
        for kind in kinds:
            owners = dict.fromkeys(row[_OWNER[kind]] for row in self._plan.rows.get(kind, []))
            for keys in _cut([key for key in owners if key not in here]):
                yield tuple(self.hanging((kind,), tuple(keys)))

    def lone_places(self) -> Iterator[Batch]:
        """Yield the places of services that the source itself does not hold."""
        here = set(_ids(self._plan.rows.get("service", [])))
        rows = [row for row in self._plan.rows.get("service_at_location", []) if row["service_id"] not in here]
        return ((_named("service_at_location", each),) for each in _cut(rows))

    def _of(self, kind: str, keys: Iterable[UUID]) -> list[Columns]:
        return [row for key in keys for row in self._by_owner.get((kind, key), ())]

    def _about(self, keys: Sequence[UUID]) -> Iterator[Part]:
        """Yield the sources of services: where one says when it was changed, that is told too, else no change alone."""
        for is_dated, ignore in ((True, {"last_action_type"}), (False, {"last_action_type", "last_action_date"})):
            rows = [self._sources[key] for key in keys if self._sources[key]["is_dated"] == is_dated]
            bare = [{name: value for name, value in row.items() if name != "is_dated"} for row in rows]
            yield Part(
                Provenance, "service_id", tuple(row["service_id"] for row in bare), tuple(bare), frozenset(ignore)
            )


def _named(kind: str, rows: Sequence[Columns]) -> Part:
    """Write records themselves; none is ever removed, because reports and histories may be about it."""
    return Part(MODELS[kind], "id", _ids(rows), tuple(rows))


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
