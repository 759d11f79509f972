"""When somebody has time, as a window in Boston; what is not understood stays the person's words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock_words import BOSTON
from bot.entities.times import read_window, words_and_window
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each

WEDNESDAY = datetime(2026, 11, 18, 15, 0, tzinfo=BOSTON)
SAID = st.lists(
    st.sampled_from(
        ["tomorrow", "mañana", "after", "después de", "5", "5:30", "pm", "de la tarde", "the 24th", "el 31", "feb 29",
         "friday", "lunes", "weekday", "mornings", "between", "and", "12", "99", "tonight", "noon", "antes de las", "-",
         "11/31"]
    ),
    max_size=7,
).map(" ".join)  # fmt: skip


@for_each(
    ("text", "window"),
    [
        ("mañana después de las 5", "19 17:00-21:00"),
        ("tomorrow after 5", "19 17:00-21:00"),
        ("weekday mornings", "19 08:00-12:00"),
        ("tonight", "18 18:00-22:00"),
        ("the 24th at noon", "24 12:00-13:00"),
        ("el viernes por la tarde", "20 12:00-17:00"),
        ("mañana por la mañana", "19 08:00-12:00"),
        ("between 2 and 4 tomorrow", "19 14:00-16:00"),
        ("2 to 4pm on saturday", "21 14:00-16:00"),
        ("9-5", "18 15:00-17:00"),
        ("10am", "19 10:00-11:00"),
        ("pasado mañana a las tres", "20 15:00-16:00"),
        ("hoy antes de las 8 de la noche", "18 15:00-20:00"),
        ("24 de noviembre a las 5", "24 17:00-18:00"),
        ("wed morning", "25 08:00-12:00"),
        ("after 10pm", "18 22:00-23:59"),
    ],
)
def test_a_time_becomes_the_next_such_window(text: str, window: str) -> None:
    found = read_window(text, WEDNESDAY)

    assert found is not None
    assert f"{found.start:%d %H:%M}-{found.end:%H:%M}" == window


@for_each(
    "text",
    ["whenever", "as soon as you can", "5 or 6", "i work til 5 so after that", "not tomorrow", "any day but friday",
     "menos el lunes", "617-555-0123", "this morning, today", ""],
)  # fmt: skip
def test_what_is_not_one_plain_time_is_not_guessed(text: str) -> None:
    assert read_window(text, WEDNESDAY) is None
    assert words_and_window(text, WEDNESDAY, "en") == text


def test_the_words_are_kept_and_the_date_is_said_beside_them() -> None:
    assert words_and_window("tomorrow after 5", WEDNESDAY, "en") == "tomorrow after 5 (Thu 11/19, 5 pm to 9 pm)"
    assert words_and_window("mañana a las 3", WEDNESDAY, "es") == "mañana a las 3 (jue 11/19, 3 pm a 4 pm)"
    assert words_and_window("on friday", WEDNESDAY, "en") == "on friday (Fri 11/20)"
    assert words_and_window("weekday mornings", WEDNESDAY, "en") == "weekday mornings"


@settings(max_examples=50)
@given(st.one_of(any_text(max_size=80), SAID), st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1)))  # noqa: DTZ001
def test_any_words_at_any_moment_give_a_window_that_begins_before_it_ends(text: str, moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    window = read_window(text, now)

    if window is not None:
        assert window.start.astimezone(UTC) < window.end.astimezone(UTC)
        assert window.end > now
        assert window.end - now < timedelta(days=367)
