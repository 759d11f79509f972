"""Languages we have no words in, told by script or by small words."""

from __future__ import annotations

import pytest

from bot.language import detect
from bot.other_tongues import another_tongue
from tests.fixtures.tables import for_each


@for_each(
    ("text", "language"),
    [
        ("مساعدة", "ar"),
        ("مجھے مدد چاہیے", "ur"),
        ("من به کمک نیاز دارم", "fa"),
        ("помогите", "ru"),
        ("мені потрібна допомога", "uk"),
        ("助けが必要です", "ja"),
        ("ሓገዝ የድልየኒ ኣሎ", "ti"),
        ("እርዳታ እፈልጋለሁ", "am"),
        ("मलाई मद्दत चाहियो", "ne"),
        ("मुझे मदद चाहिए", "hi"),
        ("bonjour", "fr"),
        ("waan u baahanahay caawimaad", "so"),
        ("où trouver narcan", "fr"),
        ("İÇKİYİ BIRAKMAK İSTİYORUM", "tr"),
    ],
)
def test_another_language_is_recognised(text: str, language: str) -> None:
    assert another_tongue(text) == language


@pytest.mark.parametrize("text", ["", "?!", "ok", "help", "αβγ is on the bottle i found at the shelter", "我需要帮助"])
def test_a_few_strange_letters_or_none_say_nothing(text: str) -> None:
    assert another_tongue(text) is None


def test_the_danger_rule_that_saw_a_text_tells_its_language_before_a_list_does() -> None:
    assert detect("no rspra bn sta mrado ayda x fa", rule="es.no_respira") == "es"


@for_each("text", ["ok", "si", "no", "2", "👍"])
@for_each("history", ["ht", "fr", "so", "es"])
def test_a_short_answer_keeps_the_language_spoken_before(text: str, history: str) -> None:
    expected = "es" if text == "si" else history

    assert detect(text, history=history) == expected
