"""What Twilio says by itself when nothing of ours answers: TwiML to keep at Twilio (docs/running.md), from our copy.

Pure: the same copy gives the same bytes.  Sources, seen 2026-11: verbs and attributes twilio.com/docs/voice/twiml/say,
.../pause and twilio.com/docs/messaging/twiml/message; at most 10 messages in a reply, error 14109; 1,600 characters a
message, 14103.  No page we could read states how much a TwiML Bin holds: we keep to the 4,000 characters that Twilio
allows for TwiML in a request (error 32018), far below the 64 kB of a fetched answer (11750).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from xml.etree import ElementTree as ET

from bot.copy_store import CopyStore

LENGTH_LIMIT = 4_000
#: Our languages in the order in which they are said, and how each is spoken: voices Twilio has for just that language
#: (an invalid pair may fail, says its page on Say, so none is left to an account's settings).
SPOKEN: Mapping[str, Mapping[str, str]] = {
    "en": {"language": "en-US", "voice": "Polly.Joanna"},
    "es": {"language": "es-US", "voice": "Polly.Lupe"},
}

#: Danger in every language before anything else in any; then once more, for who was not at the phone yet.
_VOICE_ROUNDS = (
    ("fallback_voice_danger",),
    ("fallback_voice_crisis", "fallback_voice_help"),
    ("fallback_voice_end", "fallback_voice_danger"),
)
_NUMBER = re.compile(r"\d[\d-]*\d")
_STAMP = re.compile(r"<!-- portline fallback ([0-9a-f]{16}) -->")


class FallbackTooLongError(ValueError):
    """A document is longer than Twilio is known to take."""


def render_fallbacks(copy: CopyStore) -> dict[str, str]:
    """Return the six documents by file name: `sms` and `voice` in each language, and in both, English first.

    Raises FallbackTooLongError.
    """
    choices = {**{f".{language}": (language,) for language in SPOKEN}, "": tuple(SPOKEN)}
    documents = {}
    for suffix, languages in choices.items():
        documents[f"sms{suffix}.xml"] = _document(_messages(copy, languages))
        documents[f"voice{suffix}.xml"] = _document(_spoken(copy, languages))
    long = [name for name, document in documents.items() if len(document) > LENGTH_LIMIT]
    if long:
        raise FallbackTooLongError(f"longer than {LENGTH_LIMIT} characters: {', '.join(sorted(long))}")
    return documents


def stamp_of(document: str) -> str:
    """Return the stamp inside a document, or nothing where there is none; it changes with every letter of the words."""
    found = _STAMP.search(document)
    return found[1] if found else ""


def digit_by_digit(words: str) -> str:
    """Write every number of two or more digits as it is spoken: 911 as "9 1 1", 800-327-5050 in three groups."""
    return _NUMBER.sub(lambda number: ", ".join(" ".join(group) for group in number[0].split("-")), words)


def _messages(copy: CopyStore, languages: Sequence[str]) -> Iterable[ET.Element]:
    """Make one message a language: each stands alone, for Twilio does not promise their order."""
    for language in languages:
        yield _element("Message", copy.text("fallback_sms", language, "sms").text)


def _spoken(copy: CopyStore, languages: Sequence[str]) -> Iterable[ET.Element]:
    """Say the parts with a second between them; no key is asked for, since nothing of ours could hear it."""
    for parts in _VOICE_ROUNDS:
        for language in languages:
            for part in parts:
                words = digit_by_digit(copy.text(part, language, "web").text)  # the web form keeps its accents
                yield _element("Say", words, SPOKEN[language])
                yield _element("Pause", None, {"length": "1"})


def _element(verb: str, words: str | None, attributes: Mapping[str, str] = MappingProxyType({})) -> ET.Element:
    element = ET.Element(verb, dict(attributes))
    element.text = words
    return element


def _document(verbs: Iterable[ET.Element]) -> str:
    response = ET.Element("Response")
    response.extend(verbs)
    ET.indent(response)
    body = ET.tostring(response, encoding="unicode")
    stamp = hashlib.sha256(body.encode()).hexdigest()[:16]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- portline fallback {stamp} -->\n{body}\n'
