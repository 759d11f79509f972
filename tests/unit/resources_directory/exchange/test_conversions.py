"""Nested to tabular and back, text and back, columns and back: nothing is lost, whatever the words."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.exchange.cells import plain
from resources_directory.exchange.columns import MODELS, UNIT, read_columns, read_provenance
from resources_directory.exchange.exporting import as_json, as_tables, as_zip
from resources_directory.exchange.flatten import flatten, gather
from resources_directory.exchange.leftovers import leftover, merged
from resources_directory.exchange.nest import nest
from resources_directory.exchange.reading import read_named
from resources_directory.exchange.rows import Fault, Row, Tables
from resources_directory.exchange.standard import KINDS, LINKS, Field
from resources_directory.exchange.value_rules import value_faults

IDS = st.integers(1, 40).map(lambda number: str(UUID(int=number)))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
VALUES = {
    "text": TEXT,
    "number": st.one_of(st.integers(-(2**40), 2**40), st.floats(-1e9, 1e9).map(plain)),
    "uuid": IDS,
    "reference": IDS,
    "uri": st.sampled_from(["https://example.org/a%20b", "http://example.org", "tel:311"]),
    "email": st.just("a@example.org"),
    "date": st.dates().map(str),
    "time": st.sampled_from(["09:00", "17:30:00-05:00", "24:00"]),
    "instant": st.sampled_from(["2026-11-23T09:00:00Z", "2026-11-23T09:00:00.5+01:00"]),
    "flag": st.booleans(),
}


def value_of(field: Field) -> st.SearchStrategy:
    return st.sampled_from(field.choices) if field.kind == "choice" else VALUES[field.kind]


@st.composite
def rows(draw, kind: str) -> Row:
    """Draw a row the check would take, alone."""
    fields = KINDS[kind].fields
    some = draw(st.sets(st.sampled_from(sorted(fields))))
    values = {name: draw(value_of(field)) for name, field in fields.items() if field.is_required or name in some}
    if kind in LINKS:
        values[LINKS[kind][1]] = draw(st.sampled_from(["service", "location", "something else"]))
    return Row(values | draw(st.dictionaries(TEXT.map("z_{}".format), TEXT, max_size=1)))


@st.composite
def tables(draw) -> Tables:
    """Draw tables in which no object has two rows of one id; references lead anywhere, or nowhere."""
    kinds = draw(st.sets(st.sampled_from(sorted(KINDS)), max_size=8))
    drawn = {kind: draw(st.lists(rows(kind), max_size=4, unique_by=lambda row: row.id)) for kind in sorted(kinds)}
    return {kind: each for kind, each in drawn.items() if each}


def said(given: Tables) -> dict[str, dict[str, object]]:
    return {kind: {row.id: dict(row.values) for row in each} for kind, each in given.items() if each}


@given(tables())
def test_nested_records_say_all_the_rows_say(drawn: Tables) -> None:
    found = [
        each for kind, records in nest(drawn).items() for record in records for each in flatten(kind, record, "", 1)
    ]
    read = gather(found)

    assert not read.faults
    assert said(read.tables) == said(drawn)


@given(tables())
def test_tables_written_as_text_are_read_the_same(drawn: Tables) -> None:
    read = read_named(as_tables(drawn))

    assert not read.faults
    assert said(read.tables) == said(drawn)
    assert as_zip(as_tables(read.tables)) == as_zip(as_tables(drawn))


@given(tables())
def test_one_json_document_is_read_the_same(drawn: Tables) -> None:
    if drawn:
        read = read_named({"all.json": as_json(drawn)})

        assert not read.faults
        assert said(read.tables) == said(drawn)


@given(st.sampled_from(sorted(MODELS)).flatmap(lambda kind: st.tuples(st.just(kind), rows(kind))))
def test_columns_and_what_is_left_over_say_the_row_again(drawn: tuple[str, Row]) -> None:
    kind, row = drawn
    assert not list(value_faults(kind, row))
    unit = {UNIT: "bed"} if kind == "service_capacity" else {}
    columns = read_columns(kind, {**row.values, **unit})
    about = read_provenance(row.values) if kind == "service" else None
    again = merged(kind, columns, about, leftover(kind, row.values, columns, about))

    assert {name: again.get(name) for name in row.values} == dict(row.values)


def test_a_column_that_staff_changed_is_seen_and_what_has_no_column_stays() -> None:
    row = {"id": str(UUID(int=1)), "location_type": "physical", "latitude": 100, "transportation": "Bus 1"}
    columns = read_columns("location", row)
    kept = leftover("location", row, columns, None)
    moved = merged("location", {**columns, "latitude": 42.3}, None, kept)

    assert (columns["latitude"], kept) == (None, {"latitude": 100, "transportation": "Bus 1"})
    assert (moved["latitude"], moved["transportation"]) == (42.3, "Bus 1")


def test_what_two_places_say_differently_of_one_record_is_refused() -> None:
    key = str(UUID(int=1))
    phones = [{"id": key, "number": "1"}, {"id": key, "number": "2"}]
    record = {"id": str(UUID(int=2)), "name": "x", "status": "active", "phones": phones}
    faults = gather(flatten("service", record, "services.json", 7)).faults

    assert faults == (Fault("services.json", 7, "phones/1/number", "differs from what row 7 says of the same id"),)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("x.json", {"id": "1", "name": "x", "status": "active"}, "service"),
        ("x.json", [{"id": "1", "location_type": "virtual"}], "location"),
        ("x.json", {"contents": [{"id": "1", "website": "x", "name": "x"}]}, "organization"),
        ("taxonomies.json", [{"id": "1", "name": "x"}], "taxonomy"),
        ("taxonomy_terms.json", [{"id": "1", "name": "x"}], "taxonomy_term"),
        ("x.json", {"services": [{"id": "1"}]}, "service"),
        ("x.json", {"services.csv": [{"id": "1"}]}, "service"),
        ("x.json", {"theirs.csv": [{"id": "1"}]}, "theirs"),
    ],
)
def test_json_of_every_shape_is_known(name: str, value: object, kind: str) -> None:
    assert list(read_named({name: json.dumps(value).encode()}).tables) == [kind]
