"""Days and hours in Creole, Portuguese, Vietnamese and Chinese: a wrong day is worse than none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock_words import BOSTON
from bot.entities.time_words import in_english
from bot.entities.times import read_window
from tests.fixtures.tables import for_each

WEDNESDAY = datetime(2026, 11, 18, 15, 0, tzinfo=BOSTON)
#: Monday to Sunday as each language writes them, with and without marks.
WEEKDAYS = (
    ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"),
    ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat"),
    ("thứ 2", "thứ 3", "thứ 4", "thứ 5", "thứ 6", "thứ 7", "CN"),
    ("T2", "T3", "T4", "T5", "T6", "T7", "cn"),
    ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
    ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"),
    ("segunda-feira", "terca-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sabado", "domingo"),
    ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期天"),
    ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
    ("禮拜一", "禮拜二", "禮拜三", "禮拜四", "禮拜五", "禮拜六", "禮拜日"),
)
NAMED = [(name, weekday) for names in WEEKDAYS for weekday, name in enumerate(names)]


def said(text: str) -> str:
    found = read_window(text, WEDNESDAY)
    return f"{found.start:%d %H:%M}-{found.end:%H:%M}" if found else ""


@for_each(("name", "weekday"), NAMED)
def test_every_weekday_is_read_as_itself(name: str, weekday: int) -> None:
    found = read_window(name, WEDNESDAY)

    assert found is not None
    assert found.whole_day
    assert found.start.weekday() == weekday
    assert found.start - WEDNESDAY < timedelta(days=7)


@for_each(("name", "weekday"), NAMED[:28])
@for_each(
    ("phrase", "hours"),
    [
        ("sáng {}", "08:00-12:00"),
        ("{} buổi chiều", "12:00-17:00"),
        ("tối {}", "17:00-21:00"),
        ("8 giờ tối {}", "20:00-21:00"),
        ("9h30 sáng {} nha", "09:30-10:30"),
        ("{} sau 5 giờ chiều", "17:00-21:00"),
        ("{}, từ 5 đến 6 giờ chiều", "17:00-18:00"),
    ],
)
def test_a_vietnamese_hour_beside_a_weekday_changes_neither(name: str, weekday: int, phrase: str, hours: str) -> None:
    found = read_window(phrase.format(name), WEDNESDAY.replace(hour=7))

    assert found is not None
    assert found.start.weekday() == weekday
    assert f"{found.start:%H:%M}-{found.end:%H:%M}" == hours


@for_each(
    ("text", "window"),
    [
        ("hôm nay", "18 15:00-21:00"), ("ngày mai", "19 08:00-21:00"), ("mai", "19 08:00-21:00"),
        ("chiều mai", "19 12:00-17:00"), ("năm giờ chiều mai", "19 17:00-18:00"), ("8 giờ tối nay", "18 20:00-21:00"),
        ("tối nay", "18 18:00-22:00"), ("ngày mốt", "20 08:00-21:00"), ("mai sau 5 giờ", "19 17:00-21:00"),
        ("8h30 sáng mai", "19 08:30-09:30"), ("trưa mai", "19 12:00-13:00"), ("ngày 24 tháng 11", "24 08:00-21:00"),
        ("jodi a", "18 15:00-21:00"), ("demen", "19 08:00-21:00"), ("demen maten", "19 08:00-12:00"),
        ("aswè a", "18 18:00-22:00"), ("madi apremidi", "24 12:00-17:00"), ("vandredi apre 5è", "20 17:00-21:00"),
        ("demen a 3zè nan apremidi", "19 15:00-16:00"), ("samdi twazè", "21 15:00-16:00"),
        ("demen ant 2è ak 4è", "19 14:00-16:00"), ("apre demen", "20 08:00-21:00"),
        ("hoje", "18 15:00-21:00"), ("amanhã de manhã", "19 08:00-12:00"), ("sexta à noite", "20 17:00-21:00"),
        ("amanhã depois das 5", "19 17:00-21:00"), ("hoje às 9h da noite", "18 21:00-22:00"),
        ("das 2 às 4 da tarde na quinta", "19 14:00-16:00"), ("terça às 15h30", "24 15:30-16:30"),
        ("dia 24 de manhã", "24 08:00-12:00"), ("boa noite, pode ser amanhã", "19 08:00-21:00"),
        ("今天", "18 15:00-21:00"), ("明天下午", "19 12:00-17:00"), ("明天下午三點半", "19 15:30-16:30"),
        ("明晚8点", "19 20:00-21:00"), ("今晚8點", "18 20:00-21:00"), ("晚上7点到9点", "18 19:00-21:00"),
        ("周五晚上大概8点", "20 20:00-21:00"), ("后天上午", "20 08:00-12:00"), ("24号上午", "24 08:00-12:00"),
        ("明天下午5点以后", "19 17:00-21:00"), ("明天早一点", "19 08:00-21:00"), ("早上好 明天可以", "19 08:00-21:00"),
        ("上午9点到下午3点", "19 09:00-15:00"),
    ],
)  # fmt: skip
def test_what_people_say_of_today_tomorrow_and_the_hours(text: str, window: str) -> None:
    assert said(text) == window


@for_each(
    "text",
    [
        "thu 2", "thứ tám sáng", "thứ mấy", "thứ sáu tuần sau", "thứ hai đến thứ sáu", "thứ ba hoặc thứ tư",
        "8 gio toi",
        "không phải thứ sáu", "trừ thứ sáu", "mỗi sáng thứ hai", "5/12 sáng", "12 giờ đêm", "3 ngày nữa, buổi sáng",
        "gọi sát giờ", "món quà", "tháng năm", "lúc nào cũng được",
        "lendi pwochen", "pa lendi", "24 novanm maten", "le 24 maten", "semèn pwochèn", "sof dimanch maten",
        "segunda que vem", "não segunda", "quarta ou quinta", "24 de novembro de manhã", "semana que vem, à tarde",
        "meia-noite amanhã", "em 3 dias, de manhã",
        "下周一", "下週五下午", "下个星期三", "周一或周二", "明天不行", "除了周五", "晚上12点", "半夜", "三天后下午",
        "每周一上午", "明天下午 demen",
    ],
)  # fmt: skip
def test_what_is_only_half_known_is_not_read(text: str) -> None:
    assert said(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "thu 2pm",
        "thu 2-4",
        "thu after 5",
        "sat 10am",
        "mon or tue",
        "mañana a las 3",
        "los lunes por la tarde",
        "8:30pm",
    ],
)
def test_english_and_spanish_are_left_as_they_are(text: str) -> None:
    assert in_english(text) == text


@pytest.mark.parametrize(
    ("text", "window"),
    [("friday evening at 8", "20 20:00-21:00"), ("tonight after 10", "18 22:00-23:59"),
     ("24/11 in the morning", "24 08:00-12:00")],
)  # fmt: skip
def test_an_hour_takes_its_half_from_the_evening_named_beside_it(text: str, window: str) -> None:
    assert said(text) == window


@given(st.sampled_from(NAMED), st.sampled_from(NAMED))
def test_two_weekdays_of_one_language_are_never_read_as_one_other(one: tuple[str, int], two: tuple[str, int]) -> None:
    found = read_window(f"{one[0]}, {two[0]}", WEDNESDAY)

    assert found is None or found.start.weekday() in {one[1], two[1]}


@settings(max_examples=50)
@given(st.sampled_from(NAMED), st.text(alphabet="abcdeghimnoprstuyàáâãèéêìíòóôõùúăđơư 天上下午点日", max_size=12))
def test_other_words_beside_a_weekday_make_no_other_weekday(named: tuple[str, int], noise: str) -> None:
    found = read_window(f"{named[0]} | {noise}", WEDNESDAY)

    assert found is None or found.start.weekday() == named[1] or read_window(noise, WEDNESDAY) is not None
