"""The call to the action server: a deadline, and a failure that the turn hears of.

Rasa logs a failed action and goes on as if it had said nothing (trap T17); here the turn is told, and answers 503.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from typing import Any

import aiohttp
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

#: Actions that failed in the turn now being taken; the channel sets a fresh list for each turn.
failures: ContextVar[list[str]] = ContextVar("failures")


class ActionEndpoint(EndpointConfig):
    """An action server that has `deadline_s` seconds to answer."""

    def __init__(self, url: str, *, deadline_s: float) -> None:
        super().__init__(url, enable_selective_domain=True)  # the domain goes only to actions that ask for it
        self._deadline_s = deadline_s

    async def request(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- the shape Rasa gives it
        """Ask for one action; records every failure for the turn before raising it on."""
        kwargs["timeout"] = aiohttp.ClientTimeout(total=self._deadline_s)
        try:
            return await super().request(*args, **kwargs)
        except Exception as error:
            failures.get([]).append(type(error).__name__)
            raise


def check_answers_fast() -> None:
    """Let Rasa check each answer of an action as before, but not again, each time, the format it checks against.

    The second took two thirds of a turn that calls an action (docs/bench.md).
    """
    RemoteAction._validate_action_result = _is_of_its_format  # noqa: SLF001 -- the one place where Rasa does it


def _is_of_its_format(_action: RemoteAction, result: dict[str, Any]) -> bool:
    """Tell that `result` has the format of an action's answer; raises jsonschema.ValidationError for any other."""
    _answer_format().validate(result)
    return True


@cache
def _answer_format() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)
