"""The action server: every action over one directory; `portline actions` serves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.directory import Directory
from actions.fallback import ActionFallback
from actions.find_service import ActionFindService
from actions.more_services import ActionMoreServices
from actions.offer_choices import ActionOfferChoices
from actions.offer_team import ActionOfferTeam
from actions.opt_out import ActionOptOut
from actions.restart import ActionRestart
from actions.submit_request import ActionSubmitRequest
from actions.validate_request_form import ValidateRequestForm

HOST = "127.0.0.1"


def all_actions(directory: Directory) -> Sequence[Action]:
    """Return every action the domain names."""
    return (
        ActionFallback(directory),
        ActionFindService(directory),
        ActionMoreServices(directory),
        ActionOfferChoices(),
        ActionOfferTeam(),
        ActionOptOut(),
        ActionRestart(),
        ActionSubmitRequest(),
        ValidateRequestForm(),
    )


class DomainlessExecutor(ActionExecutor):  # type: ignore[misc] # rasa_sdk ships no types
    """Runs actions without Rasa's domain: none of ours reads it, and Rasa 3.6 does not know 3.21's way to send it."""

    def update_and_return_domain(self, payload: Mapping[str, Any], action_name: str) -> dict[str, Any]:  # noqa: ARG002 -- the shape rasa_sdk asks for
        """Give an empty domain."""
        return {}


def build_app(directory: Directory) -> Sanic[Any, Any]:
    """Build the action server's web app."""
    executor = DomainlessExecutor()
    for action in all_actions(directory):
        executor.register_action(action)
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    return app
