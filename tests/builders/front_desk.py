"""An agency with someone to answer: a client whom two systems know, two benefits, promises kept and broken.

Everything is made by commands, at moments counted back from now, because browsers see the real time.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role, Viewer, get_viewer, the_service
from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import Stage, list_open_tasks
from upheld.domains.charter.commands import break_promises_due
from upheld.domains.people import commands as people
from upheld.domains.people.queries import Needs, ReceivedRecord, get_client, search_clients
from upheld.domains.workforce import commands as workforce
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id

PASSWORD = "three quiet lanterns"
PIP, PENSION = "personal-independence-payment", "state-pension"
NUMBER = "AB123456C"

_numbers = count(1)


def ago(**time: float) -> datetime:
    """A moment so long before now."""
    return clock.now() - timedelta(**time)


@dataclass
class FrontDesk:
    """One office with a team, and people to sign in as."""

    office_id: UUID
    team_id: UUID
    emails: dict[UUID, str] = field(default_factory=dict)

    def officer(self, name: str, role: Role = Role.OFFICER) -> UUID:
        """Someone who works here, trained for everything that clients here claim."""
        email = f"{name.lower().replace(' ', '.')}@agency.example"
        at = ago(days=400)
        id_ = open_account(name=name, email=email, password=PASSWORD, by=SYSTEM, at=at)
        joined = {"team_id": self.team_id, "joined_on": at.date(), "by": SYSTEM, "at": at}
        workforce.take_on_officer(account_id=id_, **joined)
        for benefit in (PIP, PENSION):
            workforce.record_training(officer_id=id_, benefit=benefit, starts_on=at.date(), by=SYSTEM, at=at)
        self.grant(id_, role)
        self.emails[id_] = email
        return id_

    def grant(self, account_id: UUID, role: Role = Role.OFFICER) -> None:
        """Give someone a role in the team."""
        place = {"office_id": self.office_id, "team_id": self.team_id}
        said = {"starts_on": ago(days=400).date(), "reason": "Needed for this test of a page.", "by": SYSTEM}
        grant_role(account_id=account_id, role=role, **place, **said, at=ago(days=400))

    def person(self, family_name: str = "Whitfield", given_names: str = "Ann", **known: object) -> UUID:
        """A client whom the office serves."""
        told = {"family_name": family_name, "given_names": given_names, "offices": [self.office_id]}
        return people.register_client(**(told | known), by=SYSTEM, at=ago(days=300))

    def viewer(self, account_id: UUID) -> Viewer:
        """What someone sees today."""
        return get_viewer(account_id, on=clock.today())

    def case(self, client_id: UUID, benefit: str = PIP, owner: UUID | None = None, days: float = 25) -> UUID:
        """A case that was opened so many days ago, and taken at once by its owner."""
        at = ago(days=days)
        opened = {"client_id": client_id, "benefit": benefit, "team_id": self.team_id}
        case_id = casework.open_case(**opened, by=owner or SYSTEM, at=at)
        if owner:
            casework.take_case(case_id=case_id, by=owner, at=at + timedelta(hours=2))
        return case_id

    def note(self, case_id: UUID, text: str, by: UUID, days: float) -> None:
        """A note that was written so many days ago."""
        casework.write_note(case_id=case_id, text=text, key=new_id(), by=by, at=ago(days=days))

    def ann(self, owner: UUID) -> UUID:
        """Ann Whitfield: large print, an appointee, two systems, two cases, a promise kept and one broken."""
        self.receive("disability", "DL-778412", days=300, phone="07700 900123")
        self.receive("pensions", "SP/0091/77", days=12, extract_days=14, family_name="Whitfeild")
        viewer, today = the_service(), clock.today()
        client_id = search_clients(viewer=viewer, text=NUMBER, on=today).hits[0].client_id
        needs = Needs(
            format="large_print",
            language="cy",
            channel="phone",
            safe_contact="Never leave a voicemail",
            note="Speak slowly, Ann lip-reads.",
        )
        version = get_client(viewer=viewer, client_id=client_id, on=today).version
        people.change_needs(client_id=client_id, needs=needs, version=version, by=SYSTEM, at=ago(days=5))
        told = {"name": "Joy Adeyemi", "kind": "appointee", "phone": "07700 900456"}
        people.add_representative(client_id=client_id, **told, by=SYSTEM, at=ago(days=40))
        self._pip(client_id, owner)
        self.case(client_id, PENSION, days=3)
        break_promises_due(at=ago(days=3))
        return client_id

    def _pip(self, client_id: UUID, owner: UUID) -> None:
        case_id = self.case(client_id, PIP, owner)
        [first] = list_open_tasks(case_id, viewer=the_service())
        following = {"next_kind": "ask_for_information", "next_due_on": clock.today() + timedelta(days=4)}
        casework.complete_task(task_id=first.id, **following, by=owner, at=ago(days=23))
        self.note(
            case_id, "Ann rang. She will bring the letter from her doctor.\nShe sounded tired.", owner, 23
        )
        casework.move_case(case_id=case_id, to_stage=Stage.GATHERING, by=owner, at=ago(days=22))
        casework.promise_client(case_id=case_id, kind="call_back", by=owner, at=ago(days=12))
        self.note(case_id, "The surgery says that the letter went out on Monday.", owner, 1)

    def receive(
        self, system: str, reference: str, *, days: float, extract_days: float = 0, **said: str
    ) -> None:
        """What a system sends about Ann."""
        row = {"REF": reference, "SURNAME": "WHITFIELD", "FORENAMES": "ANN", "ADDR": "12 LANTERN ROW"}
        named = {"family_name": "Whitfield", "given_names": "Ann"}
        record = ReceivedRecord(
            reference=reference,
            extract_on=ago(days=extract_days or days).date(),
            office_id=self.office_id,
            as_received={**row, "NINO": NUMBER},
            born_on=date(1961, 3, 14),
            national_insurance_number=NUMBER,
            address_lines=("12 Lantern Row", "Northgate"),
            postcode="NG1 4QX",
            benefit=PENSION if system == "pensions" else PIP,
            **(named | said),
        )
        people.receive_source_records(rows=[record], system=system, by=SYSTEM, at=ago(days=days))


def front_desk() -> FrontDesk:
    """A new office with one team."""
    number = next(_numbers)
    at = ago(days=400)
    office_id = workforce.open_office(name=f"Northgate {number}", key=f"northgate-{number}", by=SYSTEM, at=at)
    team_id = workforce.open_team(office_id=office_id, name="Disability and pensions", by=SYSTEM, at=at)
    return FrontDesk(office_id, team_id)
