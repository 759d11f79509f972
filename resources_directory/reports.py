"""What people say is wrong with a listing: kept without who said it, until an editor has looked into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from resources_directory.fields import Resource
from resources_directory.hours import BOSTON
from resources_directory.models import ListingReport, Proposal, Provenance, Service, ServiceAtLocation
from resources_directory.revision import bump
from resources_directory.trust import Reason, is_reported_wrong

_OPEN, _SETTLED = "open", "settled"


class Channel(StrEnum):
    """By which way it was said (`ListingReport.channel`); `operator` is staff, of any role."""

    SMS = "sms"
    WEB = "web"
    OPERATOR = "operator"


class UnknownListingError(LookupError):
    """There is no such listing, or none that people may see."""


def report(session: Session, place_id: UUID, reason: Reason, channel: Channel, *, now: datetime) -> bool:
    """Keep a report of a service_at_location, and tell whether it was new; raises UnknownListingError.

    The same reason by the same way on one day counts once: it would change nothing, and nobody can fill the table.
    """
    if not is_shown(session, place_id):
        raise UnknownListingError
    before = open_reports(session, [place_id])[place_id]
    day = _day(now)
    if any((row.reason, row.channel, _day(row.at)) == (reason, channel, day) for row in before):
        return False
    row = ListingReport(service_at_location_id=place_id, reason=reason, channel=channel, at=now, state=_OPEN)
    session.add(row)
    session.flush()
    if _is_wrong([*before, row]) != _is_wrong(before):
        bump(session)
    return True


def is_shown(session: Session, place_id: UUID) -> bool:
    """Tell whether people may see this service_at_location."""
    shown = (
        select(ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(Provenance, Provenance.service_id == Service.id)
        .where(ServiceAtLocation.id == place_id, Service.status == "active", Provenance.confidence != "name_only")
    )
    return session.scalars(shown).first() is not None


def reported_wrong(session: Session) -> frozenset[UUID]:
    """Return every service_at_location that people or its provider say is wrong, until an editor has settled it."""
    by_people = {place for place, rows in open_reports(session).items() if _is_wrong(rows)}
    return frozenset(by_people | _doubted_by_provider(session))


def open_reports(session: Session, place_ids: Sequence[UUID] | None = None) -> defaultdict[UUID, list[ListingReport]]:
    """Return what nobody has looked into yet, by service_at_location, oldest first."""
    rows = select(ListingReport).where(ListingReport.state == _OPEN).order_by(ListingReport.at, ListingReport.id)
    if place_ids is not None:
        rows = rows.where(ListingReport.service_at_location_id.in_(place_ids))
    found: defaultdict[UUID, list[ListingReport]] = defaultdict(list)
    for row in session.scalars(rows):
        found[row.service_at_location_id].append(row)
    return found


def settle_reports(session: Session, place_ids: Sequence[UUID], *, by: UUID | None, now: datetime) -> int:
    """Close what is open about these listings: an editor has looked into it.  Returns how many there were."""
    closing = update(ListingReport).where(
        ListingReport.service_at_location_id.in_(place_ids), ListingReport.state == _OPEN
    )
    values = {"state": _SETTLED, "settled_by": by, "settled_at": now}
    settled = len(session.execute(closing.values(values).returning(ListingReport.id)).all())
    if settled:
        bump(session)
    return settled


def days_of(rows: Sequence[ListingReport]) -> Mapping[str, list[date]]:
    """Return, by reason, the days in Boston on which it was said."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    for row in rows:
        found[row.reason].append(_day(row.at))
    return found


def _is_wrong(rows: Sequence[ListingReport]) -> bool:
    return is_reported_wrong((row.reason, _day(row.at)) for row in rows)


def _doubted_by_provider(session: Session) -> set[UUID]:
    """Return the listings whose provider said by text that something has changed, and no editor has decided."""
    said = select(Proposal.resource_id).where(Proposal.origin == "provider", Proposal.state == _OPEN)
    of_service = said.where(Proposal.resource_type == Resource.SERVICE)
    of_place = said.where(Proposal.resource_type == Resource.SERVICE_AT_LOCATION)
    places = select(ServiceAtLocation.id).where(
        ServiceAtLocation.service_id.in_(of_service) | ServiceAtLocation.id.in_(of_place)
    )
    return set(session.scalars(places))


def _day(moment: datetime) -> date:
    return moment.astimezone(BOSTON).date()
