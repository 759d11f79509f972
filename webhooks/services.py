"""What the doors work with; put together once in `portline.app`, found from any request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import Flask, current_app

from bot.copy_store import CopyStore
from conversations.turn import Road
from resources_directory.catalogue import CatalogueShelf
from staff.alert_policy import DEFAULT_POLICY, AlertPolicy
from storage.database import Database
from webhooks.rate_limit import RateLimit

_NAME = "portline"


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """Whose webhooks we accept: the auth token that signs, and the account they come from ("" accepts any)."""

    auth_token: str
    account_sid: str = ""


@dataclass(frozen=True, slots=True)
class Services:
    """The collaborators of every view; `clock` returns the present in UTC."""

    database: Database
    road: Road
    copy: CopyStore
    twilio: TwilioAccount
    public_url: str
    session_secret: str
    clock: Callable[[], datetime]
    stage: str = "demo"
    alert_policy: AlertPolicy = DEFAULT_POLICY
    shelf: CatalogueShelf = field(default_factory=CatalogueShelf)
    """The listings that may be shown, held in memory between requests."""
    api_limit: RateLimit = field(default_factory=lambda: RateLimit("120/minute"))
    """How often one program may ask the HSDS API."""
    refresh_words: Callable[[], None] = lambda: None
    """Takes over at once what was withdrawn; other processes ask by themselves."""


def install(app: Flask, services: Services) -> None:
    """Give the app its services."""
    app.extensions[_NAME] = services


def services() -> Services:
    """Return the services of the app at work."""
    return cast("Services", current_app.extensions[_NAME])
