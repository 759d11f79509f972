"""Whom a text is about, and whom a request is for, only where it is said."""

from __future__ import annotations

import pytest

from bot.entities.people import read_for_whom, read_people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("my 15 year old son uses", ("son",)),
        ("mi hermana y mi mamá necesitan ayuda", ("mother", "sister")),
        ("caller wants detox, pt is 34", ("caller",)),
        ("llamante pregunta por su hijo", ("caller",)),
        ("i need a bed", ("self",)),
        ("quiero dejar de usar", ("self",)),
        ("my girlfriend won't stop", ("partner",)),
        ("where is narcan", ()),
    ],
)
def test_people_are_read_by_their_relation(text: str, people: tuple[str, ...]) -> None:
    assert read_people(text) == people


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("can someone visit my son", "someone"),
        ("i want a visit for my best friend", "someone"),
        ("quiero que visiten a mi hermana", "someone"),
        ("a visit please, for myself", "me"),
        ("una visita para mí", "me"),
        ("can you call me about my son", None),
        ("come visit me", None),
        ("una visita para mi y para mi hermano", None),
        ("can you come for me and my brother, for my brother too", None),
    ],
)
def test_whom_a_request_is_for_is_read_only_where_it_is_plain(text: str, whom: str | None) -> None:
    assert read_for_whom(text) == whom
