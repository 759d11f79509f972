"""The directory in the console: find a service, and see each field with its source, date, doubt and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from port_queue import Role
from resources_directory.editors_search import STATES, Wanted, find_services, names_of, need_names
from resources_directory.field_history import history
from resources_directory.fields import ABOUT, About, Field, Target
from resources_directory.hours import BOSTON
from resources_directory.models import FieldChange, Proposal
from resources_directory.proposals import has_moved_on, open_proposals, target_of
from resources_directory.reports import days_of, open_reports, reported_wrong
from resources_directory.service_record import ServiceRecord, read_record, service_of
from resources_directory.trust import Reason, Tier, beds, tier
from staff import STAFF_ROLES, users
from webhooks.access import Door, open_to
from webhooks.console_door import record, viewer
from webhooks.services import services

directory_room = Blueprint("directory", __name__, url_prefix="/directory")

#: Contracts.md section 6, resources: all who work with people read, editors write, and a second editor approves.
READERS = tuple(sorted(STAFF_ROLES - {Role.ADMIN}))
EDITORS = (Role.EDITOR,)
#: Contracts.md: advocates flag.  Operators and editors hear it on the phone, and on the web anybody may say it.
FLAGGERS = (Role.OPERATOR, Role.ADVOCATE, Role.EDITOR)
_ON_A_PAGE, _LAST_PAGE = 40, 1000
TIERS: Mapping[str, str] = {
    "": "Any",
    Tier.FRESH: "Up to 90 days",
    Tier.STALE: "91 to 365 days",
    Tier.OLD: "Over a year",
    Tier.UNDATED: "No date",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One proposal in words: what it is about, who made it, and whether it can still be approved."""

    row: Proposal
    about: About
    service_id: UUID
    service: str
    has_moved_on: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field on the page: its value, what was last decided about it, and how to point at it in a form."""

    target: Target
    about: About
    value: str
    changed: FieldChange | None


@directory_room.get("/")
@open_to(Door.STAFF, *READERS)
def show() -> ResponseReturnValue:
    """Show the services asked for, and what waits for a second person."""
    asked, number = _asked(), page_number()
    today = services().clock().astimezone(BOSTON).date()
    with services().database.write() as session:
        found = find_services(session, asked, today)
        needs = need_names(session)
        waiting = _waiting(session, open_proposals(session))
        names = {user.id: user.username for user in users(session)}
        record(session, "list", "console", "directory")
    return render_template(
        "console/directory.html",
        lines=found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE],
        total=len(found),
        number=number,
        is_last=number * _ON_A_PAGE >= len(found),
        asked=asked,
        states=STATES,
        tiers=TIERS,
        needs=needs,
        waiting=waiting,
        names=names,
        may_edit=viewer().role in EDITORS,
    )


@directory_room.get("/service/<uuid:service_id>")
@open_to(Door.STAFF, *READERS)
def show_service(service_id: UUID) -> ResponseReturnValue:
    """Show one service whole."""
    return service_page(service_id)


def service_page(service_id: UUID, refusal: str = "", *, form: str = "") -> str:
    """Render a service's page; `form` names the field whose form was refused, so that what was typed is kept."""
    with services().database.write() as session:
        found = read_record(session, service_id) or abort(404, "There is no such service.")
        ids = resource_ids(found)
        changes = history(session, ids)
        said = {place: days_of(rows) for place, rows in open_reports(session, [p for p, _ in found.places]).items()}
        wrong = reported_wrong(session)
        waiting = _waiting(session, open_proposals(session, ids))
        names = {user.id: user.username for user in users(session)}
        record(session, "view", "service", str(service_id))
    return render_template(
        "console/service.html",
        service=found,
        groups=_groups(found, changes),
        waiting=waiting,
        said=said,
        is_said_wrong=any(place in wrong for place, _ in found.places),
        reasons=list(Reason),
        may_flag=viewer().role in FLAGGERS,
        changes=changes,
        labels={field: ABOUT[field].label for field in Field},
        names=names,
        tier=TIERS[tier(found.about.source_date, services().clock().astimezone(BOSTON).date())],
        beds=beds(found.beds, services().clock()),
        refusal=refusal,
        form=form,
        typed=request.form,
        today=services().clock().astimezone(BOSTON).date().isoformat(),
        may_edit=viewer().role in EDITORS,
    )


def resource_ids(found: ServiceRecord) -> list[UUID]:
    """Return the id of every record a service's fields belong to."""
    return list(dict.fromkeys(target.resource_id for target in found.values))


def _groups(found: ServiceRecord, changes: Sequence[FieldChange]) -> list[list[ShownField]]:
    """Return the fields of the service, then those of each place."""
    newest: dict[tuple[str, UUID, str], FieldChange] = {}
    for change in changes:
        newest.setdefault((change.resource_type, change.resource_id, change.field_name), change)
    shown = [ShownField(t, ABOUT[t.field], value, newest.get(t)) for t, value in found.values.items()]
    own = [each for each in shown if each.target.resource_id == found.id]
    return [own, *([each for each in shown if each.target.resource_id in place] for place in found.places)]


def _waiting(session: Session, rows: Sequence[Proposal]) -> list[Waiting]:
    """Put proposals in words; those of a service that is gone are left out."""
    of = {row.id: service_of(session, target_of(row)) for row in rows}
    records = {each: read_record(session, each) for each in set(of.values()) if each}
    names = names_of(session, list(records))
    return [
        Waiting(row, ABOUT[target_of(row).field], each, names[each], has_moved_on(row, found), _is_mine(row))
        for row in rows
        if (each := of[row.id]) and (found := records[each])
    ]


def _is_mine(row: Proposal) -> bool:
    return row.proposed_by == viewer().user_id


def _asked() -> Wanted:
    asked = Wanted(*(request.args.get(name, "")[:64] for name in ("words", "need", "tier", "state")))
    if asked.state not in STATES or asked.tier not in TIERS:
        abort(404, "There is no such list.")
    return asked


def page_number() -> int:
    """Read the page asked for, 1 where none is; 404 for none of ours."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LAST_PAGE):
        abort(404, "There is no such page.")
    return int(text)
