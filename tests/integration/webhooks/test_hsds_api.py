"""The HSDS API: valid by the standard's own compiled schemas, complete, and silent about what is held back."""

from __future__ import annotations

import functools
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import func, select, update

from portline.settings import ROOT
from resources_directory.models import Service, TaxonomyTerm
from resources_directory.seed import seed
from storage.database import Database

SCHEMAS = Path(__file__).parent / "hsds_schemas"
SEED = ROOT / "resources_directory" / "seed"
API = "/hsds/3.1"


@pytest.fixture
def api(client: FlaskClient, database: Database) -> FlaskClient:
    with database.write() as session:
        seed(session, SEED, datetime(2026, 11, 22, tzinfo=UTC))
    return client


@functools.cache
def validator_of(name: str) -> Draft202012Validator:
    """Read a schema of HSDS 3.1 as compiled by its makers (openreferral/specification; zipped: it nests)."""
    schema = json.loads(gzip.decompress((SCHEMAS / f"{name}.json.gz").read_bytes()))
    return Draft202012Validator(schema, format_checker=FormatChecker())


def faults(name: str, value: object) -> list[str]:
    validator = validator_of(name)
    return [f"{'/'.join(map(str, error.path))}: {error.message[:120]}" for error in validator.iter_errors(value)]


def every(api: FlaskClient, path: str, **more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    number = 1
    while True:
        page = api.get(f"{API}/{path}", query_string={"page": str(number), "per_page": "100", **more}).get_json()
        found += page["contents"]
        if page["last_page"]:
            assert len(found) == page["total_items"]
            return found
        number += 1


def test_the_root_names_the_version_the_profile_and_the_description(api: FlaskClient) -> None:
    root = api.get(f"{API}/").get_json()

    assert root["version"] == "3.1"
    assert root["openapi_url"].startswith("https://")
    assert "x_walk_in" in api.get(f"{API}/profile").get_json()["fields"]


@pytest.mark.parametrize(
    ("path", "listed", "whole"),
    [
        ("services", "service_list", "service"),
        ("service_at_locations", "service_at_location_list", "service_at_location"),
        ("organizations", "organization_list", "organization"),
    ],
)
def test_every_record_is_valid_listed_and_whole(api: FlaskClient, path: str, listed: str, whole: str) -> None:
    records = every(api, path)
    some = records[:: max(1, len(records) // 25)]

    assert len(records) > 50
    assert [fault for record in records for fault in faults(listed, record)] == []
    assert [f for record in some for f in faults(whole, api.get(f"{API}/{path}/{record['id']}").get_json())] == []


def test_what_is_held_back_is_in_no_answer(api: FlaskClient, database: Database) -> None:
    with database.write() as session:
        hidden = session.scalars(select(Service).where(Service.status == "active").order_by(Service.name)).first()
        assert hidden
        session.execute(update(Service).where(Service.id == hidden.id).values(status="inactive"))
        hidden_id = str(hidden.id)
        active = session.scalar(select(func.count()).where(Service.status == "active"))
    services = every(api, "services")

    assert len(services) == active
    assert hidden_id not in {service["id"] for service in services}
    assert api.get(f"{API}/services/{hidden_id}").status_code == 404
    assert hidden_id not in {place["service_id"] for place in every(api, "service_at_locations")}


def test_services_of_one_need_are_those_with_its_attribute(api: FlaskClient, database: Database) -> None:
    with database.read() as session:
        term = str(session.scalars(select(TaxonomyTerm.id).where(TaxonomyTerm.code == "naloxone")).one())
    found = every(api, "services", taxonomy_term_id=term, full="true")

    assert found
    assert all(term in {each["taxonomy_term_id"] for each in record["attributes"]} for record in found)  # type: ignore[attr-defined]


def test_a_search_by_post_is_the_same_as_by_get(api: FlaskClient) -> None:
    by_get = api.get(f"{API}/services", query_string={"search": "AHOPE"}).get_json()
    by_post = api.post(f"{API}/services", json={"search": "ahope"}).get_json()

    assert by_get == by_post
    assert by_get["total_items"] >= 1


def test_who_has_the_answer_already_gets_304(api: FlaskClient) -> None:
    first = api.get(f"{API}/taxonomy_terms")
    again = api.get(f"{API}/taxonomy_terms", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "per_page=101", "taxonomy_term_id=1", "organization_id=x", "modified_after=soon"]
)
def test_a_parameter_that_makes_no_sense_is_refused_in_words(api: FlaskClient, query: str) -> None:
    refused = api.get(f"{API}/services?{query}")

    assert refused.status_code == 400
    assert query.partition("=")[0] in refused.text


def test_a_page_past_the_end_is_empty_and_says_so(api: FlaskClient) -> None:
    page = api.get(f"{API}/services?page=999").get_json()

    assert (page["contents"], page["empty"], page["last_page"]) == ([], True, True)


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
def test_a_record_that_is_not_there_is_404(api: FlaskClient, path: str) -> None:
    assert api.get(f"{API}/{path}/{uuid4()}").status_code == 404
