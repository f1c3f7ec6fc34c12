"""Opening a case: with a standard, promises to the client and a first task, and visibly without an owner."""

from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import who_acts
from upheld.domains.casework.commands.locking import agency_day, tell
from upheld.domains.casework.commands.tasks import new_task
from upheld.domains.casework.events import CaseOpened
from upheld.domains.casework.models import Case, CaseTransition, Ownership
from upheld.domains.casework.rules import Stage, Unowned
from upheld.domains.charter.commands import make_promise
from upheld.domains.people.commands import serve_client_at
from upheld.domains.people.queries import NoSuchClient, is_client_in_scope
from upheld.domains.workforce.queries import get_team
from upheld.kernel.commands import command
from upheld.kernel.days import end_of_day
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import Pack, current_pack
from upheld.policy.sections import Standard


@command
def open_case(
    *, client_id: UUID, benefit: str, team_id: UUID, reference: str = "", by: UUID, at: datetime
) -> UUID:
    """Open a case for a client in a benefit, with the team that has it. Returns its id.

    The standard of the benefit on that day gives the due date and is promised to the client. The case stands
    unowned as new until someone accepts it.

    Raises NoSuchTeam and NoSuchClient outside the scope of whoever opens it, CaseIsAlreadyHeld for a
    reference twice.
    """
    pack, day = current_pack(), agency_day(at)
    viewer = who_acts(by, at)
    office_id = get_team(team_id, viewer=viewer).office_id
    if by != SYSTEM and not is_client_in_scope(viewer=viewer, client_id=client_id):
        raise NoSuchClient
    standard = pack.standard_for(benefit, on=day)
    case_id = new_id()
    task = new_task(case_id, "first_contact", on=day, at=at)
    case = Case(
        id=case_id,
        reference=reference or readable_reference(case_id),
        client_id=client_id,
        benefit=benefit,
        office_id=office_id,
        team_id=team_id,
        unowned_reason=Unowned.NEW.value,
        owned_since=at,
        standard=standard.key,
        pack_version=pack.version,
        opened_at=at,
        due_at=_due_at(pack, standard, at),
        next_on=task.due_on,
    )
    case.save(force_insert=True)
    task.save(force_insert=True)
    Ownership.objects.create(case=case, unowned_reason=Unowned.NEW.value, started_at=at)
    CaseTransition.objects.create(case=case, to_stage=Stage.APPLICATION.value, at=at, by=by)
    serve_client_at(client_id=client_id, office_id=office_id, by=by, at=at)
    _announce(case, by=by, at=at)
    _promise(case, by=by, at=at)
    return case_id


def readable_reference(case_id: UUID) -> str:
    """A short reference that can be read out on the telephone, from the random end of the id."""
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number, digits = case_id.int & (32**8 - 1), ""
    for _ in range(8):
        number, rest = divmod(number, 32)
        digits = letters[rest] + digits
    return f"{digits[:4]}-{digits[4:]}"


def _due_at(pack: Pack, standard: Standard, at: datetime) -> datetime | None:
    if standard.limit is None:
        return None
    return end_of_day(pack.due_on(standard, start=agency_day(at)), pack.time_zone)


def _announce(case: Case, *, by: UUID, at: datetime) -> None:
    event = CaseOpened(
        case_id=case.id,
        client_id=case.client_id,
        benefit=case.benefit,
        office_id=case.office_id,
        team_id=case.team_id,
        standard=case.standard,
        pack_version=case.pack_version,
        due_at=case.due_at,
    )
    tell(case, event, by=by, at=at)


def _promise(case: Case, *, by: UUID, at: datetime) -> None:
    for kind in ("first_contact", "decision"):
        make_promise(
            kind=kind,
            client_id=case.client_id,
            case_id=case.id,
            benefit=case.benefit,
            office_id=case.office_id,
            team_id=case.team_id,
            by=by,
            at=at,
        )
