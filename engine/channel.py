"""Our one door into Rasa: `POST /webhooks/portline/turn`, a function of (dialogue so far, text) to (answer, dialogue).

Nothing outlives the turn: each gets a tracker and an id of its own, so no two turns share a lock or a state.
"""

from __future__ import annotations

import hmac
import logging
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from engine.action_endpoint import failures
from engine.dialogue import last_topic, restore, snapshot
from engine.held_tracker_store import HeldTrackerStore
from engine.turn_request import TurnRequest, UnreadableTurnError, read_turn

logger = logging.getLogger("portline.engine")
#: How many topics of the ranking an understanding carries, best first.
RANKED = 5
Handle = Callable[[UserMessage], Awaitable[Any]]


class TurnFailedError(Exception):
    """The turn gave no usable answer; the message names the cause and holds no words."""


class PortlineOutput(CollectingOutputChannel):
    """Collects the messages of one turn; words are refused, for they live in `bot/copy`."""

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **_: object) -> None:  # noqa: ARG002 -- the shape Rasa asks for
        """Keep one message."""
        self.messages.append(json_message)

    async def send_text_message(self, recipient_id: str, text: str, **_: object) -> None:  # noqa: ARG002 -- the shape Rasa asks for
        """Refuse a bare text."""
        raise TurnFailedError("an action spoke in words instead of copy")


class PortlineChannel(InputChannel):
    """Takes turns from `conversations`, which proves itself with the bearer token."""

    def __init__(self, token: str, store: HeldTrackerStore) -> None:
        if not token:
            raise ValueError("PORTLINE_ENGINE_TOKEN is not set: the engine would answer anyone")
        self._authorization = f"Bearer {token}".encode()
        self._store = store

    @classmethod
    def name(cls) -> str:
        """Name the channel; its routes begin with this."""
        return "portline"

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        """Make the two routes."""
        routes = Blueprint("portline")

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            is_ready = request.app.ctx.agent.is_ready()
            return json({"ready": is_ready}, status=200 if is_ready else 503)

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return json({"error": "unauthorized"}, status=401)
            return await self._answer(request, on_new_message)

        return routes

    def _is_ours(self, request: Request) -> bool:
        return hmac.compare_digest(request.headers.get("authorization", "").encode(), self._authorization)

    async def _answer(self, request: Request, handle: Handle) -> HTTPResponse:
        try:
            turn = read_turn(request.body)
            return json(await self._take(turn, request.app.ctx.agent, handle))
        except UnreadableTurnError as error:
            return json({"error": str(error)}, status=400)
        except TurnFailedError as error:
            logger.warning("turn_failed %s", error)
            return json({"error": str(error)}, status=503)
        except Exception as error:  # noqa: BLE001 -- whatever fails inside Rasa, the door must hear of it
            logger.warning("turn_failed %s", type(error).__name__)
            return json({"error": type(error).__name__}, status=503)

    async def _take(self, turn: TurnRequest, agent: Any, handle: Handle) -> dict[str, Any]:  # noqa: ANN401 -- rasa's Agent
        failures.set(failed := [])
        tracker = _tracker(turn, agent)
        with self._store.hold(tracker):
            output = PortlineOutput()
            await handle(_message(turn, tracker.sender_id, output))
            after = self._store.held(tracker.sender_id)
        if failed or not output.messages:
            raise TurnFailedError(failed[0] if failed else "nothing was said")
        return {
            "messages": output.messages,
            "dialogue": snapshot(after, agent.model_id),
            "understanding": _understanding(turn, after),
        }


def _tracker(turn: TurnRequest, agent: Any) -> DialogueStateTracker:  # noqa: ANN401 -- rasa's Agent
    tracker = DialogueStateTracker(uuid.uuid4().hex, agent.domain.slots)
    events = restore(turn.dialogue, agent.domain, agent.model_id)
    tracker.update_with_events([*events, *_of_the_turn(turn)], agent.domain)
    return tracker


def _of_the_turn(turn: TurnRequest) -> list[SlotSet]:
    """Tell the actions what only this turn knows; none of it stays in the dialogue."""
    return [SlotSet("channel", turn.channel), SlotSet("here", turn.here or None)]


def _message(turn: TurnRequest, sender_id: str, output: PortlineOutput) -> UserMessage:
    return UserMessage(
        text=turn.text,
        output_channel=output,
        sender_id=sender_id,
        parse_data=_parsed(turn.intent, turn.slots) if turn.intent else None,
        input_channel=PortlineChannel.name(),
        message_id=turn.turn_id,
        metadata={"expects": turn.expects, "language": turn.language, "before": last_topic(turn.dialogue)},
    )


def _parsed(intent: str, slots: Mapping[str, str]) -> dict[str, Any]:
    """Write a choice as what NLU would have read; only here can slots be set from outside."""
    entities = [{"entity": slot, "value": value} for slot, value in slots.items()]
    return {"text": "", "intent": {"name": intent, "confidence": 1.0}, "intent_ranking": [], "entities": entities}


def _understanding(turn: TurnRequest, tracker: DialogueStateTracker) -> dict[str, Any]:
    if turn.intent:
        return {"intent": turn.intent, "topic": turn.topic, "confidence": 1.0, "choices": []}
    heard = next(event for event in reversed(tracker.events) if isinstance(event, UserUttered))
    ranking = [[row["name"], round(row["confidence"], 4)] for row in heard.parse_data.get("intent_ranking") or []]
    return {**heard.parse_data["understanding"], "ranking": ranking[:RANKED]}
