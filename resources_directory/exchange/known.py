"""What the directory holds already, as far as an import must know it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.exchange.columns import MODELS
from resources_directory.models import Address, Extra, Phone, Service, ServiceAtLocation, TaxonomyTerm

_CALLED = ("voice", "sms")


@dataclass(frozen=True, slots=True)
class Known:
    """Ids by object; each service's places (location -> service_at_location); who has which code; who can be reached.

    Ids are text, in lower case, as in the tabular form.
    """

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    with_phone: frozenset[str] = frozenset()
    with_address: frozenset[str] = frozenset()

    @classmethod
    def load(cls, session: Session) -> Known:
        """Read it in a few queries; a directory of 10,000 services is some MB."""
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for kind, model in MODELS.items():
            ids[kind] |= set(map(str, session.scalars(select(model.__table__.c.id))))
        for kind, key in session.execute(select(Extra.resource_type, Extra.resource_id)):
            ids[kind].add(str(key))
        link = ServiceAtLocation
        places: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for service, location, key in session.execute(select(link.service_id, link.location_id, link.id)):
            places[str(service)][str(location)] = str(key)
        reached = select(link.service_id).join(Address, Address.location_id == link.location_id)
        return cls(
            {kind: frozenset(keys) for kind, keys in ids.items()},
            places,
            _codes(session),
            _texts(session, select(Phone.service_id).where(Phone.type.in_(_CALLED))),
            _texts(session, reached.where(Address.address_1 != "")),
        )


def _codes(session: Session) -> dict[tuple[str, str], str]:
    services = session.execute(select(Service.code, Service.id))
    terms = session.execute(select(TaxonomyTerm.code, TaxonomyTerm.id))
    named = [("service", *row) for row in services] + [("taxonomy_term", *row) for row in terms]
    return {(kind, code): str(key) for kind, code, key in named}


def _texts(session: Session, query: object) -> frozenset[str]:
    return frozenset(map(str, session.scalars(query)))  # type: ignore[call-overload]
