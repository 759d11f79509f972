"""Encrypted columns: unreadable at rest, whole in memory, silent in errors."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text

from storage import keys
from storage.base import UtcDateTime
from storage.database import Database
from storage.encrypted import EncryptedJson, EncryptedText, UnreadableColumnError
from tests.fixtures.any_text import any_text

WORDS = "meet me behind the library"
PEOPLE = Table(
    "people",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("words", EncryptedText),
    Column("state", EncryptedJson),
    Column("at", UtcDateTime),
)


@pytest.fixture
def people(sqlite_database: Database) -> Database:
    PEOPLE.metadata.create_all(sqlite_database.engine)
    return sqlite_database


def test_words_come_back_whole_and_lie_unreadable(people: Database) -> None:
    with people.write() as session:
        session.execute(insert(PEOPLE).values(id=1, words=WORDS, state={"place": WORDS}))
    with people.read() as session:
        stored = session.execute(text("SELECT words, state FROM people")).one()
        read = session.execute(select(PEOPLE.c.words, PEOPLE.c.state)).one()

    assert tuple(read) == (WORDS, {"place": WORDS})
    assert all(b"library" not in bytes(value) for value in stored)


def test_nothing_stored_is_nothing_read(people: Database) -> None:
    with people.write() as session:
        session.execute(insert(PEOPLE).values(id=1, words=None, state=None))
    with people.read() as session:
        assert tuple(session.execute(select(PEOPLE.c.words, PEOPLE.c.state)).one()) == (None, None)


def test_the_same_words_never_look_the_same(people: Database) -> None:
    with people.write() as session:
        session.execute(insert(PEOPLE), [{"id": 1, "words": WORDS}, {"id": 2, "words": WORDS}])
        stored = session.execute(text("SELECT words FROM people")).scalars().all()

    assert stored[0] != stored[1]


def test_an_unreadable_column_is_named_and_nothing_else(people: Database) -> None:
    with people.write() as session:
        session.execute(insert(PEOPLE).values(id=1, words=WORDS))
    keys.install(keys.Keyring([keys.new_key()], keys.new_key()))

    with people.read() as session, pytest.raises(UnreadableColumnError) as refusal:
        session.execute(select(PEOPLE.c.words)).all()

    assert str(refusal.value) == "people.words cannot be read with the installed keys"
    assert refusal.value.__cause__ is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=any_text())
def test_any_text_survives_encryption(value: str, keyring: keys.Keyring) -> None:
    assert EncryptedText().unpack(keyring.decrypt(keyring.encrypt(EncryptedText().pack(value)))) == value
