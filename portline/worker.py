"""The worker: a few small jobs in turn, each in its own transaction; rows are the truth, the loop only wakes them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

import structlog

from bot.copy_store import CopyStore
from conversations.episodes import end_stale_episodes
from conversations.notice_sending import cut_off_notices, send_notices
from conversations.notices import plan_notices
from conversations.outbox import QuietHours, hold_cut_off, show_due
from conversations.providers import ask_providers
from conversations.retention import end_expired_drafts, end_silent_dialogues
from conversations.sending import SmsSender, send_due
from conversations.sweep import answer_forgotten, replay_spool
from conversations.turn import Road
from conversations.twilio_sender import TwilioSender
from conversations.unclear_texts import drop_expired_unclear
from port_queue.moves import resume_due
from portline import withdrawn_words
from portline.road import alert_policy, build_road
from portline.settings import Settings
from portline.storage_access import open_storage
from portline.withdrawn_words import WithdrawnWords
from staff import forget_failures
from staff.alert_policy import AlertPolicy
from storage.database import Database

logger: Any = structlog.get_logger(__name__)

#: How often the jobs run, in seconds.
TICK_S = 2.0
#: How long a text to staff may take to end when the worker stops, in seconds; the supervisor waits 7 in all.
LAST_TEXT_S = 3.0
DAY = timedelta(days=1)
Job = Callable[[datetime], object]


def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    database = open_storage(settings)
    copy, sender = CopyStore.load(), sender_of(settings)
    withdrawn = WithdrawnWords(database, copy, settings.var / withdrawn_words.FILE)
    withdrawn.recall()
    withdrawn.watch(stop)
    road = build_road(settings, database, copy)
    duty = duty_jobs(database, sender, copy, alert_policy(settings))
    residents = jobs(road, sender, quiet_hours(settings), asks_providers=settings.ask_providers)
    work_apart(residents, duty, stop)


def work_apart(residents: Mapping[str, Job], staff: Mapping[str, Job], stop: threading.Event) -> None:
    """Work on both lists, neither waiting for the other: a provider that hangs on one text holds up only its own.

    When we stop, a text to staff has a moment to end; one that is cut off all the same the next worker gives up.
    """
    duty = threading.Thread(target=work, args=(staff, stop), name="duty", daemon=True)
    duty.start()
    work(residents, stop)
    duty.join(LAST_TEXT_S)


def work(to_do: Mapping[str, Job], stop: threading.Event, *, tick_s: float = TICK_S) -> None:
    """Run every job each tick; one that fails is logged and tried again, and holds up no other."""
    while not stop.is_set():
        for name, job in to_do.items():
            try:
                job(datetime.now(UTC))
            except Exception as error:  # noqa: BLE001 - a broken job must not end the others
                logger.error("job_failed", job=name, error=type(error).__name__)  # noqa: TRY400 - a trace holds words
        stop.wait(tick_s)


def jobs(road: Road, sender: SmsSender | None, quiet: QuietHours, *, asks_providers: bool = False) -> dict[str, Job]:
    """List the jobs; without a sender the outbox waits in the staff's view, and no provider is asked."""
    database = road.desk.database

    in_one_commit = partial(_in_one_commit, database)
    to_do: dict[str, Job] = {
        "replay_spool": lambda now: replay_spool(road, now=now),
        "answer_forgotten": lambda now: answer_forgotten(road, now=now),
        "hold_cut_off": in_one_commit(hold_cut_off),
        "show_due": in_one_commit(show_due),
        "end_stale_episodes": in_one_commit(end_stale_episodes),
        "resume_on_hold": in_one_commit(lambda session, *, now: resume_due(session, now)),
        "end_expired_drafts": in_one_commit(end_expired_drafts),
        "end_silent_dialogues": in_one_commit(partial(end_silent_dialogues, silence=road.log.patience.silence)),
        "drop_expired_unclear": in_one_commit(drop_expired_unclear),
        "forget_sign_in_failures": in_one_commit(lambda session, *, now: forget_failures(session, now - DAY)),
    }
    if sender is not None and asks_providers:
        to_do["ask_providers"] = in_one_commit(partial(ask_providers, copy=road.desk.copy))
    if sender is not None:
        to_do["send_outbox"] = lambda now: send_due(database, sender, road.desk.copy, quiet=quiet, now=now)
    return to_do


def duty_jobs(database: Database, sender: SmsSender | None, copy: CopyStore, policy: AlertPolicy) -> dict[str, Job]:
    """List the jobs that tell staff of danger; without a sender nobody is texted, and no page says so."""
    planning = partial(plan_notices, policy=policy, can_text=sender is not None)
    to_do: dict[str, Job] = {
        "plan_notices": _in_one_commit(database, planning),
        "cut_off_notices": _in_one_commit(database, cut_off_notices),
    }
    if sender is not None:
        to_do["send_notices"] = lambda now: send_notices(database, sender, copy, now=now)
    return to_do


def _in_one_commit(database: Database, act: Callable[..., object]) -> Job:
    def job(now: datetime) -> None:
        with database.write() as session:
            act(session, now=now)

    return job


def sender_of(settings: Settings) -> SmsSender | None:
    """Return the Twilio sender, or None where no account or number is set (a local demo)."""
    has_origin = settings.twilio_messaging_service_sid or settings.twilio_from
    if not (settings.twilio_account_sid and has_origin):
        return None
    return TwilioSender.connect(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        service_sid=settings.twilio_messaging_service_sid,
        number=settings.twilio_from,
        public_url=settings.public_url,
    )


def quiet_hours(settings: Settings) -> QuietHours:
    """Read the hours in which we start no conversation."""
    return QuietHours(time(settings.quiet_from_hour), time(settings.quiet_until_hour % 24))
