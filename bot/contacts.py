"""The one register of numbers, addresses and web pages (`bot/copy/contacts.yml`); texts name them by token.

A token such as `{helpline}` cannot be mistyped by a translator, and a number withdrawn here is gone from every text.
Only the three-digit services (911, 988, 311) may be written out, because people know them by that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Five digits in a row, or seven with the marks people put between them: a number only the register may hold.
_LONG_NUMBER = re.compile(r"\d{5,}|\d(?:[\s().-]{0,2}\d){6,}")
_SHORT_SERVICE = re.compile(r"(?<!\d)(?:[2-9]11|988)(?!\d)")


class LiteralNumberError(ValueError):
    """A text holds a number that must come from the register."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One number, address or page: where it was seen, how sure it is, and what to use when it fails."""

    token: str
    value: str
    kind: str
    source: str
    checked_on: str
    grade: str
    fallback: str
    hours: str


def read_contacts(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Contact]:
    """Read the register; raises KeyError for a missing field and LookupError for a fallback that is not in it."""
    contacts = {token: _contact(token, fields) for token, fields in raw.items()}
    lost = [contact.token for contact in contacts.values() if contact.fallback not in contacts]
    if lost:
        raise LookupError(f"contacts without a known fallback: {', '.join(sorted(lost))}")
    return contacts


def refuse_literal_numbers(where: str, template: str, contacts: Mapping[str, Contact]) -> None:
    """Raise LiteralNumberError when `template` spells a number out that the register should give."""
    known = {contact.value for contact in contacts.values()}
    found = [*_LONG_NUMBER.findall(template), *(set(_SHORT_SERVICE.findall(template)) - known)]
    if found:
        raise LiteralNumberError(f"{where}: write a contact token instead of {found[0]!r}")


def _contact(token: str, fields: Mapping[str, Any]) -> Contact:
    kept = {name: str(fields[name]) for name in Contact.__slots__ if name != "token"}
    return Contact(token=token, **kept)
