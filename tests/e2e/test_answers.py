"""One text gets a true answer: places that exist, and twenty strangers at once."""

from __future__ import annotations

import csv
import re
from functools import partial

import pytest

from bot.copy_store import CopyStore
from portline.settings import ROOT
from tests.e2e.conftest import AtOnce, NewPhone
from tests.e2e.house import House
from tests.e2e.phone import Phone

#: (what they ask, the answer's copy id, its language)
FIRST_TEXTS = (
    ("what is narcan", "naloxone_what_is", "en"),
    ("how do i use narcan nasal spray", "naloxone_nasal_how_to", "en"),
    ("how much does narcan cost", "naloxone_cost_otc", "en"),
    ("what are the signs of an overdose", "overdose_signs", "en"),
    ("what are the steps if someone overdoses", "overdose_steps", "en"),
    ("does narcan expire", "naloxone_expiry", "en"),
    ("methadone or suboxone, whats the difference", "moud_compare", "en"),
    ("who can see what i text here", "who_sees_this", "en"),
    ("what is a PORT visit", "port_visit", "en"),
    ("can narcan hurt someone who is not overdosing", "naloxone_can_it_hurt", "en"),
    ("where do i get rid of used needles", "needle_disposal", "en"),
    ("what is section 35", "section35", "en"),
    ("que es la naloxona", "naloxone_what_is", "es"),
    ("como se usa el narcan nasal", "naloxone_nasal_how_to", "es"),
    ("cuanto cuesta el narcan", "naloxone_cost_otc", "es"),
    ("cuales son las señales de una sobredosis", "overdose_signs", "es"),
    ("puedo empezar tratamiento hoy", "start_today_bridge", "es"),
    ("metadona o buprenorfina, cual es mejor", "moud_compare", "es"),
    ("que es la visita PORT", "port_visit", "es"),
    ("how do i start suboxone today", "start_today_bridge", "en"),
)


Row = dict[str, str]


@pytest.fixture(scope="module")
def directory() -> list[Row]:
    """Read the directory as it was given to us."""
    with (ROOT / "resources_directory" / "seed" / "services.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tells_of(listing: str, row: Row) -> bool:
    """Tell whether a listing names this row's service, shortened or not, at its address."""
    whole_name = f"{row['organization']}: {row['service_name']}"
    shown_name = listing.partition(",")[0]
    return all(part in whole_name for part in shown_name.split(": ")) and row["address_1"] in listing


@pytest.mark.parametrize(
    ("words", "more"),
    [("where can i get narcan near roxbury", "MORE"), ("donde consigo narcan cerca de roxbury", "MAS")],
    ids=["English", "Spanish"],
)
def test_asking_for_narcan_near_roxbury_gives_places_of_the_directory(
    house: House, phone: Phone, directory: list[Row], words: str, more: str
) -> None:
    reply = phone.text(words)
    listings = re.findall(r"^\d\) (.+)$", reply, flags=re.MULTILINE)

    assert listings
    assert [listing for listing in listings if not any(tells_of(listing, row) for row in directory)] == []
    assert re.search(r"[0-9] (min|mi)", reply), "a place near somewhere says how far it is"
    assert any("Roxbury" in phone.text(more) for _ in range(5)), "what is open comes first, what is near soon after"


def test_twenty_first_texts_at_once_from_twenty_numbers_get_twenty_right_answers(
    house: House, new_phone: NewPhone, at_once: AtOnce, copy: CopyStore
) -> None:
    flights = at_once([partial(new_phone().text, words) for words, *_ in FIRST_TEXTS])
    answers = dict(zip(FIRST_TEXTS, [flight.result() for flight in flights], strict=True))

    wrong = {
        words: answer
        for (words, copy_id, language), answer in answers.items()
        if not answer.startswith(copy.text(copy_id, language, "sms").text)
    }

    assert wrong == {}
    assert len(answers) == 20
