"""Whatever two clients hold, joining and then parting them at once restores every row."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders.casework import BENEFIT, Agency, agency
from tests.builders.merging import everything, join, part
from tests.builders.people import record
from upheld.domains.access import commands as access
from upheld.domains.access.queries import Role, Seen
from upheld.domains.casework import commands as casework
from upheld.domains.charter.commands import make_promise
from upheld.domains.people import commands as people
from upheld.domains.people.models import Link, SourceRecord
from upheld.domains.people.queries import Needs
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db

TOLD = ("casework_task", "casework_out_of_reach")
"""What tells people: owners are asked to read, and managers to find somebody who may open a case."""
FORMATS = st.sampled_from(("", "standard", "large_print", "braille"))
DAYS = st.dates(date(1940, 1, 1), date(2005, 12, 31)) | st.none()
LEVELS = st.sampled_from(("", "colleague", "domestic_abuse", "protected_person"))

SIDES = st.fixed_dictionaries(
    {
        "family": st.sampled_from(("", "Okafor", "Okafor-Lee")),
        "born": DAYS,
        "number": st.sampled_from(("", "AB123456C")),
        "needs": st.builds(
            Needs, format=FORMATS, interpreter=st.booleans(), safe_contact=st.sampled_from(("", "Text only"))
        ),
        "records": st.integers(0, 2),
        "cases": st.integers(0, 2),
        "places": st.integers(0, 2),
        "level": LEVELS,
        "hold": st.booleans(),
        "conflicts": st.integers(0, 2),
        "own_account": st.booleans(),
        "promised": st.booleans(),
        "opened": st.booleans(),
    }
)


def a_side(here: Agency, number: int, said: dict[str, Any], knows: list[UUID]) -> UUID:
    """One client with all that chance gave them."""
    client = people.register_client(
        offices=[here.office_id],
        family_name=said["family"],
        born_on=said["born"],
        national_insurance_number=said["number"],
        needs=said["needs"],
        by=SYSTEM,
        at=here.at,
    )
    who = {"by": SYSTEM, "at": here.at}
    for place in range(said["places"]):
        people.add_address(client_id=client, lines=[f"{place} Mill Lane"], **who)
        people.add_contact_point(client_id=client, way="phone", value=f"0{number}{place}", **who)
        people.add_representative(client_id=client, name=f"Friend {place}", **who)
    for _ in range(said["cases"]):
        case = casework.open_case(client_id=client, benefit=BENEFIT, team_id=here.team_id, **who)
        casework.write_note(case_id=case, text="They rang.", key=new_id(), **who)
    if said["promised"]:
        make_promise(
            kind="call_back", client_id=client, office_id=here.office_id, words="We ring you.", **who
        )
    if said["hold"]:
        people.place_hold(client_id=client, reason="A court wants to read it.", **who)
    _closed(here, client, said, knows)
    return client


def _closed(here: Agency, client: UUID, said: dict[str, Any], knows: list[UUID]) -> None:
    why, who = "Chance wanted it for this test.", {"by": SYSTEM, "at": here.at}
    if said["opened"]:
        access.open_by_challenge(
            client_id=client, offices=[], owners=[], purpose="covering", reason=why, by=knows[2], at=here.at
        )
    if said["level"]:
        access.restrict_record(
            client_id=client, level=said["level"], offices=[here.office_id], reason=why, **who
        )
    for account in knows[: said["conflicts"]]:
        access.declare_conflict(client_id=client, by=account, at=here.at)
    if said["own_account"]:
        access.grant_role(
            account_id=knows[0],
            role=Role.CLIENT,
            client_id=client,
            starts_on=here.at.date(),
            reason=why,
            **who,
        )
    access.record_looks(seen=[Seen("record", (client,))], door="web", by=knows[1], at=here.at)


def records_for(client: UUID, number: int, said: dict[str, Any]) -> None:
    """Records of systems that name nobody else, each linked to the client by an officer."""
    for place in range(said["records"]):
        held = SourceRecord.objects.create(
            client_id=client,
            system="disability",
            reference=f"R-{number}-{place}",
            as_received=dict(record("x").as_received),
            facts={},
            digest="0" * 64,
            extract_on=date(2026, 3, 1),
            received_at="2026-03-01T00:00:00Z",
        )
        Link.objects.create(
            record=held, client_id=client, maker="first", made_by=SYSTEM, made_at=held.received_at
        )


class TestWhateverBothHold:
    @settings(
        max_examples=12,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(one=SIDES, other=SIDES)
    def test_parting_at_once_restores_every_row(self, one: dict[str, Any], other: dict[str, Any]) -> None:
        with transaction.atomic():
            here = agency()
            knows = [here.officer() for _ in range(3)]
            manager = here.officer(role=Role.SERVICE_MANAGER)
            access.give_clearance(
                account_id=manager,
                level="protected_person",
                starts_on=here.at.date(),
                reason="Needed for the work of the office.",
                by=SYSTEM,
                at=here.at,
            )
            into, absorbed = a_side(here, 1, one, knows), a_side(here, 2, other, knows)
            records_for(into, 1, one)
            records_for(absorbed, 2, other)
            before = everything(besides=TOLD)
            part(here, join(here, into, absorbed, by=manager), by=manager)
            assert everything(besides=TOLD) == before
            transaction.set_rollback(True)
