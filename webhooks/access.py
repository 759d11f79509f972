"""Deny by default: every route declares who may use it, and a route that does not is refused to everyone.

Declarations are data on the view function, checked before each request; `tests/architecture` walks the whole map.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "portline_access"


class Door(StrEnum):
    """How a caller proves who they are."""

    PUBLIC = "public"
    TWILIO = "twilio"
    CHAT = "chat"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a route: by which door, and for staff in which roles (none named: any signed-in member)."""

    door: Door
    roles: frozenset[str] = frozenset()


def open_to(door: Door, *roles: str) -> Callable[[View], View]:
    """Declare who may use a view; put it directly above the function."""

    def declare(view: View) -> View:
        setattr(view, _MARK, Access(door, frozenset(roles)))
        return view

    return declare


def access_of(view: Callable[..., Any]) -> Access | None:
    """Return what a view declares, or None."""
    return getattr(view, _MARK, None)


def deny_undeclared(app: Flask) -> None:
    """Refuse every request to a view that declares nothing."""

    @app.before_request
    def _refuse() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if view is not None and access_of(view) is None and request.endpoint != "static":
            abort(403)
