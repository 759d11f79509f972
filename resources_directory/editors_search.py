"""Find services as editors look for them: by words, need, trust, and whether they are held back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from resources_directory.models import Attribute, Organization, Provenance, Service, TaxonomyTerm
from resources_directory.trust import Tier, tier


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty takes all."""

    words: str = ""
    need: str = ""
    tier: str = ""
    state: str = ""

    def takes(self, line: Line) -> bool:
        """Tell whether a service is of the tier and state asked for."""
        return self.tier in {"", line.tier} and _STATES[self.state](line)


@dataclass(frozen=True, slots=True)
class Line:
    """One service in a list."""

    id: UUID
    name: str
    organization: str
    status: str
    confidence: str
    source_date: str
    doubt: str
    tier: Tier

    @property
    def is_held_back(self) -> bool:
        """Tell whether it reaches nobody."""
        return self.status != "active" or self.confidence == "name_only"


_STATES: Mapping[str, Callable[[Line], bool]] = {
    "": lambda _line: True,
    "shown": lambda line: not line.is_held_back,
    "held": lambda line: line.is_held_back,
    "doubted": lambda line: bool(line.doubt) or line.confidence == "low",
}
STATES: Mapping[str, str] = {
    "": "Any",
    "shown": "Shown to people",
    "held": "Held back",
    "doubted": "Doubted",
}


def find_services(session: Session, wanted: Wanted, today: date) -> Sequence[Line]:
    """Return every service that is asked for, by organization and name."""
    rows = session.execute(_query(wanted)).mappings()
    lines = (Line(**row, tier=tier(row["source_date"], today)) for row in rows)
    return [line for line in lines if wanted.takes(line)]


def names_of(session: Session, service_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return what to call each service in a list."""
    rows = session.execute(
        select(Service.id, Organization.name, Service.name)
        .join(Organization, Organization.id == Service.organization_id)
        .where(Service.id.in_(service_ids))
    )
    return {service_id: f"{who}: {what}" for service_id, who, what in rows}


def need_names(session: Session) -> Mapping[str, str]:
    """Return the code and the name of each need some service meets."""
    rows = session.execute(
        select(TaxonomyTerm.code, TaxonomyTerm.name)
        .where(TaxonomyTerm.taxonomy == "need", TaxonomyTerm.id.in_(select(Attribute.taxonomy_term_id)))
        .order_by(TaxonomyTerm.name)
    )
    return dict(rows.all())


def needs_by_service(session: Session) -> Mapping[UUID, tuple[str, ...]]:
    """Return the codes of the needs each service meets."""
    rows = session.execute(
        select(Attribute.service_id, TaxonomyTerm.code)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(TaxonomyTerm.taxonomy == "need")
        .order_by(TaxonomyTerm.code)
    )
    met: defaultdict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for service_id, code in rows:
        met[service_id] += (code,)
    return met


def _query(wanted: Wanted) -> Select[UUID, str, str, str, str, str, str]:
    query = (
        select(
            Service.id,
            Service.name,
            Organization.name.label("organization"),
            Service.status,
            Provenance.confidence,
            Provenance.source_date,
            Provenance.doubt,
        )
        .join(Organization, Organization.id == Service.organization_id)
        .join(Provenance, Provenance.service_id == Service.id)
        .order_by(Organization.name, Service.name, Service.id)
    )
    for word in wanted.words.lower().split():
        named = (func.lower(each).contains(word, autoescape=True) for each in (Service.name, Organization.name))
        query = query.where(or_(*named))
    if wanted.need:
        meets = select(Attribute.service_id).join(TaxonomyTerm).where(TaxonomyTerm.code == wanted.need)
        query = query.where(Service.id.in_(meets))
    return query
