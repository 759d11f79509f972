"""The Twilio adapter of the sending port (REST API, Messages resource)."""

from __future__ import annotations

import uuid

import requests
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from conversations.sending import SendError

TIMEOUT_S = 10.0
#: Trying again can help only here: queue full, unreachable for now, too many requests, Twilio's own trouble.
RETRYABLE_CODES = frozenset({"20429", "30001", "30003", "30008", "21611"})
FIRST_SERVER_ERROR = 500


class TwilioSender:
    """Sends through a Messaging Service where there is one, else from a number."""

    def __init__(self, client: Client, *, service_sid: str, number: str, public_url: str) -> None:
        self._client = client
        self._origin = {"messaging_service_sid": service_sid} if service_sid else {"from_": number}
        self._public_url = public_url

    @classmethod
    def connect(
        cls, account_sid: str, auth_token: str, *, service_sid: str, number: str, public_url: str
    ) -> TwilioSender:
        """Prepare a client with a timeout; nothing is called yet."""
        client = Client(account_sid, auth_token, http_client=TwilioHttpClient(timeout=TIMEOUT_S))
        return cls(client, service_sid=service_sid, number=number, public_url=public_url)

    def send(self, to: str, text: str, *, message_id: uuid.UUID) -> str:
        """Send one text and return its MessageSid; raises SendError."""
        callback = f"{self._public_url}/twilio/status?reply={message_id}"
        try:
            sent = self._client.messages.create(to=to, body=text, status_callback=callback, **self._origin)
        except TwilioRestException as error:
            code = str(error.code or error.status)
            raise SendError(code, retry=code in RETRYABLE_CODES or error.status >= FIRST_SERVER_ERROR) from None
        except requests.RequestException as error:
            raise SendError("network", retry=_never_left(error)) from None
        return str(sent.sid)


def _never_left(error: requests.RequestException) -> bool:
    """Tell whether no connection was made; a timeout or a reset may have come after the text was on its way."""
    cause = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectTimeout) or isinstance(cause, NewConnectionError)
