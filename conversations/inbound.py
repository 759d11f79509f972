"""One message from a person, as the doors hand it over."""

from __future__ import annotations

from dataclasses import dataclass

#: Longest text kept, screened and answered; Twilio sends at most 1,600 characters, the web page is held to the same.
TEXT_LIMIT = 1600
#: Danger is looked for this far in a text that is longer than we keep (a web client may send any length).
HEARD_LIMIT = 8000


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message on `channel` (sms or web) from `address` (E.164 number, or web session id).

    `provider_message_id` is unique per channel (MessageSid, or session and client_message_id); `opt_out_type` is
    Twilio's (STOP, START, HELP) when it has answered already; `language` is the person's explicit choice,
    `here` the neighborhood of the location they shared.
    """

    channel: str
    provider_message_id: str
    address: str
    text: str
    media_count: int = 0
    opt_out_type: str = ""
    language: str | None = None
    here: str = ""

    @property
    def said(self) -> str:
        """Return the text within its limit; never longer than is kept."""
        return self.text[:TEXT_LIMIT]

    @property
    def heard(self) -> str:
        """Return what is screened for danger: more than is kept, little enough to be read in 50 ms."""
        return self.text[:HEARD_LIMIT]
