"""Stage live and the signatures: it names every text nobody answers for, and starts when somebody does for all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.copy_store import CopyStore
from portline.secret_values import make_fernet_key
from portline.storage_access import open_storage
from staff import add_user
from storage.roles import Role
from tests.e2e.house import wait_until
from tests.e2e.lone_house import LoneHouse
from tests.fixtures.console import PASSWORD
from tests.fixtures.road import MONDAY_10_AM
from words.sign_offs import latest, sign, unsigned

SECRETS = {
    "PORTLINE_STAGE": "live",
    "TWILIO_MESSAGING_SERVICE_SID": "MG" + "0" * 32,
    "PORTLINE_ENCRYPTION_KEYS": make_fernet_key(),
    "PORTLINE_INDEX_KEY": make_fernet_key(),
    "PORTLINE_SESSION_SECRET": "s" * 32,
    "PORTLINE_ENGINE_TOKEN": "e" * 32,
}
_NAMED = re.compile(r"^  (\S+): (.+)$", re.MULTILINE)


class LiveHouse(LoneHouse):
    """A house as the city would run it, with secrets of its own."""

    @property
    def environ(self) -> dict[str, str]:
        """Return the surroundings of stage live."""
        return super().environ | SECRETS


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHouse]:
    """One house for the three tests, in order: nothing signed, all but one, all."""
    live = LiveHouse(tmp_path_factory.mktemp("live"))
    migrated = live.command("migrate")
    assert migrated.returncode == 0, migrated.stderr
    try:
        yield live
    finally:
        live.end()


def all_texts() -> set[str]:
    return {f"{entry.language}/{entry.id}" for entry in CopyStore.load().entries}


def named(words: str) -> set[str]:
    return {f"{language}/{copy_id}" for language, ids in _NAMED.findall(words) for copy_id in ids.split(", ")}


def sign_all_but(house: LiveHouse, *left_out: str) -> None:
    database = open_storage(house.settings)
    with database.write() as session:
        name = f"editor-{len(left_out)}"
        by = add_user(session, username=name, password=PASSWORD, role=Role.EDITOR, now=MONDAY_10_AM)
        for entry in unsigned(CopyStore.load().entries, latest(session)):
            if f"{entry.language}/{entry.id}" not in left_out:
                sign(session, entry, seen=entry.fingerprint, name="A. Clinician, MD", by=by, now=MONDAY_10_AM)
    database.close()


def test_without_signatures_it_refuses_and_names_every_text(house: LiveHouse) -> None:
    refused = house.command("web")

    assert refused.returncode == 1
    assert named(refused.stderr) == all_texts()


def test_with_one_text_unsigned_it_names_that_one(house: LiveHouse) -> None:
    sign_all_but(house, "es/danger_overdose")

    assert named(house.command("web").stderr) == {"es/danger_overdose"}


def test_with_every_text_signed_it_starts(house: LiveHouse) -> None:
    sign_all_but(house)
    house.begin("web")

    wait_until(house.is_alive, seconds=60, what=house.last_lines)
