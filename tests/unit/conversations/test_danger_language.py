"""A cry of two words is answered in its own language, which only the rule that saw it can tell."""

from __future__ import annotations

import pytest

from bot.safety import screen
from conversations.inbound import Inbound
from conversations.language import reply_language


@pytest.mark.parametrize(
    ("text", "history", "language"),
    [
        ("no respira", "en", "es"),
        ("li pa respire", "en", "ht"),
        ("não respira", "en", "pt"),
        ("khong tho", "en", "vi"),
        ("没呼吸", "en", "zh"),
        ("not breathing", "en", "en"),
        ("overdose", "es", "es"),
    ],
)
def test_a_short_danger_text_is_answered_in_its_language(text, history, language):
    inbound = Inbound(channel="sms", provider_message_id="SM1", address="+16175550100", text=text)

    assert reply_language(inbound, history, rule=screen(text).rule) == language
