"""What a turn does besides talking; each effect is applied in the turn's own commit and may say something.

One table, one small function each.  An effect is applied at most once because its message is answered at most once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from bot.answer import Effect, Message, Say
from conversations.alerts import raise_alert
from conversations.consents import record_consent
from conversations.dialogue import Dialogue
from conversations.doing import Doing
from conversations.drafts import end_draft
from conversations.models import OutgoingMessage, StaffAlert
from conversations.outbox import cancel
from conversations.own_accord import CHECK_IN, OWN_ACCORD
from conversations.places import PLACES
from conversations.providers import PROVIDERS
from conversations.requests import has_open_request, open_request, status_words, withdraw_request
from conversations.unclear_texts import forget_unclear
from conversations.wrong_listing import WRONG_LISTING

#: States of what was not said to the person (yet).
_UNSAID = ("pending", "held", "cancelled")
_LAST_SAID = (
    select(OutgoingMessage.blocks)
    .where(OutgoingMessage.contact_id == bindparam("contact_id"), OutgoingMessage.state.not_in(_UNSAID))
    .order_by(OutgoingMessage.seq.desc())
    .limit(1)
)
#: To who holds the phone now: nothing of an earlier person's request, not even that there is one.
_NOT_THEIRS = (Say("status_neutral"),)
Args = Mapping[str, str]
Handler = Callable[[Doing, Args], tuple[Message, ...]]


class UnknownEffectError(LookupError):
    """The engine asked for something this version cannot do."""


def apply_effects(messages: Sequence[Message], doing: Doing) -> tuple[Message, ...]:
    """Apply each effect in place and put what it says where it stood; raises UnknownEffectError."""
    said: list[Message] = []
    for message in messages:
        said.extend(_apply(message, doing) if isinstance(message, Effect) else (message,))
    return tuple(said)


def _apply(effect: Effect, doing: Doing) -> tuple[Message, ...]:
    try:
        handler = _HANDLERS[effect.name]
    except KeyError:
        raise UnknownEffectError(effect.name) from None
    return handler(doing, effect.args)


def _opt_out(doing: Doing, args: Args) -> tuple[Message, ...]:
    """Opt out of all but danger; the words still to be sent wait for an opt-in."""
    doing.contact.opted_out_at = doing.now
    record_consent(doing, "texts", given=False, copy_id="stop_done")
    if args.get("note"):
        note = StaffAlert(
            contact_id=doing.contact.id,
            inbound_id=doing.inbound_id,
            kind=args["note"],
            level="none",
            created_at=doing.now,
        )
        raise_alert(doing.session, note)
    cancel(doing.session, doing.contact.id, CHECK_IN, now=doing.now)
    # Who texts CANCEL may mean the request: the one text we may still send says that it stays.
    is_quiet = bool(args.get("quiet"))
    return (Say("stop_request_open"),) if has_open_request(doing) and not is_quiet else ()


def _opt_in(doing: Doing, _args: Args) -> tuple[Message, ...]:
    doing.contact.opted_out_at = doing.contact.not_safe_at = None
    record_consent(doing, "texts", given=True, copy_id="start_done")
    return ()


def _tell_holder(_doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Stay silent: the operator who holds this chat sees the text on the console."""
    return ()


def _stop_alerts(doing: Doing, _args: Args) -> tuple[Message, ...]:
    record_consent(doing, "alerts", given=False, copy_id="stop_alerts")
    return (Say("stop_alerts"),)


def _tell_status(doing: Doing, _args: Args) -> tuple[Message, ...]:
    return _NOT_THEIRS if doing.dialogue.newcomer else status_words(doing)


def _withdraw_request(doing: Doing, _args: Args) -> tuple[Message, ...]:
    return _NOT_THEIRS if doing.dialogue.newcomer else withdraw_request(doing)


def _forget(doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Let go of the dialogue, the unfinished request, and what operators were to learn from."""
    doing.dialogue = Dialogue(newcomer=doing.dialogue.newcomer)
    forget_unclear(doing.session, doing.contact.id)
    _end_draft(doing, "dropped")
    return ()


def _choose_language(doing: Doing, args: Args) -> tuple[Message, ...]:
    """Keep to the language that was asked for; the interpreters are named again, for it was asked."""
    doing.dialogue = replace(doing.dialogue, chosen=args["language"], told="")
    return ()


def _repeat(doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Say the last reply's copy again, by id, so that it is today's words."""
    again = [Say("repeat_words", {"words": str(block["text"])}) for block in last_said(doing)]
    return tuple(again) or (Say("repeat_nothing"),)


def last_said(doing: Doing) -> Sequence[Mapping[str, Any]]:
    """Return the blocks of the newest message this person got, none where there is none."""
    blocks = doing.session.scalars(_LAST_SAID, {"contact_id": doing.contact.id}).first()
    return blocks or ()


def _leave_form(doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Drop the request from the door, where the engine was not asked: its part begins afresh."""
    doing.dialogue = replace(doing.dialogue, engine=None, asked=None)
    return _drop_request(doing, _args)


def _drop_request(doing: Doing, _args: Args) -> tuple[Message, ...]:
    _end_draft(doing, "dropped")
    return ()


def _pause_form(doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Leave the request for later: the form closes, and its answers were kept as a draft when this turn began."""
    doing.dialogue = replace(doing.dialogue, engine=None, asked=None)
    return ()


def _change_hands(doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Begin afresh with who holds the phone now: what the earlier person left unfinished is erased, never shown."""
    doing.dialogue = Dialogue(newcomer=True)
    return _drop_request(doing, _args)


def _keep_draft(_doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Do nothing more: the form as it stands was kept when this turn began."""
    return ()


def _request(doing: Doing, _args: Args) -> tuple[Message, ...]:
    said = open_request(doing)
    doing.dialogue = replace(doing.dialogue, newcomer=False)  # the newest request of this phone is theirs now
    _end_draft(doing, "sent")
    return said


def _end_draft(doing: Doing, state: str) -> None:
    end_draft(doing.session, doing.contact.id, state, now=doing.now)
    doing.draft = None


_HANDLERS: Mapping[str, Handler] = {
    **OWN_ACCORD,
    **PLACES,
    **WRONG_LISTING,
    **PROVIDERS,
    "opt_out": _opt_out,
    "opt_in": _opt_in,
    "tell_holder": _tell_holder,
    "stop_alerts": _stop_alerts,
    "tell_status": _tell_status,
    "withdraw_request": _withdraw_request,
    "forget": _forget,
    "choose_language": _choose_language,
    "repeat": _repeat,
    "leave_form": _leave_form,
    "drop_request": _drop_request,
    "keep_draft": _keep_draft,
    "pause_form": _pause_form,
    "change_hands": _change_hands,
    "request_visit": _request,
    "request_callback": _request,
}
