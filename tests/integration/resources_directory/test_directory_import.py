"""Loading the seed again, after a change or not, on both databases; and both answer alike."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import resources_directory
from resources_directory.catalogue import read_catalogue
from resources_directory.gazetteer import Gazetteer, PlaceFound
from resources_directory.models import Language, Service
from resources_directory.needs import NEEDS
from resources_directory.reconcile import Changes
from resources_directory.search import Search, look_up
from resources_directory.seed import seed
from resources_directory.seed_services import UnreadableSeedError
from storage.database import Database

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 12, tzinfo=UTC)
AHOPE = "boston-public-health-commiss-ahope-drop-in"
SEED = Path(resources_directory.__file__).parent / "seed"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEED, tmp_path / "seed"))


def change(files: Path, name: str, old: str, new: str) -> None:
    path = files / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def service(session: Session, code: str) -> Service:
    return session.scalars(select(Service).where(Service.code == code)).one()


def test_loading_again_changes_nothing(database: Database) -> None:
    with database.write() as session:
        first = seed(session, SEED, NOW)
    with database.write() as session:
        again = seed(session, SEED, LATER)

    assert first.changes.added > 3000
    assert again.changes == Changes()
    assert (again.services, again.held_back, again.places) == (366, 36, first.places)


def test_only_what_changed_in_the_files_is_written(database: Database, files: Path) -> None:
    with database.write() as session:
        seed(session, files, NOW)
    change(files, "services.csv", "617-534-3967,,,774 Albany Street", "617-555-0100,,,774 Albany Street")

    with database.write() as session:
        again = seed(session, files, LATER)

    assert again.changes == Changes(changed=1)


def test_a_language_no_longer_listed_is_removed(database: Database, files: Path) -> None:
    with database.write() as session:
        seed(session, files, NOW)
        before = session.scalar(select(func.count()).select_from(Language)) or 0
    change(files, "services.csv", ",en;es;pt,", ",en;es,")

    with database.write() as session:
        again = seed(session, files, LATER)
        after = session.scalar(select(func.count()).select_from(Language))

    assert again.changes == Changes(removed=1)
    assert after == before - 1


def test_a_service_no_longer_listed_is_held_back_and_kept(database: Database, files: Path) -> None:
    with database.write() as session:
        seed(session, files, NOW)
    lines = (files / "services.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (files / "services.csv").write_text("".join(line for line in lines if not line.startswith(AHOPE)), encoding="utf-8")

    with database.write() as session:
        again = seed(session, files, LATER)

    assert again.changes == Changes(changed=1)
    with database.read() as session:
        assert service(session, AHOPE).status == "inactive"


def test_a_record_the_files_never_had_is_left_alone(database: Database) -> None:
    with database.write() as session:
        seed(session, SEED, NOW)
        ours = service(session, AHOPE)
        session.add(Service(organization_id=ours.organization_id, code="by-staff", name="By staff", status="active"))

    with database.write() as session:
        seed(session, SEED, LATER)

    with database.read() as session:
        assert service(session, "by-staff").status == "active"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("services.csv", ",harm_reduction,", ",magic,"),
        ("review.csv", ",postal,", ",perhaps,"),
    ],
)
def test_a_row_that_makes_no_sense_stops_the_seeding(
    database: Database, files: Path, name: str, old: str, new: str
) -> None:
    change(files, name, old, new)

    with pytest.raises(UnreadableSeedError), database.write() as session:
        seed(session, files, NOW)


def test_both_databases_give_the_same_answers(sqlite_database: Database, postgres_database: Database) -> None:
    for database in (sqlite_database, postgres_database):
        with database.write() as session:
            seed(session, SEED, NOW)
    with sqlite_database.read() as one, postgres_database.read() as other:
        place = Gazetteer.load(one).read("near dudley")
        assert isinstance(place, PlaceFound)
        assert Gazetteer.load(other).read("near dudley") == place
        some, others = read_catalogue(one, NOW), read_catalogue(other, NOW)
        for search in _searches(place):
            assert look_up(some, search) == look_up(others, search)


def _searches(place: PlaceFound) -> list[Search]:
    chance = random.Random(6)  # noqa: S311 (a fixed seed, so that a failure comes back)
    moments = [NOW + timedelta(minutes=chance.randrange(60 * 24 * 365)) for _ in range(60)]
    return [Search(chance.choice(NEEDS), chance.choice([None, place]), moment, limit=500) for moment in moments]
