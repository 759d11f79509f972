"""From a confirmed draft to a referral in the queue, and what the person hears of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.answer import Message, Say
from bot.clock_words import day_and_clock
from bot.entities.times import words_and_window
from conversations.consents import record_consent
from conversations.doing import Doing
from conversations.drafts import CALLBACK, VISIT, Draft
from conversations.readback import phone_of
from port_queue import moves, referrals
from port_queue.clocks import promise
from port_queue.codes import Agency, Kind, Requester, SafeWords
from port_queue.consents import GivenConsent
from port_queue.states import Status
from port_queue.urgency import Risk

#: Consent ends with time (contracts.md section 6: "with expiry"); to be confirmed by counsel.
CONSENT_LASTS = timedelta(days=90)
#: A visit may be made by health advocates with the fire department's EAP or EMS, as its question says.
TEAM = {VISIT: (Agency.PORT, Agency.BFD_EAP, Agency.EMS), CALLBACK: (Agency.PORT,)}
#: Staff read the console in English.
STAFF_LANGUAGE = "en"


def open_request(doing: Doing) -> tuple[Message, ...]:
    """Open one referral for the draft, with the consents its confirmation gave, and say who answers when."""
    draft = doing.draft
    if draft is None:  # the draft ended between two texts; nothing may be sent without its answers
        return (Say("status_none"),)
    referrals.open_referral(doing.session, _new_referral(draft, doing), now=doing.now)
    record_consent(doing, f"request_{draft.kind}", given=True, copy_id=_consent_copy(draft))
    promised = promise(Kind(draft.kind), doing.now, doing.team_hours)
    when = {"time": day_and_clock(promised.by, doing.now, doing.contact.language)} if promised.by else {}
    return (Say("request_received", {"promise": doing.voice.phrase(promised.copy_id, **when)}),)


def has_open_request(doing: Doing) -> bool:
    """Tell whether the person has a request in the queue."""
    return referrals.open_of(doing.session, doing.contact.id) is not None


def status_words(doing: Doing) -> tuple[Message, ...]:
    """Say where the person's last request stands; a phone that may be read by others gets one neutral line."""
    if doing.draft is not None:
        asked = doing.dialogue.asked
        return (Say("status_draft"), *([asked] if asked else []))
    referral = referrals.latest_of(doing.session, doing.contact.id)
    if referral is None:
        return (Say("status_none"),)
    if referral.safe_words is SafeWords.NEUTRAL:
        return (Say("status_neutral"),)
    return (Say(_STATUS_COPY[referral.status]),)


def withdraw_request(doing: Doing) -> tuple[Message, ...]:
    """Take the person's open request back."""
    referral = referrals.open_of(doing.session, doing.contact.id)
    if referral is None:
        return (Say("cancel_none"),)
    moves.withdraw(doing.session, referral, now=doing.now, channel=doing.contact.channel)
    record_consent(doing, f"request_{referral.kind}", given=False, copy_id="cancel_done")
    return (Say("cancel_done"),)


def _new_referral(draft: Draft, doing: Doing) -> referrals.NewReferral:
    slots, private, contact = draft.slots, draft.private, doing.contact
    return referrals.NewReferral(
        idempotency_key=f"draft:{draft.id}",
        kind=Kind(draft.kind),
        channel=contact.channel,
        requester=Requester.SELF if slots.get("for_whom") == "me" else Requester.FAMILY,
        language=contact.language,
        contact_id=contact.id,
        name=private.get("first_name") or None,
        phone=phone_of(draft, contact.address or "") or None,
        meeting_place=private.get("meeting_place") or None,
        best_time=words_and_window(str(slots.get("best_time") or ""), doing.now, STAFF_LANGUAGE) or None,
        safe_words=SafeWords(slots.get("safe_words") or SafeWords.NEUTRAL),
        risks=frozenset({Risk.RECENT_OVERDOSE}) if slots.get("recent_overdose") == "yes" else frozenset(),
        consents=_consents(draft, doing),
    )


def _consents(draft: Draft, doing: Doing) -> tuple[GivenConsent, ...]:
    """List the agencies the confirmed words named; police only where the person chose so."""
    agencies = TEAM[draft.kind] + ((Agency.BPD,) if _wants_police(draft.slots) else ())
    words = doing.voice.copy.text(_consent_copy(draft), doing.contact.language, doing.voice.form)
    wording = f"{words.id}:{words.version}:{words.language}"
    return tuple(GivenConsent(agency, wording, doing.now + CONSENT_LASTS) for agency in agencies)


def _wants_police(slots: Mapping[str, Any]) -> bool:
    return slots.get("request_kind") == VISIT and slots.get("police_ok") == "yes"


def _consent_copy(draft: Draft) -> str:
    return "ask_confirm_callback" if draft.kind == CALLBACK else "ask_confirm"


def _status_copy() -> Mapping[Status, str]:
    renamed = {
        Status.CONSENT_PENDING: "status_waiting",
        Status.REQUESTED: "status_waiting",
        Status.ERROR: "status_none",
    }
    return {status: renamed.get(status, f"status_{status}") for status in Status}


_STATUS_COPY = _status_copy()
