"""What an editor may type into a field, and what is refused with its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.field_reading import (
    ValueRefusedError,
    read_source,
    read_value,
    split_address,
    split_point,
)
from resources_directory.fields import ABOUT, Field, why_not_shown

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (Field.PHONE, "(617) 534 9150", "617-534-9150"),
        (Field.PHONE, "+1 617 534 9150; 311", "617-534-9150; 311"),
        (Field.PHONE, "617-534-9150;617.534.9150", "617-534-9150"),
        (Field.PHONE, "988", "988"),
        (Field.SMS, "741741", "741741"),
        (Field.PHONE, "", ""),
        (Field.HOURS, "Mo-Fr  09:00-17:00; Sa 10:00-14:00", "Mo-Fr 09:00-17:00; Sa 10:00-14:00"),
        (Field.HOURS, "", ""),
        (Field.URL, " https://example.org/a?b=c ", "https://example.org/a?b=c"),
        (Field.ADDRESS, "774  Albany Street, Boston, MA 02118", "774 Albany Street, Boston, MA 02118"),
        (Field.ADDRESS, "1 Main St, Suite 2, Lynn, MA", "1 Main St, Suite 2, Lynn, MA"),
        (Field.POINT, "42.3335,-71.0730", "42.3335, -71.073"),
        (Field.LANGUAGES, "es; HT ;en", "en; es; ht"),
        (Field.SOURCE_DATE, "2026-11-23", "2026-11-23"),
        (Field.SOURCE_DATE, "2025", "2025"),
        (Field.WALK_IN, "yes", "yes"),
        (Field.NAME, "  Detox   unit ", "Detox unit"),
        (Field.STATUS, "temporarily closed", "temporarily closed"),
    ],
)
def test_a_value_is_kept_in_one_spelling(field: Field, typed: str, kept: str) -> None:
    assert read_value(field, typed, TODAY) == kept


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        (Field.PHONE, "617-123-4567", "No such phone number"),
        (Field.PHONE, "12345", "No such phone number"),
        (Field.PHONE, "call us", "not a phone number"),
        (Field.PHONE, "617-534-9150 x12", "an extension belongs"),
        (Field.PHONE, "+44 20 7946 0958", "in this country"),
        (Field.HOURS, "weekdays nine to five", "A clock cannot follow"),
        (Field.HOURS, "Mo-Fr 09:00+", "A clock cannot follow"),
        (Field.URL, "ftp://example.org", "begins with https"),
        (Field.URL, "javascript:alert(1)", "begins with https"),
        (Field.URL, "https://[", "begins with https"),
        (Field.URL, "example.org", "begins with https"),
        (Field.ADDRESS, "774 Albany Street", "Write an address as"),
        (Field.POINT, "-71.0730, 42.3335", "in or near Massachusetts"),
        (Field.POINT, "somewhere", "Write a point"),
        (Field.LANGUAGES, "Spanish", "by their codes"),
        (Field.SOURCE_DATE, "2026-11-24", "not come yet"),
        (Field.SOURCE_DATE, "2027", "not come yet"),
        (Field.SOURCE_DATE, "", "Write the day"),
        (Field.SOURCE_DATE, "23-11", "Write the day"),
        (Field.STATUS, "closed", "choose one"),
        (Field.WALK_IN, "maybe", "choose one"),
        (Field.NAME, " ", "needs a name"),
        (Field.DESCRIPTION, "x" * 2001, "at most 2000"),
        (Field.NEIGHBORHOOD, "x" * 501, "at most 500"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_reason(field: Field, typed: str, reason: str) -> None:
    with pytest.raises(ValueRefusedError, match=reason):
        read_value(field, typed, TODAY)


@given(st.sampled_from(Field), st.text(max_size=60))
def test_what_is_kept_would_be_kept_again_and_nothing_else_breaks(field: Field, typed: str) -> None:
    try:
        kept = read_value(field, typed, TODAY)
    except ValueRefusedError:
        return
    assert read_value(field, kept, TODAY) == kept


def test_a_source_is_a_page_or_a_call_and_never_both_or_neither() -> None:
    assert read_source("https://example.org", "", TODAY) == "https://example.org"
    assert read_source("", "2026-11-20", TODAY) == "by phone on 2026-11-20"
    for link, day in [("", ""), ("https://example.org", "2026-11-20"), ("", "2026-11-24"), ("", "Monday")]:
        with pytest.raises(ValueRefusedError):
            read_source(link, day, TODAY)


@given(st.dates(TODAY, date(9998, 1, 1)))
def test_no_date_lies_ahead(day: date) -> None:
    with pytest.raises(ValueRefusedError):
        read_value(Field.SOURCE_DATE, (day + timedelta(days=1)).isoformat(), TODAY)


def test_an_address_comes_apart_as_it_was_put_together() -> None:
    parts = split_address("1 Main St, Suite 2, Lynn, MA 01901")

    assert parts == {"street": "1 Main St, Suite 2", "city": "Lynn", "state": "MA", "zip": "01901"}
    assert split_address("") == {}
    assert split_point("") is None


def test_a_service_nobody_can_reach_is_not_shown() -> None:
    unreachable = {Field.STATUS: "active", Field.NAME: "Detox", Field.PHONE: ""}

    assert "a way to reach it" in why_not_shown(Field.STATUS, unreachable)
    assert "a way to reach it" in why_not_shown(Field.PHONE, unreachable)
    assert why_not_shown(Field.NAME, unreachable) == ""
    assert why_not_shown(Field.STATUS, {**unreachable, Field.URL: "https://example.org"}) == ""
    assert why_not_shown(Field.STATUS, {**unreachable, Field.STATUS: "inactive"}) == ""


def test_every_field_tells_editors_what_it_is() -> None:
    assert set(ABOUT) == set(Field)
