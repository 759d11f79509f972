import re
from collections.abc import Mapping

import pytest

from bot.contacts import Contact, read_contacts
from bot.copy_store import CopyStore

FIELDS = {
    "value": "311",
    "kind": "service",
    "source": "https://x",
    "checked_on": "2026-11",
    "grade": "A",
    "fallback": "city",
    "hours": "24/7",
}


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_a_contact_without_a_field_is_refused(field: str) -> None:
    with pytest.raises(KeyError):
        read_contacts({"city": {name: value for name, value in FIELDS.items() if name != field}})


def test_a_fallback_that_is_not_in_the_register_is_refused() -> None:
    with pytest.raises(LookupError, match="city"):
        read_contacts({"city": FIELDS | {"fallback": "nobody"}})


def test_every_contact_is_sourced_dated_and_graded_better_than_weak(store: CopyStore) -> None:
    for contact in store.contacts.values():
        assert contact.source.startswith("http"), contact.token
        assert re.fullmatch(r"20\d\d-\d\d(-\d\d)?", contact.checked_on), contact.token
        assert contact.grade in {"A", "A-old", "B", "B-old"}, contact.token
        assert contact.hours, contact.token


def test_every_contact_leads_in_the_end_to_a_service_open_day_and_night(store: CopyStore) -> None:
    for contact in store.contacts.values():
        assert {store.contacts[step].hours for step in steps(contact.token, store.contacts)} & {"24/7"}, contact.token


def test_every_contact_is_used_by_some_text(store: CopyStore) -> None:
    words = "\n".join(entry.sms + entry.web for entry in store.entries)
    unused = [c.token for c in store.contacts.values() if f"{{{c.token}}}" not in words and c.value not in words]

    assert unused == []


def test_no_text_promises_day_and_night_for_hours_we_could_not_confirm(store: CopyStore) -> None:
    unsure = "|".join(c.token for c in store.contacts.values() if c.hours == "unknown")
    promise = re.compile(
        rf"\{{(?:{unsure})\}}[^.;:]{{0,24}}(?:24/7|any time|day and night|a toda hora|de día y de noche)"
    )

    assert [e.id for e in store.entries if promise.search(e.sms) or promise.search(e.web)] == []


def steps(token: str, contacts: Mapping[str, Contact]) -> list[str]:
    seen = [token]
    while contacts[seen[-1]].fallback not in seen:
        seen.append(contacts[seen[-1]].fallback)
    return seen
