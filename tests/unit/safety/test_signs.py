"""What people report, in each language: one line, the signs it must and must not show."""

# The lists of texts are lines of one sign, not of code.
# ruff: noqa: E501

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from bot.safety.signs import Sign, read_signs
from tests.fixtures.any_text import any_text

TELLS: dict[Sign, tuple[str, ...]] = {
    Sign.OK: (
        "ok", "OKAYYY", "done", "next", "yes", "did it", "i called 911", "ok done", "👍", "listo", "hecho", "ya llamé",
        "wi", "mwen rele 911", "feito", "já liguei", "sin", "n txoma 911", "xong", "đã gọi rồi", "好了", "打了", "做好了",
    ),
    Sign.NO: ("no", "Nope", "non", "não", "nau", "không", "没有"),
    Sign.HOW: (
        "how", "what do i do", "what now??", "steps", "help me", "im scared pls", "?", "should i give it",
        "qué hago", "cómo se usa", "tengo miedo", "ayúdame", "kisa pou m fè", "ede mwen", "o que eu faço", "me ajuda",
        "kuze n ta fase", "tôi phải làm gì", "làm sao", "giúp tôi", "怎么办", "怎么用", "我好怕", "怎麼辦",
    ),
    Sign.HAS_SPRAY: (
        "i have narcan", "i have narcan nasal", "got the spray", "nose spray", "yes i have it", "tengo narcan",
        "tenemos naloxona", "mwen gen narcan", "tenho naloxona", "n ten narcan", "tôi có narcan", "我有纳洛酮",
    ),
    Sign.HAS_SHOT: (
        "i have the vial kind", "injectable", "its the needle one i have a needle", "in the muscle",
        "tengo la inyección", "es un frasco", "mwen gen piki", "tenho a seringa", "n ten siringa", "có kim tiêm", "有针",
    ),
    Sign.HAS_NONE: (
        "no narcan", "dont have any", "i don't have narcan", "no i dont have any", "none", "no tengo", "no hay naloxona",
        "mwen pa gen narcan", "não tenho", "n ka ten narcan", "không có narcan", "没有纳洛酮",
    ),
    Sign.GAVE: (
        "gave him narcan", "i narcanned him", "just sprayed her", "i used the narcan", "le puse narcan",
        "ya le di la naloxona", "m ba li narcan", "dei narcan nele", "dja n da narcan", "đã xịt narcan", "喷了", "用了纳洛酮",
    ),
    Sign.AWAKE: (
        "he woke up", "shes talking", "hes awake", "awake!", "opened her eyes", "despertó", "ya despertó", "está despierta",
        "li reveye", "ele acordou", "el korda", "anh ấy tỉnh rồi", "醒了", "他醒過來了",
    ),
    Sign.BREATHING: (
        "hes breathing now", "breathing but asleep", "he is breathing", "she started breathing", "ya respira",
        "respira pero duerme", "li respire", "já respira", "el sta respira", "đang thở", "有呼吸了",
    ),
    Sign.NOT_BACK: (
        "still not breathing", "nothing happened", "no change", "wont wake up", "not awake", "hes barely breathing",
        "todavía no respira", "no despierta", "sigue igual", "no pasa nada", "li pa respire", "toujou pa reveye",
        "não respira", "ainda nada", "el ka korda", "không thở", "vẫn chưa tỉnh", "没醒", "还没有反应",
    ),
    Sign.HELP_HERE: (
        "ambulance is here", "the medics are here", "ems here", "theyre here", "at the hospital", "they took him to the er",
        "llegó la ambulancia", "ya llegaron", "estamos en el hospital", "anbilans la rive", "a ambulância chegou",
        "ambulansia txiga", "xe cứu thương đến rồi", "救护车到了",
    ),
    Sign.OVER: (
        "false alarm", "hes fine now", "its over", "typo", "im ok now", "falsa alarma", "ya está bien", "fo alam",
        "alarme falso", "el sta dretu", "báo động giả", "没事了",
    ),
    Sign.DIED: ("he died", "hes gone", "she is dead", "murió", "li mouri", "ele morreu", "el more", "anh ấy chết rồi", "他死了"),
    Sign.ONESELF: (
        "i took too much", "i od'd", "im alone", "my own breathing is weird", "tomé demasiadas pastillas", "estoy sola",
        "mwen pran twòp", "tomei demais", "n toma dimas", "tôi uống quá nhiều thuốc", "我吃了太多药",
    ),
}  # fmt: skip
SILENT: tuple[tuple[str, Sign], ...] = (
    ("not awake", Sign.AWAKE),
    ("hes not awake yet", Sign.AWAKE),
    ("when he wakes up", Sign.AWAKE),
    ("what if he woke up", Sign.AWAKE),
    ("he is not breathing", Sign.BREATHING),
    ("hes barely breathing", Sign.BREATHING),
    ("is he breathing?", Sign.BREATHING),
    ("ambulance isnt here yet", Sign.HELP_HERE),
    ("waiting for the ambulance to get here", Sign.HELP_HERE),
    ("i dont have narcan", Sign.HAS_SPRAY),
    ("where can i get narcan", Sign.HAS_SPRAY),
    ("i havent gave him narcan", Sign.GAVE),
    ("how long does narcan last", Sign.HOW),
    ("he took too much and im alone", Sign.ONESELF),
    ("i gave my brother narcan", Sign.ONESELF),
    ("ok where is the clinic", Sign.OK),
    ("thank you", Sign.OK),
    ("hes not ok", Sign.OVER),
    ("no despertó", Sign.AWAKE),
    ("no respira", Sign.BREATHING),
    ("no ha llegado la ambulancia", Sign.HELP_HERE),
    ("no tengo narcan", Sign.HAS_SPRAY),
    ("todavía no le di narcan", Sign.GAVE),
    ("li pa reveye", Sign.AWAKE),
    ("li pa respire", Sign.BREATHING),
    ("ele não acordou", Sign.AWAKE),
    ("não tenho naloxona", Sign.HAS_SPRAY),
    ("el ka korda", Sign.AWAKE),
    ("anh ấy chưa tỉnh", Sign.AWAKE),
    ("không thở", Sign.BREATHING),
    ("没醒", Sign.AWAKE),
    ("他没有呼吸", Sign.BREATHING),
)


@pytest.mark.parametrize(("sign", "text"), [(sign, text) for sign, texts in TELLS.items() for text in texts])
def test_a_text_shows_what_it_reports(sign: Sign, text: str) -> None:
    assert sign in read_signs(text)


@pytest.mark.parametrize(("text", "sign"), SILENT)
def test_a_text_does_not_show_what_it_denies_or_only_fears(text: str, sign: Sign) -> None:
    assert sign not in read_signs(text)


def test_what_was_so_and_is_no_more_is_told_apart() -> None:
    signs = read_signs("he wasnt breathing but now he is breathing")

    assert Sign.BREATHING in signs
    assert Sign.NOT_BACK not in signs


@pytest.mark.parametrize("text", ["what is narcan", "where can i get help for my son", "dónde consigo naloxona", ""])
def test_an_ordinary_question_reports_nothing(text: str) -> None:
    assert read_signs(text) - {Sign.SOMEONE} == set()


@pytest.mark.parametrize(
    "words", ["ok ", "he is not breathing but the ambulance ", "no ", "是", "gave him narcan awake "]
)
def test_a_long_text_is_read_in_no_time_and_its_end_counts(words: str) -> None:
    started = time.perf_counter()
    signs = read_signs(words * 2000 + " x y z he woke up")

    assert time.perf_counter() - started < 1.0
    assert Sign.AWAKE in signs


@settings(max_examples=50)
@given(any_text(max_size=300))
def test_no_text_whatever_makes_the_reading_fail(text: str) -> None:
    assert read_signs(text) <= set(Sign)
