"""A phone on the command line: signs like Twilio, sends to the running web process, prints what would arrive."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterable
from contextlib import closing
from typing import Any
from xml.etree.ElementTree import fromstring  # our own server's answer, not a stranger's

import httpx
from twilio.request_validator import RequestValidator

from bot.gsm7 import is_gsm7, split_segments
from portline.settings import Settings

OWN_NUMBER, OUR_NUMBER = "+16175550100", "+16175550311"
TIMEOUT_S = 15.0
_USAGE = "Text the assistant. An empty line ends it; a line of ! sends the one before again, as a Twilio retry would."


def main(settings: Settings, number: str | None, text: str | None) -> int:
    """Send one text and print its reply, or hold a conversation line by line; 1 when the service gives no answer."""
    with closing(Phone(settings, number or OWN_NUMBER)) as phone:
        if text is not None:
            return _print(phone, text)
        print(_USAGE)  # noqa: T201 - a command's output
        return max((_print(phone, line) for line in _lines(sys.stdin)), default=0)


class Phone:
    """One number texting the service at its public address, as Twilio would carry it."""

    def __init__(self, settings: Settings, number: str, line: httpx.Client | None = None) -> None:
        self._settings = settings
        self._number = number
        self._last: dict[str, str] = {}
        self._line = line or httpx.Client(timeout=TIMEOUT_S, trust_env=False)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def text(self, words: str) -> list[str]:
        """Send `words` (or "!" for the last message again) and return the texts that come back."""
        self._last = self._last if words == "!" and self._last else self._form(words)
        return [message.text or "" for message in fromstring(self._post(self._last)).iter("Message")]  # noqa: S314

    def _form(self, words: str) -> dict[str, str]:
        return {
            "MessageSid": f"SM{uuid.uuid4().hex}",
            "AccountSid": self._settings.twilio_account_sid,
            "From": self._number,
            "To": OUR_NUMBER,
            "Body": words,
            "NumMedia": "0",
        }

    def _post(self, form: dict[str, str]) -> str:
        """Sign for the public address, and knock at the local door."""
        signed_for = f"{self._settings.public_url}/twilio/sms"
        signature = RequestValidator(self._settings.twilio_auth_token).compute_signature(signed_for, form)
        door = f"http://{_reachable(self._settings.bind)}:{self._settings.port}/twilio/sms"
        headers = {"X-Twilio-Signature": str(signature)}
        response = self._line.post(door, data=form, headers=headers)
        response.raise_for_status()
        return response.text


def in_segments(texts: Iterable[str]) -> str:
    """Write texts as the network carries them: each segment on its own, with what it costs."""
    lines: list[str] = []
    for text in texts:
        segments = split_segments(text)
        alphabet = "GSM-7" if is_gsm7(text) else "UCS-2"
        lines += [f"[{n}/{len(segments)} {alphabet}] {segment}" for n, segment in enumerate(segments, start=1)]
    return "\n".join(lines) or "(no reply)"


def _print(phone: Phone, words: str) -> int:
    try:
        print(in_segments(phone.text(words)), flush=True)  # noqa: T201 - a command's output
    except httpx.HTTPError as error:
        print(f"No answer: {type(error).__name__}. Is `make run` running?", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _lines(source: Any) -> Iterable[str]:  # noqa: ANN401 - any stream of text
    for line in source:
        if not line.strip():
            return
        yield line.rstrip("\n")


def _reachable(bind: str) -> str:
    return "127.0.0.1" if bind in {"0.0.0.0", "::", ""} else bind  # noqa: S104 - compared, not bound
