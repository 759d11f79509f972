"""Lists of places to read and print: whole, sourced, in seven languages, and silent about what is held back."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from bot.copy_store import CopyStore
from bot.withdrawal import NOTHING, Withdrawn
from portline.settings import ROOT
from resources_directory.catalogue import read_catalogue
from resources_directory.models import Provenance, Service, ServiceAtLocation
from resources_directory.needs import NEEDS
from resources_directory.revision import bump
from resources_directory.search import Search, look_up
from resources_directory.seed import seed
from storage.database import Database
from tests.fixtures.one_engine import opened, put_file
from tests.fixtures.read_page import ReadPage, read_page
from tests.fixtures.road import MONDAY_10_AM
from webhooks.directory_asked import LANGUAGES
from webhooks.directory_pages import ON_A_PAGE

SEED = ROOT / "resources_directory" / "seed"
DOUBTS = ("Info from", "Call first", "Ask 311 first", "No date given")


@pytest.fixture
def copy(shipped: CopyStore) -> CopyStore:
    """Words of this test's own: some are taken back here."""
    return CopyStore(shipped.entries, shipped.contacts)


@pytest.fixture(scope="module")
def seeded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seed once; each test gets a copy of the file."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("pages") / "seeded.db"))
    database = Database.open(f"sqlite:///{path}")
    with database.write() as session:
        seed(session, SEED, datetime(2026, 11, 22, tzinfo=UTC))
    database.close()
    return path


@pytest.fixture
def database(seeded: Path, sqlite_file: Path) -> Iterator[Database]:
    """Open one kind of database: search and records are held to both by the tests of the directory."""
    with opened(put_file(sqlite_file, seeded)) as database:
        yield database


def every_page(client: FlaskClient, query: str = "", needs: Iterable[str] = NEEDS) -> Iterator[ReadPage]:
    """Read every page of the lists."""
    for need in needs:
        path: str | None = f"/directory/{need}?{query}"
        while path:
            response = client.get(path)
            assert response.status_code == 200, path
            page = read_page(response.text)
            yield page
            number = int(path.partition("page=")[2] or 1)
            path = next((link for link in page.links if link.endswith(f"page={number + 1}")), None)


def anchors(found: Iterator[ReadPage]) -> set[str]:
    return {place.removeprefix("place-") for page in found for place in page.places}


def test_every_list_of_the_index_is_there_with_its_count(client: FlaskClient, database: Database) -> None:
    page = client.get("/directory").text
    with database.read() as session:
        counts = {need: read_catalogue(session, MONDAY_10_AM).count(need) for need in NEEDS}

    for need, count in counts.items():
        after = page[page.index(f"/directory/{need}?") :]
        assert f"{count} listed" in after.partition("</li>")[0]


def test_danger_and_help_lines_come_first_from_the_register(client: FlaskClient, copy: CopyStore) -> None:
    page = client.get("/directory").text
    before_the_lists = page[: page.index("/directory/crisis_line")]

    assert page.index('href="tel:911"') < page.index("<h1>")
    for token in ("crisis", "city", "city_long", "bh_line", "helpline"):
        assert f">{copy.contacts[token].value}</a>" in before_the_lists


def test_a_list_has_the_places_of_the_chat_in_its_order(client: FlaskClient, database: Database) -> None:
    with database.read() as session:
        found = look_up(
            read_catalogue(session, MONDAY_10_AM),
            Search("naloxone", None, MONDAY_10_AM, language="es", limit=ON_A_PAGE),
        )
    shown = read_page(client.get("/directory/naloxone?lang=es").text)

    assert list(shown.places) == [f"place-{card.id}" for card in found.cards]


def test_the_pages_of_a_list_hold_every_place_once(client: FlaskClient, database: Database) -> None:
    shown = [place for page in every_page(client, needs=["buprenorphine"]) for place in page.places]
    with database.read() as session:
        count = read_catalogue(session, MONDAY_10_AM).count("buprenorphine")

    assert count > ON_A_PAGE
    assert len(shown) == len(set(shown)) == count


def test_what_is_held_back_is_on_no_page(client: FlaskClient, database: Database) -> None:
    with database.write() as session:
        first = next(iter(read_page(client.get("/directory/naloxone").text).places)).removeprefix("place-")
        services = select(ServiceAtLocation.service_id).where(ServiceAtLocation.id == UUID(first))
        session.execute(update(Service).where(Service.id.in_(services)).values(status="inactive"))
    page = read_page(client.get("/directory/naloxone").text)
    assert f"place-{first}" not in page.places, "gone at once, though nobody counted the change"
    with database.write() as session:
        bump(session)
    with database.read() as session:
        rows = session.execute(
            select(ServiceAtLocation.id, Service.status, Provenance.confidence)
            .join(Service, Service.id == ServiceAtLocation.service_id)
            .join(Provenance, Provenance.service_id == Service.id)
        ).all()
    held = {str(place) for place, status, sure in rows if status == "inactive" or sure == "name_only"}

    assert first in held
    assert len(held) > 30
    assert anchors(every_page(client)) & held == set()


def test_every_listing_names_its_source_and_its_date_or_doubt(client: FlaskClient) -> None:
    seen = [(words, page.place_links[place]) for page in every_page(client) for place, words in page.places.items()]

    assert len(seen) > 300
    assert [words for words, _ in seen if not any(doubt in words for doubt in DOUBTS)] == []
    assert [words for words, links in seen if "Source" not in words or not _sources(links)] == []


def _sources(links: list[str]) -> list[str]:
    return [link for link in links if link.startswith("http") and "openstreetmap.org/search" not in link]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_page_is_sound_in_every_language(client: FlaskClient, spoken: str) -> None:
    paths = ["/directory", *(f"/directory/{need}" for need in ("naloxone", "crisis_line", "legal")), "/directory/cake"]
    for path in paths:
        page = read_page(client.get(f"{path}?lang={spoken}").text)

        assert page.language == spoken
        assert (page.headings[0], page.headings.count("h1")) == ("h1", 1)
        assert (page.unbalanced, page.inline) == ([], [])
        assert len(page.ids) == len(set(page.ids))


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    followed: set[str] = set()
    lists = every_page(client, "lang=pt&in=roxbury", needs=["crisis_line", "naloxone", "food"])
    for page in [read_page(client.get("/directory").text), *lists]:
        for link in page.links:
            parts = urlsplit(link)
            if link.startswith("#"):
                assert link[1:] in page.ids
            elif not parts.netloc and parts.scheme not in {"tel", "sms"} and link not in followed:
                followed.add(link)
                assert client.get(link).status_code == 200, link
            else:
                assert parts.scheme in {"", "http", "https", "tel", "sms"}, link

    assert len(followed) > 40


def test_near_a_neighborhood_its_places_come_with_the_way_there(client: FlaskClient) -> None:
    near, anywhere = (client.get(f"/directory/shelter{query}").text for query in ("?in=south-end", ""))

    assert "near South End" in near
    assert '<option value="south-end" selected>South End</option>' in near
    assert "min walk" in near
    assert "min walk" not in anywhere
    assert "Chelsea</option>" not in anywhere


def test_leaving_out_the_closed_keeps_the_unknown(client: FlaskClient) -> None:
    every, kept = (client.get(f"/directory/family_support?{query}").text for query in ("", "open=1"))

    assert 'class="hours closed"' in every
    assert 'class="hours closed"' not in kept
    assert every.count('class="hours unknown"') == kept.count('class="hours unknown"') > 0


def test_a_place_can_be_called_and_found_on_a_map(client: FlaskClient) -> None:
    page = client.get("/directory/access_to_care").text

    assert 'href="tel:+1-855-494-4057"' in page
    assert "https://www.openstreetmap.org/search?query=774+Albany+Street%2C+Boston%2C+MA+02118" in page


def test_the_words_of_a_source_are_marked_as_english(client: FlaskClient) -> None:
    page = client.get("/directory/access_to_care?lang=vi").text

    assert '<dd lang="en">Individuals, families, providers</dd>' in page
    assert "Dành cho ai" in page


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("cake", 404, "We have no such list"),
        ("naloxone?in=paris", 400, "We do not know that neighborhood"),
        ("naloxone?in=chelsea", 400, "We do not know that neighborhood"),
        ("naloxone?page=99", 404, "no such page"),
        ("naloxone?page=0", 400, "no such page"),
        ("naloxone?page=x", 400, "no such page"),
        ("naloxone?page=%C2%B2", 400, "no such page"),
        ("naloxone?page=99999999999999999999", 400, "no such page"),
        ("cake?lang=es", 404, "No tenemos esa lista"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words_with_911(
    client: FlaskClient, path: str, status: int, words: str
) -> None:
    refused = client.get(f"/directory/{path}")

    assert (refused.status_code, words in refused.text, "tel:911" in refused.text) == (status, True, True)


@pytest.mark.parametrize("name", ["lang", "in", "open", "page", "other"])
def test_nothing_a_link_brings_becomes_markup(client: FlaskClient, name: str) -> None:
    evil = '"><script>alert(1)</script>'
    for path in ("/directory", "/directory/naloxone", f"/directory/{evil.replace('/', '')}"):
        page = client.get(path, query_string={name: evil}).text

        assert "alert(1)" not in page
        assert read_page(page).inline == []


def test_a_strange_language_reads_english(client: FlaskClient) -> None:
    assert read_page(client.get("/directory?lang=tlh").text).language == "en"


def test_a_page_is_kept_a_minute_and_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/directory/detox")

    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers


def test_the_printed_page_says_where_and_when_it_was_made(client: FlaskClient) -> None:
    page = client.get("/directory/food?lang=es&in=roxbury").text

    assert "https://portline.example.org/directory/food?lang=es&amp;in=roxbury · 2026-11-23" in page
    assert "lun 11/23, 10 am" in page


@pytest.mark.parametrize("path", ["/directory?lang=ht", "/directory/detox?lang=ht"])
def test_with_the_database_away_the_lines_that_answer_are_named(
    client: FlaskClient, copy: CopyStore, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def down(*_: object, **__: object) -> object:
        raise OperationalError("SELECT 1", {}, Exception("down"))

    monkeypatch.setattr(Database, "read", down)
    answer = client.get(path)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert "Liy sa yo mache" in answer.text
    for number in ("911", "988", "311", copy.contacts["bh_line"].value):
        assert f">{number}</a>" in answer.text


def test_a_number_taken_back_is_on_no_page(client: FlaskClient, copy: CopyStore) -> None:
    number = copy.contacts["helpline"].value
    before = client.get("/directory").text
    copy.withdraw(Withdrawn({}, frozenset({number})))
    after = [client.get(path).text for path in ("/directory", "/directory/crisis_line", "/directory/access_to_care")]
    copy.withdraw(NOTHING)

    assert number in before
    assert [page for page in after if number in page] == []


def test_every_listing_can_be_called_wrong(client: FlaskClient) -> None:
    page = read_page(client.get("/directory/legal?lang=es").text)

    for place in page.places:
        link = f"/directory/wrong/{place.removeprefix('place-')}?lang=es"
        assert link in page.place_links[place]
        assert client.get(link).status_code == 200


def test_the_chat_page_links_to_the_lists(client: FlaskClient) -> None:
    assert '<a href="/directory">Printable lists of places</a>' in client.get("/").text
