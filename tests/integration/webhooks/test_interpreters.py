"""The interpreters' line at the doors: an SMS of its own, and web blocks that say what language they are in."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from bot.answer import say
from bot.copy_store import CopyStore
from bot.gsm7 import is_gsm7
from conversations.scripted_engine import ScriptedEngine
from tests.fixtures.road import SCRIPT
from tests.integration.webhooks.conftest import Signed

ARABIC, SPANISH = "أين أجد narcan مجانا", "donde consigo naloxona gratis en boston"
VIETNAMESE, STORAGE = "tôi có thể lấy narcan ở đâu", "tôi nên cất giữ narcan ở đâu trong nhà"
TRADITIONAL = "哪裡可以拿到納洛酮"


@pytest.fixture
def engine() -> ScriptedEngine:
    asked = (ARABIC, SPANISH, VIETNAMESE, TRADITIONAL)
    answers = {text: [say("naloxone_free_boston")] for text in asked}
    return ScriptedEngine({**SCRIPT, **answers, STORAGE: [say("naloxone_storage")]})


def test_the_line_is_a_text_of_its_own_so_that_its_letters_make_the_answer_no_longer(
    signed: Signed, copy: CopyStore
) -> None:
    line, answer, *more = [message.text or "" for message in fromstring(signed(Body=ARABIC).data).iter("Message")]

    assert (line, more) == (copy.text("other_language", "ar").text, [])
    assert answer.startswith(copy.text("naloxone_free_boston", "en").text)
    assert is_gsm7(answer)


@pytest.mark.parametrize(
    ("words", "languages"),
    [
        (ARABIC, ["ar", "en"]),
        (SPANISH, ["es"]),
        ("what is narcan", ["en"]),
        (VIETNAMESE, ["vi"]),
        (TRADITIONAL, ["zh-Hant"]),
        (STORAGE, ["vi", "en"]),
    ],
)
def test_every_block_of_the_chat_names_its_language(client: FlaskClient, words: str, languages: list[str]) -> None:
    opened = client.post("/api/v1/chat/sessions").get_json()
    said = client.post(
        f"/api/v1/chat/sessions/{opened['session_id']}/messages",
        json={"text": words, "client_message_id": "m-1"},
        headers={"Authorization": f"Bearer {opened['token']}"},
    )

    assert [block["lang"] for block in said.get_json()["messages"]] == languages


def test_the_page_marks_the_language_of_each_reply_and_turns_arabic(client: FlaskClient) -> None:
    form = dict(re.findall(r'name="(csrf_token|message_id)" value="([^"]+)"', client.get("/").get_data(as_text=True)))
    client.post("/chat", data={**form, "text": ARABIC})

    page = client.get("/").get_data(as_text=True)

    assert '<div lang="ar" dir="rtl">' in page
    assert '<div lang="en">' in page
