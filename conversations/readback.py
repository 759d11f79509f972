"""The read-back before a request is sent: what the person told us, in their words, with the consent they give."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Ask
from bot.entities.times import words_and_window
from bot.questions import ANY_TIME
from conversations.doing import Doing
from conversations.drafts import CALLBACK, Draft


def readback(ask: Ask, doing: Doing) -> Ask:
    """Fill the words of the confirming question from the draft; without a draft it stays as it is."""
    draft = doing.draft
    if draft is None:
        return ask
    wording = "ask_confirm_callback" if draft.kind == CALLBACK else ""
    return replace(ask, args=_said(draft, doing), wording=wording)


def phone_of(draft: Draft, own_number: str) -> str:
    """Return the number to use: the one given, else the one they text from ("" when there is neither)."""
    return own_number if draft.slots.get("same_phone") == "yes" else draft.private.get("phone", own_number)


def _said(draft: Draft, doing: Doing) -> dict[str, str]:
    phrase = doing.voice.phrase
    own_phone = draft.slots.get("same_phone") == "yes"
    words = {
        "kind": phrase(f"said_kind_{draft.kind}"),
        "place": draft.private.get("meeting_place", ""),
        "phone": phrase("said_this_phone") if own_phone else draft.private.get("phone", ""),
        "name": draft.private.get("first_name", ""),
        "time": phrase("said_any_time") if draft.slots.get("best_time") == ANY_TIME else _time(draft, doing),
        "words": _label("said_words", draft.slots.get("safe_words"), doing),
        "police": _label("said_police", draft.slots.get("police_ok"), doing),
    }
    return {name: said or phrase("said_nothing") for name, said in words.items()}


def _time(draft: Draft, doing: Doing) -> str:
    return words_and_window(str(draft.slots.get("best_time") or ""), doing.now, doing.contact.language)


def _label(copy_id: str, value: object, doing: Doing) -> str:
    return doing.voice.phrase(f"{copy_id}_{value}") if value else ""
