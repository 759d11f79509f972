"""The register of numbers and the directory of places say the same where they speak of the same line or house."""

from __future__ import annotations

import csv
import re

import pytest

from bot.copy_store import CopyStore
from portline.settings import ROOT

SERVICES = ROOT / "resources_directory" / "seed" / "services.csv"
#: Token of the register, and the words by which the directory names the same line or house.
SAME = {
    "bh_line": "Behavioral Health Help Line",
    "helpline": "Substance Use Helpline",
    "poison": "Poison Center",
    "safelink": "SafeLink",
    "safespot": "SafeSpot",
    "samhsa": "SAMHSA",
    "veterans_text": "Veterans Crisis Line",
    "ahope_address": "AHOPE",
    "gove_machine": "NeighborHealth",
}


def rows() -> list[dict[str, str]]:
    with SERVICES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(words: str) -> str:
    """Reduce a number to its last ten digits, an address to its street without its kind."""
    if re.search(r"[a-z]{2}", words.lower()):
        return re.sub(r"\W|street|st$", "", words.strip().lower())
    return re.sub(r"\D", "", words)[-10:]


@pytest.mark.parametrize("token", SAME)
def test_the_directory_gives_the_number_or_address_of_the_register(copy: CopyStore, token: str) -> None:
    named = [row for row in rows() if SAME[token] in f"{row['organization']} {row['service_name']}"]
    wanted = plain(copy.contacts[token].value.partition(",")[0])
    told = [row[field] for row in named for field in ("phone", "sms", "address_1")]
    given = [plain(part) for each in told for part in re.split(r"[;,]", each)]

    assert named
    assert wanted in given


def test_no_line_of_the_register_has_other_hours_in_the_directory(copy: CopyStore) -> None:
    lines = [token for token in SAME if copy.contacts[token].kind == "phone"]
    other = [
        (token, row["hours"])
        for token in lines
        for row in rows()
        if plain(copy.contacts[token].value) in {plain(part) for part in row["phone"].split(";")}
        and copy.contacts[token].hours == "24/7"
        and row["hours"] not in {"24/7", ""}
    ]

    assert other == []
