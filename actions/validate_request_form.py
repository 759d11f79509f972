"""Keep the request form on its road: check what was given, hear corrections, choose the next question."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import PortlineAction, Spoken
from actions.heard import events_of_turn, intent_of, row_of, text_of
from actions.request_form import SLOTS, UNUSABLE, Heard, Step, next_question, take
from bot.entities.people import read_for_whom

REQUESTED = "requested_slot"


class ValidateRequestForm(PortlineAction):
    """Answers Rasa's form each time it asks what to do; all judgement lives in `actions.request_form`."""

    def name(self) -> str:
        """Return the name Rasa's form looks for."""
        return "validate_request_form"

    def answer(self, tracker: Tracker) -> Spoken:
        """Take one turn of the form."""
        step = _after_interruption(tracker) if _was_interrupted(tracker) else take(_heard(tracker))
        if step is None:
            return Spoken()
        changes = [SlotSet(name, value) for name, value in step.changes.items()]
        return Spoken(step.messages, [*changes, SlotSet(REQUESTED, step.ask)])


def _heard(tracker: Tracker) -> Heard:
    is_opening = not _was_open(tracker)
    given = _said_at_opening(tracker) | _given(tracker) if is_opening else _given(tracker)
    return Heard(
        slots=tracker.slots,
        given=given,
        intent=intent_of(tracker),
        text="" if is_opening else text_of(tracker),
        asked=None if is_opening else tracker.get_slot(REQUESTED),
        unusable_before=0 if is_opening else max(0, row_of(tracker, UNUSABLE) - 1),
    )


def _given(tracker: Tracker) -> dict[str, str]:
    """Return the slots this turn set; a slot the form set to nothing was not given."""
    slots = (event for event in events_of_turn(tracker) if event["event"] == "slot" and event["name"] in SLOTS)
    return {event["name"]: str(event["value"]) for event in slots if event["value"] is not None}


def _said_at_opening(tracker: Tracker) -> dict[str, str]:
    """Return whom the request is for, where the words that ask for it say so: "can you visit my son"."""
    whom = read_for_whom(text_of(tracker))
    return {"for_whom": whom} if whom and tracker.get_slot("for_whom") is None else {}


def _was_open(tracker: Tracker) -> bool:
    """Tell whether the form was open when the text came (it opens in the turn of the intent that asks for it)."""
    return not any(event["event"] == "active_loop" for event in events_of_turn(tracker))


def _was_interrupted(tracker: Tracker) -> bool:
    """Tell whether the form let another answer go first, and is now asked to go on."""
    return any(event["event"] == "action_execution_rejected" for event in events_of_turn(tracker))


def _after_interruption(tracker: Tracker) -> Step:
    return Step({}, tracker.get_slot(REQUESTED) or next_question(tracker.slots))
