"""What two editors agreed on outlives the next seeding, field by field."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portline.settings import ROOT
from resources_directory.fields import Field
from resources_directory.identity import stable_id
from resources_directory.models import Service
from resources_directory.proposals import NewProposal, approve, propose
from resources_directory.seed import seed
from staff import Role, add_user
from storage.database import Database
from tests.fixtures.upkeep import NOW, PAGE, SEEDED_AT, field_of, value_of

SEED = ROOT / "resources_directory" / "seed"
#: PAATHS: it has a door, hours, two numbers and a point of its own in the seed.
CODE = "boston-public-health-commiss-paaths-providing-access-to-addicti"
EDITED = {
    Field.NAME: "PAATHS, new name",
    Field.STATUS: "defunct",
    Field.DESCRIPTION: "What they told us",
    Field.PHONE: "617-534-9151",
    Field.SMS: "617-534-9152",
    Field.URL: "https://example.org/new",
    Field.ELIGIBILITY: "Women 18+",
    Field.COST: "Free",
    Field.WALK_IN: "",
    Field.LANGUAGES: "en; es; ht",
    Field.SOURCE_DATE: "2026-11-22",
    Field.DOUBT: "The door was locked",
    Field.ADDRESS: "2 Main Street, Boston, MA 02119",
    Field.NEIGHBORHOOD: "Roxbury",
    Field.HOURS: "Mo-Su 08:00-20:00",
}


@pytest.fixture
def service_id(database: Database) -> UUID:
    with database.write() as session:
        seed(session, SEED, SEEDED_AT)
    with database.read() as session:
        return session.scalars(select(Service.id).where(Service.code == CODE)).one()


def test_every_field_that_editors_changed_is_as_they_left_it_after_the_next_seeding(
    database: Database, service_id: UUID
) -> None:
    assert service_id == stable_id("service", CODE)
    with database.write() as session:
        ada, ben = (
            add_user(session, username=name, password="a long enough pass phrase", role=Role.EDITOR, now=SEEDED_AT)
            for name in ("ada", "ben")
        )
    for field, typed in EDITED.items():
        with database.write() as session:
            target = field_of(session, service_id, field)
            proposal = propose(session, NewProposal(target, typed, PAGE, ada, "by phone"), now=NOW)
            approve(session, proposal, by=ben, note="", now=NOW)
    with database.read() as session:
        agreed = {field: value_of(session, service_id, field) for field in EDITED}
    with database.write() as session:
        seed(session, SEED, NOW + timedelta(days=1))

    with database.read() as session:
        assert {field: value_of(session, service_id, field) for field in EDITED} == agreed
