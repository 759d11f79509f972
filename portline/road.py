"""Put the road of a message together: the one place where settings become collaborators."""

from __future__ import annotations

from datetime import timedelta

from bot.copy_store import CopyStore
from conversations.commit import Desk
from conversations.hurry import Hurry
from conversations.log import ConversationLog, Patience
from conversations.memory import RecentTexts
from conversations.rasa_engine import EngineAddress, RasaEngine
from conversations.spool import Spool
from conversations.turn import Road
from port_queue.hours import DEFAULT_HOURS, TeamHours
from portline.settings import Settings
from staff.alert_policy import AlertPolicy
from storage.database import Database

#: How long a danger text waits for the database: with the rest of the turn and the way to it, less than a second.
DANGER_WAITS_S = 0.5


def build_road(settings: Settings, database: Database, copy: CopyStore) -> Road:
    """Build the road as it runs in production: the Rasa engine, the real database, the real words."""
    patience = Patience(timedelta(seconds=settings.lease_s), timedelta(hours=settings.conversation_silence_hours))
    address = EngineAddress(
        settings.engine_url, settings.engine_token, settings.engine_timeout_s, settings.engine_concurrency
    )
    return Road(
        log=ConversationLog(database, patience),
        desk=Desk(database, copy, team_hours(settings), is_demo=settings.stage == "demo"),
        engine=RasaEngine(address),
        memory=RecentTexts(),
        spool=Spool(settings.var / "spool"),
        hurry=Hurry(DANGER_WAITS_S),
    )


def alert_policy(settings: Settings) -> AlertPolicy:
    """Read how long an emergency may wait before the second contacts are told."""
    return AlertPolicy(second_after=timedelta(minutes=settings.alert_second_after_min))


def team_hours(settings: Settings) -> TeamHours:
    """Read the team's hours; none set means office hours that the team has still to confirm."""
    return TeamHours.parse(settings.team_hours) if settings.team_hours else DEFAULT_HOURS
