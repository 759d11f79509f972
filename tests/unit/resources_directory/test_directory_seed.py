"""The seed is loaded whole, with its doubts, and loading it again changes nothing."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from resources_directory.models import Address, Language, Phone, Place, Provenance, Schedule, Service
from resources_directory.reconcile import Changes
from resources_directory.seed import seed
from resources_directory.seed_services import UnreadableSeedError
from resources_directory.spelling import edits, is_misspelling
from resources_directory.stats import stats
from storage.database import Database

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 12, tzinfo=UTC)
AHOPE = "boston-public-health-commiss-ahope-drop-in"


@pytest.fixture
def files(seed_directory: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seed_directory, tmp_path / "seed"))


def change(files: Path, name: str, old: str, new: str) -> None:
    path = files / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def service(session: Session, code: str) -> Service:
    return session.scalars(select(Service).where(Service.code == code)).one()


def test_every_row_of_the_seed_is_there_with_its_source(directory: Session, seed_directory: Path) -> None:
    with (seed_directory / "services.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    stored = directory.execute(
        select(Service.code, Service.name, Provenance.source_url, Provenance.source_date, Provenance.confidence, Provenance.notes)
        .join(Provenance, Provenance.service_id == Service.id)
    ).all()  # fmt: skip

    assert len(stored) == len(rows) == 366
    for code, *facts in stored:
        assert facts == [rows[code][name] for name in ("service_name", "source_url", "source_date", "confidence", "notes")]


def test_no_number_address_or_hours_differ_from_the_file(directory: Session, seed_directory: Path) -> None:
    with (seed_directory / "services.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {part.strip() for row in rows for part in (row["phone"] + ";" + row["sms"]).split(";") if part.strip()}

    assert set(directory.scalars(select(Phone.number))) == numbers
    assert set(directory.scalars(select(Schedule.opening_hours))) == {row["hours"] for row in rows if row["hours"]}
    assert set(directory.scalars(select(Address.address_1))) == {row["address_1"] for row in rows}


def test_loading_again_changes_nothing(sqlite_database: Database, seed_directory: Path) -> None:
    with sqlite_database.write() as session:
        first = seed(session, seed_directory, NOW)
    with sqlite_database.write() as session:
        again = seed(session, seed_directory, LATER)

    assert first.changes.added > 3000
    assert again.changes == Changes()
    assert (again.services, again.held_back, again.places) == (366, 36, first.places)


def test_only_what_changed_in_the_files_is_written(sqlite_database: Database, files: Path) -> None:
    with sqlite_database.write() as session:
        seed(session, files, NOW)
    change(files, "services.csv", "617-534-3967,,,774 Albany Street", "617-555-0100,,,774 Albany Street")

    with sqlite_database.write() as session:
        again = seed(session, files, LATER)

    assert again.changes == Changes(changed=1)


def test_a_language_no_longer_listed_is_removed(sqlite_database: Database, files: Path) -> None:
    with sqlite_database.write() as session:
        seed(session, files, NOW)
        before = session.scalar(select(func.count()).select_from(Language)) or 0
    change(files, "services.csv", ",en;es;pt,", ",en;es,")

    with sqlite_database.write() as session:
        again = seed(session, files, LATER)
        after = session.scalar(select(func.count()).select_from(Language))

    assert again.changes == Changes(removed=1)
    assert after == before - 1


def test_a_service_no_longer_listed_is_held_back_and_kept(sqlite_database: Database, files: Path) -> None:
    with sqlite_database.write() as session:
        seed(session, files, NOW)
    lines = (files / "services.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (files / "services.csv").write_text("".join(line for line in lines if not line.startswith(AHOPE)), encoding="utf-8")

    with sqlite_database.write() as session:
        again = seed(session, files, LATER)

    assert again.changes == Changes(changed=1)
    with sqlite_database.read() as session:
        assert service(session, AHOPE).status == "inactive"


def test_a_record_the_files_never_had_is_left_alone(sqlite_database: Database, seed_directory: Path) -> None:
    with sqlite_database.write() as session:
        seed(session, seed_directory, NOW)
        ours = service(session, AHOPE)
        session.add(Service(organization_id=ours.organization_id, code="by-staff", name="By staff", status="active"))

    with sqlite_database.write() as session:
        seed(session, seed_directory, LATER)

    with sqlite_database.read() as session:
        assert service(session, "by-staff").status == "active"


def test_a_name_only_record_is_inactive(directory: Session) -> None:
    held = select(Service.status).join(Provenance).where(Provenance.confidence == "name_only")

    assert set(directory.scalars(held)) == {"inactive"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("services.csv", ",harm_reduction,", ",magic,"),
        ("review.csv", ",postal,", ",perhaps,"),
    ],
)
def test_a_row_that_makes_no_sense_stops_the_seeding(
    sqlite_database: Database, files: Path, name: str, old: str, new: str
) -> None:
    change(files, name, old, new)

    with pytest.raises(UnreadableSeedError), sqlite_database.write() as session:
        seed(session, files, NOW)


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
