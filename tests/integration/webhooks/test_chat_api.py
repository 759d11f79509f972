from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.copy_store import CopyStore
from conversations.models import Contact
from storage.database import Database

MESSAGE = {"text": "what is narcan", "client_message_id": "m-1"}


@pytest.fixture
def chat(client: FlaskClient) -> dict[str, Any]:
    opened = client.post("/api/v1/chat/sessions")
    assert opened.status_code == 201
    body: dict[str, Any] = opened.get_json()
    return {"path": f"/api/v1/chat/sessions/{body['session_id']}/messages", "headers": _bearer(body["token"])}


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_message_is_answered_in_blocks_and_heard_again_by_asking(client: FlaskClient, chat: dict[str, Any]) -> None:
    said = client.post(chat["path"], json=MESSAGE, headers=chat["headers"]).get_json()["messages"]

    heard = client.get(f"{chat['path']}?after=0", headers=chat["headers"]).get_json()["messages"]

    assert said == heard
    assert "naloxone" in said[0]["text"].lower()
    assert client.get(f"{chat['path']}?after={said[-1]['seq']}", headers=chat["headers"]).get_json() == {"messages": []}


def test_the_same_client_message_id_gets_the_same_answer(client: FlaskClient, chat: dict[str, Any]) -> None:
    first = client.post(chat["path"], json=MESSAGE, headers=chat["headers"])
    again = client.post(chat["path"], json=MESSAGE, headers=chat["headers"])

    assert first.data == again.data


def test_a_question_comes_with_its_quick_replies(client: FlaskClient, chat: dict[str, Any]) -> None:
    asked = client.post(chat["path"], json={**MESSAGE, "text": "please visit my son"}, headers=chat["headers"])

    replies = asked.get_json()["messages"][0]["quick_replies"]
    assert [reply["value"] for reply in replies] == ["1", "2"]


@pytest.mark.parametrize("token", ["", "forged", "e30.abc.def"])
def test_a_chat_is_closed_to_whoever_lacks_its_token(client: FlaskClient, chat: dict[str, Any], token: str) -> None:
    assert client.post(chat["path"], json=MESSAGE, headers=_bearer(token)).status_code == 401
    assert client.get(chat["path"], headers=_bearer(token)).status_code == 401


def test_one_chats_token_does_not_open_another(client: FlaskClient, chat: dict[str, Any]) -> None:
    other = client.post("/api/v1/chat/sessions").get_json()

    assert client.post(chat["path"], json=MESSAGE, headers=_bearer(other["token"])).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"text": "hi"},
        {"text": 5, "client_message_id": "a"},
        {"text": "hi", "client_message_id": "a b"},
        {"text": "hi", "client_message_id": "a", "language": "<script>"},
        {"text": "hi", "client_message_id": "a", "location": {"latitude": 200, "longitude": 0}},
        {"text": "hi", "client_message_id": "a", "location": {"latitude": 10**400, "longitude": 0}},
        {"text": "hi", "client_message_id": "a\n"},
    ],
)
def test_a_bad_body_is_refused_in_clear_words(client: FlaskClient, chat: dict[str, Any], body: object) -> None:
    refused = client.post(chat["path"], json=body, headers=chat["headers"])

    assert refused.status_code == 400
    assert set(refused.get_json()["error"]) == {"code", "message"}


def test_words_no_database_can_hold_are_still_answered(client: FlaskClient, chat: dict[str, Any]) -> None:
    body = '{"text": "he is not breathing \\ud800 \\u0000", "client_message_id": "s"}'

    said = client.post(chat["path"], data=body, headers={**chat["headers"], "Content-Type": "application/json"})

    assert "911" in said.get_json()["messages"][0]["text"]


def test_a_very_long_text_is_heard_for_danger_and_answered(
    client: FlaskClient, chat: dict[str, Any], copy: CopyStore
) -> None:
    long = {"text": "x " * 1000, "client_message_id": "long"}
    danger = {"text": "x " * 1000 + "he is not breathing", "client_message_id": "danger"}

    said = [client.post(chat["path"], json=body, headers=chat["headers"]).get_json() for body in (long, danger)]

    first_words = [messages["messages"][0]["text"] for messages in said]
    assert first_words == [copy.text(copy_id, "en", "web").text for copy_id in ("too_long", "danger_overdose")]


@pytest.mark.parametrize(("language", "kept"), [("es-MX", "es"), ("zho-Hantxyz", "zho")])
def test_a_browsers_language_is_read_as_one_of_ours(
    client: FlaskClient, chat: dict[str, Any], database: Database, language: str, kept: str
) -> None:
    body = {**MESSAGE, "language": language}

    said = client.post(chat["path"], json=body, headers=chat["headers"]).get_json()["messages"]

    assert said[0]["seq"] == 1
    with database.read() as session:
        assert session.scalars(select(Contact.language)).all() == [kept]


def test_an_address_that_is_no_session_id_is_refused(client: FlaskClient, chat: dict[str, Any]) -> None:
    assert client.get("/api/v1/chat/sessions/é/messages", headers=chat["headers"]).status_code == 401


def test_no_answer_with_a_persons_words_is_kept_in_a_cache(client: FlaskClient, chat: dict[str, Any]) -> None:
    for path in (chat["path"], "/"):
        assert client.get(path, headers=chat["headers"]).headers["Cache-Control"] == "no-store"


def test_the_page_works_as_a_plain_form(client: FlaskClient) -> None:
    page = client.get("/").text
    fields = {name: _field(page, name) for name in ("csrf_token", "message_id")}

    sent = client.post("/chat", data={**fields, "text": "what is narcan"}, headers={"Referer": "https://localhost/"})

    assert sent.status_code == 303
    assert "naloxone" in client.get("/").text.lower()


def test_the_form_without_its_token_is_refused(client: FlaskClient) -> None:
    assert client.post("/chat", data={"text": "hi"}).status_code == 400


def _field(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]
