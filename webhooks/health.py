"""Whether we are alive, and whether we are ready: the engine loaded and the database reachable."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from webhooks.access import Door, open_to
from webhooks.services import services

health = Blueprint("health", __name__)


@health.get("/healthz")
@open_to(Door.PUBLIC)
def healthz() -> Response:
    """Say that the web process runs; danger is answered from this moment."""
    return jsonify(status="ok")


@health.get("/readyz")
@open_to(Door.PUBLIC)
def readyz() -> tuple[Response, int]:
    """Answer 200 when every text would get its full answer, else 503 naming what is missing."""
    checks = {"database": _reads(services().database), "engine": services().road.engine.is_ready()}
    return jsonify(status="ready" if all(checks.values()) else "starting", **checks), 200 if all(
        checks.values()
    ) else 503


def _reads(database: Database) -> bool:
    try:
        with database.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True
