from __future__ import annotations

import pytest

from bot.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where can i get narcan tonight", "en"),
        ("donde consigo naloxona", "es"),
        ("quiero dejar la heroina esta noche", "es"),
        ("¿dónde?", "es"),
        ("AYUDA", "es"),
        ("我需要帮助戒毒现在", "zh"),
        ("tôi cần giúp đỡ ngay bây giờ", "vi"),
        ("eu preciso de ajuda agora por favor", "pt"),
        ("narcan near dudley", "en"),
    ],
)
def test_the_language_of_a_message_is_told(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["ok", "narcan roxbury", "1", "Dudley", ""])
def test_under_four_words_history_wins(text: str) -> None:
    assert detect(text, history="es") == "es"
