"""Times are instants, and nothing but a SQLite file or PostgreSQL is opened."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.dialects import sqlite

from storage.base import UtcDateTime
from storage.database import Database, UnsupportedDatabaseError

DIALECT = sqlite.dialect()
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("America/New_York"))


def test_a_boston_noon_is_kept_as_the_same_instant_in_utc() -> None:
    stored = UtcDateTime().process_bind_param(NOON, DIALECT)

    assert stored == NOON
    assert stored.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(NOON.replace(tzinfo=None), DIALECT)


def test_what_sqlite_gives_back_without_a_zone_is_utc() -> None:
    assert UtcDateTime().process_result_value(datetime(2026, 11, 20, 17, 0), DIALECT) == NOON  # noqa: DTZ001 (the point)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://root:geheim@localhost/x"])
def test_other_databases_are_refused_without_repeating_the_url(url: str) -> None:
    with pytest.raises(UnsupportedDatabaseError) as refusal:
        Database.open(url)

    assert "geheim" not in str(refusal.value)
