"""Our one door into Rasa: `POST /webhooks/portline/turn`, a function of (dialogue so far, text) to (answer, dialogue).

Nothing outlives the turn: each gets a tracker and an id of its own, so no two turns share a lock or a state.
"""

from __future__ import annotations

import hmac
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from engine.action_endpoint import failures
from engine.asks import Parsed, Reading, read_asks
from engine.components.gate import HELD_OPEN
from engine.dialogue import is_in_form, last_topic, restore, snapshot
from engine.held_tracker_store import HeldTrackerStore
from engine.joined_answers import QuestionsCollideError, join_answers
from engine.turn_request import TurnRequest, UnreadableTurnError, read_turn

logger = logging.getLogger("portline.engine")
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
        reading = await _read(turn, agent)
        try:
            return await self._say(turn, reading, agent, handle)
        except QuestionsCollideError:
            return await self._say(turn, reading.kept_whole(), agent, handle)

    async def _say(self, turn: TurnRequest, reading: Reading, agent: Any, handle: Handle) -> dict[str, Any]:  # noqa: ANN401 -- as above
        """Let Rasa answer each ask in turn, in one dialogue; raises TurnFailedError, QuestionsCollideError."""
        tracker = _tracker(turn, agent)
        with self._store.hold(tracker):
            answers = [await _answer_one(turn, ask, tracker.sender_id, handle) for ask in reading.answered]
            after = self._store.held(tracker.sender_id)
        return {
            "messages": join_answers(answers, reading.left),
            "dialogue": snapshot(after, agent.model_id),
            "understanding": reading.understanding(),
        }


async def _read(turn: TurnRequest, agent: Any) -> Reading:  # noqa: ANN401 -- rasa's Agent
    """Read the turn's words, each ask by itself; a choice, and an answer to a question that waits, stay one."""
    if turn.text is None:
        chosen = _chosen(turn)
        return Reading(chosen, (chosen,))

    async def parse(text: str, before: str | None) -> Parsed:
        metadata = {"expects": turn.expects, "language": turn.language, "before": before}
        parsed: Parsed = await agent.processor.parse_message(UserMessage(text, metadata=metadata))
        return parsed

    before = last_topic(turn.dialogue)
    if turn.expects in HELD_OPEN or is_in_form(turn.dialogue):
        whole = await parse(turn.text, before)
        return Reading(whole, (whole,))
    return await read_asks(turn.text, before, parse)


async def _answer_one(turn: TurnRequest, parsed: Parsed, sender_id: str, handle: Handle) -> list[dict[str, Any]]:
    failures.set(failed := [])
    output = PortlineOutput()
    await handle(_message(turn, parsed, sender_id, output))
    if failed or not output.messages:
        raise TurnFailedError(failed[0] if failed else "nothing was said")
    messages: list[dict[str, Any]] = output.messages
    return messages


def _tracker(turn: TurnRequest, agent: Any) -> DialogueStateTracker:  # noqa: ANN401 -- rasa's Agent
    tracker = DialogueStateTracker(uuid.uuid4().hex, agent.domain.slots)
    events = restore(turn.dialogue, agent.domain, agent.model_id)
    tracker.update_with_events([*events, *_of_the_turn(turn)], agent.domain)
    return tracker


def _of_the_turn(turn: TurnRequest) -> list[SlotSet]:
    """Tell the actions what only this turn knows; none of it stays in the dialogue."""
    return [SlotSet("channel", turn.channel), SlotSet("here", turn.here or None)]


def _message(turn: TurnRequest, parsed: Parsed, sender_id: str, output: PortlineOutput) -> UserMessage:
    return UserMessage(
        text=parsed["text"] or None,
        output_channel=output,
        sender_id=sender_id,
        parse_data=dict(parsed),
        input_channel=PortlineChannel.name(),
        message_id=turn.turn_id,
        metadata={"language": turn.language},
    )


def _chosen(turn: TurnRequest) -> Parsed:
    """Write a choice as what NLU would have read; only here can slots be set from outside."""
    entities = [{"entity": slot, "value": value} for slot, value in turn.slots.items()]
    understanding = {"intent": turn.intent, "topic": turn.topic, "confidence": 1.0, "choices": []}
    return {
        "text": "",
        "intent": {"name": turn.intent, "confidence": 1.0},
        "intent_ranking": [],
        "entities": entities,
        "understanding": understanding,
    }
