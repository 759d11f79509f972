"""The HSDS API: valid by the standard's own compiled schemas, complete, and silent about what is held back."""

from __future__ import annotations

import functools
import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import func, select, update

from portline.settings import ROOT
from resources_directory.geography import metres_between
from resources_directory.models import Service, TaxonomyTerm
from resources_directory.needs import NEEDS
from resources_directory.seed import seed
from storage.database import Database
from webhooks.rate_limit import RateLimit
from webhooks.services import Services, services

SCHEMAS = Path(__file__).parent / "hsds_schemas"
SEED = ROOT / "resources_directory" / "seed"
API = "/hsds/3.1"


@pytest.fixture
def api(client: FlaskClient, database: Database) -> FlaskClient:
    object.__setattr__(services_of(client), "api_limit", RateLimit("10000/minute"))
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
    assert api.get(f"{API}/openapi.json").get_json()["openapi"].startswith("3.1")
    assert root["openapi_url"].endswith(f"{API}/openapi.json")
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


def test_every_road_of_the_api_is_in_its_description_and_the_other_way_round(api: FlaskClient) -> None:
    described = api.get(f"{API}/openapi.json").get_json()["paths"]
    rules = [rule for rule in api.application.url_map.iter_rules() if rule.rule.startswith(API)]
    served = {re.sub(r"<uuid:\w+>", "{id}", rule.rule.removeprefix(API)) for rule in rules} - {"/openapi.json"}

    assert set(described) == served
    for rule in rules:
        path = re.sub(r"<uuid:\w+>", "{id}", rule.rule.removeprefix(API))
        methods = {method.lower() for method in rule.methods or ()} & {"get", "post"}
        assert path == "/openapi.json" or set(described[path]) == methods


def test_every_parameter_described_is_taken(api: FlaskClient) -> None:
    sample = {
        "page": "1", "per_page": "2", "format": "json", "minimal": "false", "full": "false", "search": "a",
        "modified_after": "2020-01-01", "postcode": "02118", "proximity": "500",
        **dict.fromkeys(("taxonomy_term_id", "taxonomy_id", "organization_id"), str(uuid4())),
    }  # fmt: skip
    for path, methods in api.get(f"{API}/openapi.json").get_json()["paths"].items():
        names = [each["name"] for each in methods["get"].get("parameters", []) if each["in"] == "query"]
        for name in names:
            asked = {name: sample[name]} | ({"postcode": "02118"} if name == "proximity" else {})
            assert api.get(f"{API}{path}", query_string=asked).status_code == 200, (path, name)


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
def test_all_records_come_one_a_line_when_asked_for(api: FlaskClient, path: str) -> None:
    streamed = api.get(f"{API}/{path}?format=ndjson")
    records = [json.loads(line) for line in streamed.text.splitlines()]

    assert streamed.mimetype == "application/x-ndjson"
    assert [record["id"] for record in records] == [record["id"] for record in every(api, path)]


def test_a_program_that_keeps_a_copy_gets_only_ids_and_dates(api: FlaskClient) -> None:
    records = every(api, "services", minimal="true")

    assert all(set(record) == {"id", "modified_date"} for record in records)
    assert len(records) == len(every(api, "services"))


def test_places_around_a_postcode_or_a_point_are_those_within_so_many_metres(api: FlaskClient) -> None:
    by_code = every(api, "service_at_locations", postcode="02118", proximity="800")
    body = {"x_lat": 42.3361, "x_lng": -71.0730, "x_radius_m": 800, "per_page": 100}
    by_point = api.post(f"{API}/service_at_locations", json=body).get_json()["contents"]
    every_one = every(api, "service_at_locations")
    here = (42.3361, -71.0730)
    near = [
        record["id"]
        for record in every_one
        if record["location"]["location_type"] == "physical"
        and "latitude" in record["location"]
        and metres_between(here, (record["location"]["latitude"], record["location"]["longitude"])) <= 800
    ]

    assert 0 < len(by_code) < len(every_one)
    assert [record["id"] for record in by_point] == near != []


def test_a_point_is_never_taken_from_a_url(api: FlaskClient) -> None:
    refused = api.get(f"{API}/service_at_locations?x_lat=42.3&x_lng=-71.1&x_radius_m=500")

    assert refused.status_code == 400
    assert "body" in refused.text


@pytest.mark.parametrize(
    "query",
    [
        "format=xml",
        "full=perhaps",
        "minimal=1",
        "postcode=99999&proximity=5",
        "postcode=02118&proximity=far",
        "proximity=5",
    ],
)
def test_a_format_or_a_distance_that_makes_no_sense_is_refused_in_words(api: FlaskClient, query: str) -> None:
    path = "services" if "proximity" not in query else "service_at_locations"

    assert api.get(f"{API}/{path}?{query}").status_code == 400


def test_a_taxonomy_has_its_own_terms_and_says_what_open_eligibility_calls_them(api: FlaskClient) -> None:
    names = {record["name"]: record["id"] for record in every(api, "taxonomies")}
    needs = every(api, "taxonomy_terms", taxonomy_id=names["Boston recovery support needs"])

    assert len(names) == 2
    assert {record["code"]: record.get("term_uri") for record in needs}["detox"] == "urn:open-eligibility:106-01-02"
    assert {record["code"] for record in needs} == set(NEEDS)


def test_whoever_asks_too_often_is_told_when_to_come_back(api: FlaskClient) -> None:
    held = services_of(api)
    object.__setattr__(held, "api_limit", RateLimit("3/minute"))
    answers = [api.get(f"{API}/taxonomies") for _ in range(5)]
    another = api.get(f"{API}/taxonomies", environ_base={"REMOTE_ADDR": "192.0.2.7"})

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert another.status_code == 200


def services_of(api: FlaskClient) -> Services:
    with api.application.app_context():
        return services()
