"""The call to the action server: two seconds, and a failure that the turn hears of.

Rasa logs a failed action and goes on as if it had said nothing (trap T17); here the turn is told, and answers 503.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

DEADLINE_S = 2.0

#: Actions that failed in the turn now being taken; the channel sets a fresh list for each turn.
failures: ContextVar[list[str]] = ContextVar("failures")


class ActionEndpoint(EndpointConfig):
    """An action server that has `DEADLINE_S` to answer."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- the shape Rasa gives it
        """Ask for one action; records every failure for the turn before raising it on."""
        kwargs["timeout"] = aiohttp.ClientTimeout(total=DEADLINE_S)
        try:
            return await super().request(*args, **kwargs)
        except Exception as error:
            failures.get([]).append(type(error).__name__)
            raise


def action_server(port: int) -> ActionEndpoint:
    """Point at the action server on this machine; it gets the domain only for actions that ask for it."""
    return ActionEndpoint(f"http://127.0.0.1:{port}/webhook", enable_selective_domain=True)
