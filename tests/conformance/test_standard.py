"""Our table of the standard says what its compiled schemas say, and our importer is never more lenient than they."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from resources_directory.exchange.check import check
from resources_directory.exchange.known import Known
from resources_directory.exchange.rows import Read, Row
from resources_directory.exchange.standard import KINDS, LINKS
from resources_directory.exchange.value_rules import value_faults
from tests.conformance.report import refusals
from tests.conformance.schemas import Schemas, objects

#: Objects of our table that no compiled schema describes: one is only in the tabular example.
NOT_COMPILED = {"meta_table_description"}
#: What the schemas lack and the standard's own example has.
ONLY_IN_THE_EXAMPLE = {("organization", "services")}
#: By kind of field, what a schema may say of it.
TYPES = {"number": "number", "reference": "string", "choice": "string"}


def described() -> dict[str, dict[str, Any]]:
    """Return the fullest description of each object in the compiled schemas."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("service_at_location", "service", "organization"):
        for each in objects(Schemas().schema(name)):
            fullest = found.setdefault(each["name"], each)
            found[each["name"]] = max(fullest, each, key=lambda schema: len(schema["properties"]))
    return found


DESCRIBED = described()


def test_every_object_of_the_schemas_is_in_our_table_and_no_other():
    assert set(DESCRIBED) == set(KINDS) - NOT_COMPILED


@pytest.mark.parametrize("kind", sorted(DESCRIBED))
def test_an_object_has_the_fields_of_the_standard_and_ours(kind):
    about = KINDS[kind]
    ours = {*about.fields, *about.lists, *about.singles} - {name for name in about.fields if name.startswith("x_")}

    assert {(kind, name) for name in ours ^ set(DESCRIBED[kind]["properties"])} <= ONLY_IN_THE_EXAMPLE


@pytest.mark.parametrize("kind", sorted(DESCRIBED))
def test_what_the_standard_requires_we_require(kind):
    schema, about = DESCRIBED[kind], KINDS[kind]
    required = set(schema["required"]) | set(schema.get("tabular_required", ()))
    single = {key for key, _ in about.singles.items()}

    assert required - single == {name for name, field in about.fields.items() if field.is_required}


@pytest.mark.parametrize("kind", sorted(DESCRIBED))
def test_a_field_is_of_the_kind_the_standard_says(kind):
    for name, field in KINDS[kind].fields.items():
        said = DESCRIBED[kind]["properties"].get(name)
        if said is None:
            continue
        assert said["type"] == TYPES.get(field.kind, "string"), name
        assert tuple(said.get("enum", ())) == field.choices, name


RECORDS = {
    kind: {
        name: {
            "uuid": "11111111-1111-4111-8111-111111111111",
            "reference": "11111111-1111-4111-8111-111111111111",
            "number": 1,
            "date": "2026-01-02",
            "time": "09:00-05:00",
            "instant": "2026-01-02T03:04:05Z",
            "uri": "https://example.org/a",
            "email": "a@example.org",
            "text": "words",
            "choice": next(iter(field.choices), ""),
        }[field.kind]
        for name, field in KINDS[kind].fields.items()
        if not name.startswith("x_")
    }
    for kind in DESCRIBED
}
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=2),
    st.sampled_from(
        [
            "http://[",
            "http://a b",
            "tel:1",
            "a@",
            "2026-02-30",
            "24:00",
            "WEEKLY",
            "daily",
            "2026-01-02T03:04:05",
            "%zz",
        ]
    ),
)


def judge(kind: str) -> Draft202012Validator:
    """Return the schema of an object without what is nested in it."""
    schema = copy.deepcopy(DESCRIBED[kind])
    for name in [*KINDS[kind].lists, *KINDS[kind].singles]:
        schema["properties"].pop(name, None)
    schema["required"] = [name for name in schema["required"] if name not in KINDS[kind].singles]
    return Draft202012Validator(schema, format_checker=FormatChecker())


JUDGES = {kind: judge(kind) for kind in DESCRIBED}


def test_a_plain_record_of_every_object_is_good_by_both():
    for kind, record in RECORDS.items():
        assert list(JUDGES[kind].iter_errors(record)) == []
        assert list(value_faults(kind, Row(record))) == []


@settings(max_examples=600)
@given(st.sampled_from(sorted(DESCRIBED)), st.data())
def test_what_a_schema_refuses_the_importer_refuses(kind, data):
    name = data.draw(st.sampled_from(sorted(RECORDS[kind])))
    value = data.draw(ANYTHING)
    record = {**RECORDS[kind], name: value}
    if list(JUDGES[kind].iter_errors(record)):
        assert [fault for fault in value_faults(kind, Row(record, "x.json", 1)) if fault.field == name], (name, value)


@pytest.mark.parametrize("kind", sorted(set(DESCRIBED) - set(LINKS)))
def test_a_reference_that_must_lead_somewhere_and_does_not_is_refused(kind):
    there = Known({each: frozenset({RECORDS["unit"]["id"]}) for each in KINDS})
    for name, field in KINDS[kind].fields.items():
        if field.is_required and field.refers_to:
            row = Row({**RECORDS[kind], name: "22222222-2222-4222-8222-222222222222"}, "x.csv", 2)
            [fault] = check(Read({kind: [row]}), there).faults
            assert (fault.file, fault.row, fault.field) == ("x.csv", 2, name)


@pytest.mark.parametrize(
    "value", [{"services.csv": [{"id": "x"}]}, {"contents": [1]}, [None], {"services": {}}, "text"]
)
def test_what_is_no_record_is_refused_by_name(value):
    assert refusals({"services.json": value})
