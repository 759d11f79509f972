"""The seed is loaded whole, with its sources and its doubts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.misspelling import edits, is_misspelling
from resources_directory.models import Address, Phone, Place, Provenance, Schedule, Service
from resources_directory.stats import stats


def test_every_row_of_the_seed_is_there_with_its_source(directory: Session, seed_directory: Path) -> None:
    with (seed_directory / "services.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    stored = directory.execute(
        select(
            Service.code,
            Service.name,
            Provenance.source_url,
            Provenance.source_date,
            Provenance.confidence,
            Provenance.notes,
        ).join(Provenance, Provenance.service_id == Service.id)
    ).all()

    assert len(stored) == len(rows) == 366
    for code, *facts in stored:
        assert facts == [
            rows[code][name] for name in ("service_name", "source_url", "source_date", "confidence", "notes")
        ]


def test_no_number_address_or_hours_differ_from_the_file(directory: Session, seed_directory: Path) -> None:
    with (seed_directory / "services.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {part.strip() for row in rows for part in (row["phone"] + ";" + row["sms"]).split(";") if part.strip()}

    assert set(directory.scalars(select(Phone.number))) == numbers
    assert set(directory.scalars(select(Schedule.opening_hours))) == {row["hours"] for row in rows if row["hours"]}
    assert set(directory.scalars(select(Address.address_1))) == {row["address_1"] for row in rows}


def test_a_name_only_record_is_inactive(directory: Session) -> None:
    held = select(Service.status).join(Provenance).where(Provenance.confidence == "name_only")

    assert set(directory.scalars(held)) == {"inactive"}


def test_every_review_decision_is_about_a_record_that_exists(directory: Session, seed_directory: Path) -> None:
    with (seed_directory / "review.csv").open(encoding="utf-8", newline="") as file:
        reviewed = {row["id"] for row in csv.DictReader(file)}

    assert reviewed - set(directory.scalars(select(Service.code))) == set()


@pytest.mark.parametrize("name", ["more_aliases.csv", "outside_boston.csv"])
def test_every_place_we_add_to_exists(directory: Session, seed_directory: Path, name: str) -> None:
    with (seed_directory / name).open(encoding="utf-8", newline="") as file:
        named = {row["name"] for row in csv.DictReader(file)}

    assert named - set(directory.scalars(select(Place.name))) == set()


def test_the_stats_count_what_is_shown(directory: Session) -> None:
    counted = stats(directory)

    assert (counted.shown, counted.held_back) == (330, 36)
    assert counted.by_confidence["high"] == 42
    assert "name_only" not in counted.by_confidence
    assert counted.by_need["naloxone"] > 50
    assert counted.places["station"] == 154


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("", "", 0), ("a", "", 1), ("dudley", "dudly", 1), ("duldey", "dudley", 1), ("ashmont", "almost", 3)],
)
def test_edits_are_letters_added_dropped_changed_or_swapped(one: str, other: str, count: int) -> None:
    assert edits(one, other) == edits(other, one) == count


@pytest.mark.parametrize(("typed", "name"), [("severe", "revere"), ("park", "part"), ("almost", "ashmont"), ("", "")])
def test_another_word_is_no_misspelling(typed: str, name: str) -> None:
    assert not is_misspelling(typed, name)
