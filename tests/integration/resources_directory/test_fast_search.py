"""The fast search is the plain one: 2,000 random questions to a random directory, on both databases."""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from portline.bench import made_up_places
from resources_directory.catalogue import CatalogueShelf, read_catalogue
from resources_directory.listing import Listing
from resources_directory.models import Service
from resources_directory.ranking import Wish, rank, ranked
from resources_directory.revision import bump
from resources_directory.seed import load_services
from resources_directory.shown import listings
from resources_directory.traits import TRAIT_NAMES
from storage.database import Database

QUESTIONS, SERVICES = 2_000, 500
NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)


@functools.cache
def questions() -> list[tuple[str, Wish, int]]:
    chance = random.Random(311)  # noqa: S311 (a fixed seed, so that a failure comes back)
    return [_question(chance) for _ in range(QUESTIONS)]


def _question(chance: random.Random) -> tuple[str, Wish, int]:
    here = (42.33 + chance.uniform(-0.3, 0.3), -71.08 + chance.uniform(-0.3, 0.3))
    wish = Wish(
        NOW + timedelta(minutes=chance.randrange(60 * 24 * 365)),
        None if chance.random() < 0.2 else here,
        walk_in=chance.random() < 0.3,
        language=chance.choice(["en", "en", "es", "vi"]),
        traits=frozenset(chance.sample(sorted(TRAIT_NAMES), chance.choice([0, 0, 1, 2, 3]))),
    )
    return chance.choice(made_up_places.NEEDS), wish, chance.choice([1, 3, 5, 20, 500])


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as session:
        load_services(session, list(made_up_places.rows(SERVICES, seed=6)), NOW)
    return database


def test_the_first_places_are_those_of_the_plain_order(filled: Database) -> None:
    with filled.read() as session:
        catalogue, plain = read_catalogue(session, NOW), listings(session)
    assert {need: frozenset(each) for need, each in plain.items()} == the_listings(plain)
    differing = []
    for (need, wish, count), (expected, places) in zip(questions(), in_plain_order(), strict=True):
        found = [item.listing.id for item in catalogue.first(need, wish, count)]
        if found != expected or catalogue.count(need) != places:
            differing.append((need, wish, count))

    assert differing == []


_LISTINGS: dict[str, frozenset[Listing]] = {}


def the_listings(plain: Mapping[str, list[Listing]]) -> Mapping[str, frozenset[Listing]]:
    """Return what the first database gave; the order is worked out from that once, and must be the other's too."""
    if not _LISTINGS:
        _LISTINGS.update({need: frozenset(each) for need, each in plain.items()})
    return _LISTINGS


@functools.cache
def in_plain_order() -> list[tuple[list[UUID], int]]:
    """Return, for every question, the ids in the order of `rank` and how many different places there are."""
    ordered = ((rank(_LISTINGS[need], wish), count) for need, wish, count in questions())
    return [([item.listing.id for item in items[:count]], len(items)) for items, count in ordered]


def test_whether_any_place_is_open_is_what_the_plain_order_shows(filled: Database) -> None:
    with filled.read() as session:
        catalogue, plain = read_catalogue(session, NOW), listings(session)
    seen = set()
    for need, wish, _ in questions()[:300]:
        items = [ranked(each, wish) for each in plain[need] if not each.is_line]
        reachable = [
            item for item in items if item.state == "open" and (item.metres <= 20_000 or item.listing.point is None)
        ]
        is_open = any(not _is_shut_out(item.listing.traits, wish) for item in reachable)
        seen.add(is_open)
        assert catalogue.index(need).asked(wish).is_any_open() is is_open

    assert True in seen


def _is_shut_out(traits: frozenset[str], wish: Wish) -> bool:
    only = {"women": {"men"}, "men": {"women", "pregnancy"}, "young_people": {"adults"}}
    return any(traits & only.get(each, set()) and each not in traits for each in wish.traits)


def test_a_change_is_seen_by_the_next_question_and_nothing_is_read_again_without_one(filled: Database) -> None:
    shelf = CatalogueShelf()
    with filled.read() as session:
        first = shelf.current(session, NOW)
        assert shelf.current(session, NOW) is first
    held_back = first.first("detox", Wish(NOW), 1)[0].listing
    with filled.write() as session:
        session.get_one(Service, held_back.service_id).status = "inactive"
        bump(session)
    with filled.read() as session:
        after = shelf.current(session, NOW)

    assert held_back not in after.listings("detox")


def test_what_somebody_wrote_by_hand_is_seen_within_ten_minutes(filled: Database) -> None:
    shelf = CatalogueShelf()
    with filled.read() as session:
        listing = shelf.current(session, NOW).listings("detox")[0]
    with filled.write() as session:
        session.get_one(Service, listing.service_id).status = "inactive"
    with filled.read() as session:
        later = shelf.current(session, NOW + timedelta(minutes=11))

    assert listing not in later.listings("detox")
