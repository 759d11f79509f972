"""A dump of the database holds nobody's number, name, place or words, on either database."""

from __future__ import annotations

import pytest
from sqlalchemy import MetaData, select

from conversations.models import Contact
from storage.database import Database
from tests.e2e.canaries import encodings
from tests.fixtures.road import Text

NUMBER, OTHER_NUMBER, PLACE, NAME, WORDS = "+16175550142", "617 555 0199", "12 Quillon Alley", "Zebulina", "xylograph"


def dump(database: Database) -> bytes:
    """Write every value of every table as its bytes."""
    tables = MetaData()
    tables.reflect(database.engine)
    with database.read() as session:
        values = [value for table in tables.sorted_tables for row in session.execute(select(table)) for value in row]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)


@pytest.fixture
def told(text: Text) -> None:
    for words in ("please visit my son", "2", PLACE, OTHER_NUMBER, NAME, "1", f"my {WORDS} is broken"):
        text(words, number=NUMBER)
    text(f"my brother is blue and wont wake up {WORDS}", number=NUMBER)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("canary", [NUMBER, "+16175550199", PLACE, "Quillon", NAME, WORDS])
def test_a_dump_holds_nothing_of_the_person(database: Database, canary: str) -> None:
    found = dump(database)

    assert len(found) > 1_000  # there was something to search
    assert not any(way in found for way in encodings(canary))


@pytest.mark.usefixtures("told")
def test_the_search_would_find_what_is_not_encrypted(database: Database) -> None:
    with database.read() as session:
        index = session.scalars(select(Contact.address_index)).first() or ""
    found = dump(database)

    assert any(way in found for way in encodings(index))
