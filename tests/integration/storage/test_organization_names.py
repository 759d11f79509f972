"""The migration that lets two organizations have one name keeps every service its organization, there and back."""

from __future__ import annotations

import uuid
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import text

from storage import migrations
from storage.database import Database

ORGANIZATIONS = ["a" * 32, "b" * 32, "c" * 32]


@pytest.fixture(params=["sqlite", "postgres"])
def migrated_url(request, tmp_path, postgres_server):
    """Name a database at the revision before."""
    name = f"names_{uuid.uuid4().hex}"
    if request.param == "postgres":
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
    url = (
        f"sqlite:///{tmp_path}/x.db"
        if request.param == "sqlite"
        else postgres_server.replace("/postgres?", f"/{name}?")
    )
    migrations.upgrade(url, "0009")
    yield url
    if request.param == "postgres":
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def write(url: str, *statements: str) -> None:
    with closing(Database.open(url)) as database, database.write() as session:
        for statement in statements:
            session.execute(text(statement))


def read(url: str, statement: str) -> list[tuple[str, ...]]:
    with closing(Database.open(url)) as database, database.read() as session:
        return [tuple(row) for row in session.execute(text(statement))]


def organization(key: str, name: str) -> str:
    return f"INSERT INTO directory_organizations (id, name, description) VALUES ('{key}', '{name}', '')"  # noqa: S608 - our own words


def service(key: str) -> str:
    texts = "code, name, status, description, url, eligibility_description, fees_description"
    return (
        f"INSERT INTO directory_services (id, organization_id, {texts}, walk_in) "  # noqa: S608 - our own words
        f"VALUES ('{key}', '{key}', '{key}', 'x', 'active', '', '', '', '', false)"
    )


def test_services_keep_their_organization_and_names_may_repeat(migrated_url: str) -> None:
    one, other, third = ORGANIZATIONS
    write(migrated_url, organization(one, "One"), organization(other, "Other"), service(one), service(other))
    migrations.upgrade(migrated_url, "0010")
    write(migrated_url, organization(third, "One"))
    names = "SELECT o.name FROM directory_services s JOIN directory_organizations o ON o.id = s.organization_id"

    assert sorted(read(migrated_url, names)) == [("One",), ("Other",)]
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        write(migrated_url, f"DELETE FROM directory_organizations WHERE id = '{one}'")  # noqa: S608 - our own words

    migrations.downgrade(migrated_url, "0009")
    kept = [name for (name,) in read(migrated_url, "SELECT name FROM directory_organizations ORDER BY name")]

    assert (kept[0], kept[2]) == ("One", "Other")
    assert kept[1].startswith("One (cc")
    with pytest.raises(Exception, match=r"(?i)unique"):
        write(migrated_url, organization("d" * 32, "Other"))
