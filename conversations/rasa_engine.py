"""The Rasa adapter of the engine port: one HTTP request a turn, bounded in time and in number."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from bot.answer import Answer, JsonObject, UnreadableAnswerError, read_answer
from conversations.engine import EngineTurn, EngineUnavailableError

#: How long a turn may wait for its place among those at the engine, in seconds; beyond it the fixed words go out.
PLACE_WAIT_S = 2.5
READY_TIMEOUT_S = 1.0
#: An engine that has not answered by then is down, not starting: people hear so and staff are told.
STARTING_S = 180.0


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where the engine listens, its bearer token, and how much may be asked of it."""

    url: str
    token: str
    timeout_s: float = 5.0
    at_once: int = 8


class RasaEngine:
    """Asks a Rasa server with our own channel; retries nothing, because a late answer is no answer."""

    def __init__(self, address: EngineAddress) -> None:
        self._places = threading.BoundedSemaphore(address.at_once)
        self._starting_until = time.monotonic() + STARTING_S
        self._client = httpx.Client(
            base_url=address.url,
            headers={"Authorization": f"Bearer {address.token}"},
            timeout=httpx.Timeout(address.timeout_s, connect=1.0),
            trust_env=False,
        )

    def respond(self, dialogue: JsonObject | None, turn: EngineTurn) -> Answer:
        """Answer one turn; raises EngineUnavailableError for silence, lateness, errors and nonsense."""
        if not self._places.acquire(timeout=PLACE_WAIT_S):
            raise EngineUnavailableError("busy")
        try:
            answer = read_answer(self._ask(dialogue, turn))
        except (httpx.HTTPError, UnreadableAnswerError, ValueError) as error:
            raise EngineUnavailableError(
                type(error).__name__, starting=time.monotonic() < self._starting_until
            ) from error
        finally:
            self._places.release()
        self._starting_until = 0.0
        return answer

    def is_ready(self) -> bool:
        """Tell whether the engine has its model loaded."""
        try:
            response = self._client.get("/webhooks/portline/ready", timeout=READY_TIMEOUT_S)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    def close(self) -> None:
        """Close the pooled connections."""
        self._client.close()

    def _ask(self, dialogue: JsonObject | None, turn: EngineTurn) -> Mapping[str, Any]:
        body = {
            "turn_id": str(uuid.uuid4()),
            "channel": turn.channel,
            "language": turn.language,
            "text": turn.text,
            "choice": asdict(turn.choice) if turn.choice else None,
            "expects": turn.expects,
            "here": turn.here,
            "dialogue": dialogue,
        }
        response = self._client.post("/webhooks/portline/turn", json=body)
        response.raise_for_status()
        raw = response.json()
        if not isinstance(raw, dict):
            raise UnreadableAnswerError("not an object")
        return raw
