"""Read from the tables what the call list is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.call_list import Check, ranked
from resources_directory.editors_search import Line, Wanted, find_services
from resources_directory.fields import ABOUT
from resources_directory.held_hours import hours_of_places
from resources_directory.models import ListingReport, Phone, ServiceAtLocation
from resources_directory.proposals import BY_IMPORT, BY_PROVIDER, open_proposals, target_of
from resources_directory.reports import days_of, open_reports, reported_wrong
from resources_directory.service_record import service_of


def call_list(session: Session, today: date) -> list[Check]:
    """Return every service to call, most urgent first."""
    return ranked(_checks(session, today), today)


def _checks(session: Session, today: date) -> Iterator[Check]:
    phones, differs = _phones(session), _differs(session)
    of, reports = _places(session), open_reports(session)
    hours, wrong = hours_of_places(session), reported_wrong(session)
    for line in find_services(session, Wanted(state="shown"), today):
        places = of.get(line.id, [])
        said: list[ListingReport] = [row for place in places for row in reports.get(place, ())]
        yield Check(
            service_id=line.id,
            name=_name(line),
            phone=phones.get(line.id, ""),
            source_date=line.source_date,
            confidence=line.confidence,
            doubt=line.doubt,
            has_hours=any(place in hours for place in places),
            is_reported_wrong=any(place in wrong for place in places),
            said=days_of(said),
            differs=tuple(differs[line.id, BY_IMPORT]),
            provider_says=tuple(differs[line.id, BY_PROVIDER]),
        )


def _name(line: Line) -> str:
    return f"{line.organization}: {line.name}"


def _phones(session: Session) -> Mapping[UUID, str]:
    """Return the number to call of each service; of one that takes texts only, that number."""
    first = select(Phone.service_id, Phone.number).where(Phone.position == 0).order_by(Phone.type)
    return dict(session.execute(first).all())


def _places(session: Session) -> Mapping[UUID, list[UUID]]:
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for place, service_id in session.execute(select(ServiceAtLocation.id, ServiceAtLocation.service_id)):
        found[service_id].append(place)
    return found


def _differs(session: Session) -> defaultdict[tuple[UUID, str], list[str]]:
    """Return, by service and who says so, the fields of which something else is said and not yet decided."""
    found: defaultdict[tuple[UUID, str], list[str]] = defaultdict(list)
    for row in open_proposals(session):
        service_id = service_of(session, target_of(row)) if row.origin in {BY_IMPORT, BY_PROVIDER} else None
        if service_id:
            found[service_id, row.origin].append(ABOUT[target_of(row).field].label)
    return found
