from __future__ import annotations

import uuid

import pytest
import requests
from twilio.http.http_client import TwilioHttpClient
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError

from conversations.sending import SendError
from conversations.twilio_sender import TwilioSender

REFUSED = requests.ConnectionError(
    MaxRetryError(None, "/", NewConnectionError(HTTPConnection("api.example"), "refused"))  # type: ignore[arg-type]
)
RESET = requests.ConnectionError(ProtocolError("Connection aborted.", ConnectionResetError()))


@pytest.mark.parametrize(
    ("error", "may_retry"),
    [(REFUSED, True), (requests.ConnectTimeout(), True), (RESET, False), (requests.ReadTimeout(), False)],
)
def test_only_a_text_that_certainly_never_left_is_sent_again(
    monkeypatch: pytest.MonkeyPatch, error: requests.RequestException, *, may_retry: bool
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(TwilioHttpClient, "request", fail)
    sender = TwilioSender.connect(
        "AC0", "token", service_sid="MG0", number="", public_url="https://portline.example.org"
    )

    with pytest.raises(SendError) as refused:
        sender.send("+16175550123", "hello", message_id=uuid.uuid4())

    assert refused.value.retry is may_retry
