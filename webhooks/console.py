"""The staff console: every page under `/console`, behind one guard, kept in no cache."""

from __future__ import annotations

from flask import Blueprint, get_flashed_messages

from webhooks.console_acts import acts
from webhooks.console_alerts import alerts
from webhooks.console_audit import audit
from webhooks.console_copy import copy_room
from webhooks.console_directory import directory_room
from webhooks.console_directory_acts import directory_acts
from webhooks.console_directory_calls import directory_calls
from webhooks.console_directory_freshness import directory_freshness
from webhooks.console_directory_reports import directory_reports
from webhooks.console_door import check_staff, keep_off_disk
from webhooks.console_duty import duty
from webhooks.console_home import home
from webhooks.console_incidents import incidents
from webhooks.console_not_understood import not_understood
from webhooks.console_numbers import numbers
from webhooks.console_referrals import referrals
from webhooks.console_rehearsal import rehearsal
from webhooks.console_words import label, when
from webhooks.sign_in import sign_in

console = Blueprint("console", __name__, url_prefix="/console")
console.before_request(check_staff)
console.after_request(keep_off_disk)

_ROOMS = (
    sign_in, home, alerts, duty, not_understood, rehearsal, incidents, referrals, acts, copy_room, numbers, audit,
    directory_room, directory_acts, directory_reports, directory_calls, directory_freshness,
)  # fmt: skip
for room in _ROOMS:
    console.register_blueprint(room)


@console.context_processor
def words_for_templates() -> dict[str, object]:
    """Give every template the words it writes codes and times with."""
    return {"label": label, "when": when, "flashed": get_flashed_messages}
