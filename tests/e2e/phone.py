"""A phone whose texts Twilio carries: signed for the public address, and sent again until they are answered."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from xml.etree.ElementTree import fromstring  # our own server's answer, not a stranger's

import httpx
from twilio.request_validator import RequestValidator

from tests.e2e.house import ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL

#: Twilio gives a webhook this long (error 11205).
TWILIO_WAITS_S = 15.0
SHORT_CODE = "+16175550311"


def new_sid() -> str:
    """Make a MessageSid as Twilio does."""
    return f"SM{uuid.uuid4().hex}"


def sign(form: dict[str, str], url: str = f"{PUBLIC_URL}/twilio/sms", token: str = AUTH_TOKEN) -> str:
    """Sign a form as Twilio does for `url`."""
    return str(RequestValidator(token).compute_signature(url, form))


def words_of(response: httpx.Response) -> str:
    """Return the words of a TwiML answer."""
    return "\n".join(message.text or "" for message in fromstring(response.text).iter("Message"))


@dataclass
class Phone:
    """One number; keeps what it sent, how long each answer took in seconds, and how many were cut off on their way.

    `is_waiting` while a text of it is on its way.
    """

    url: str
    number: str
    sids: list[str] = field(default_factory=list)
    waits_s: list[float] = field(default_factory=list)
    cut_off: int = 0
    is_waiting: bool = False

    def text(self, words: str, sid: str = "") -> str:
        """Send `words` and return the words that come back."""
        started = time.monotonic()
        response = self.send(words, sid)
        self.waits_s.append(time.monotonic() - started)
        assert response.status_code == httpx.codes.OK, response.status_code
        return words_of(response)

    def send(self, words: str, sid: str = "") -> httpx.Response:
        """Send `words` once, as the message `sid` where one is given."""
        self.sids.append(sid or new_sid())
        form = self.form(words, self.sids[-1])
        return self.post(form, sign(form))

    def send_until_answered(self, words: str, *, within_s: float = 60.0) -> str:
        """Send one message again and again, as Twilio's retries and its fallback address do; return the answer."""
        sid, give_up = new_sid(), time.monotonic() + within_s
        while time.monotonic() < give_up:
            try:
                response = self.send(words, sid)
            except httpx.TransportError as error:
                self.cut_off += not isinstance(error, httpx.ConnectError)
                time.sleep(0.2)
                continue
            assert response.status_code == httpx.codes.OK, response.status_code
            return words_of(response)
        raise AssertionError(f"no answer to {sid} within {within_s:g} s")

    def form(self, words: str, sid: str) -> dict[str, str]:
        """Fill in the fields Twilio sends."""
        return {
            "MessageSid": sid,
            "AccountSid": ACCOUNT_SID,
            "From": self.number,
            "To": SHORT_CODE,
            "Body": words,
            "NumMedia": "0",
        }

    def post(self, form: dict[str, str], signature: str | None) -> httpx.Response:
        """Post a form with a signature, or without one."""
        headers = {} if signature is None else {"X-Twilio-Signature": signature}
        door = f"{self.url}/twilio/sms"
        self.is_waiting = True
        try:
            return httpx.post(door, data=form, headers=headers, timeout=TWILIO_WAITS_S, trust_env=False)
        finally:
            self.is_waiting = False
