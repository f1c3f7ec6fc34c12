"""Logs of other systems: known by name, with the zone of their days, their team and their workers."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import NotYoursToDo, who_acts
from upheld.domains.casework.events import LogRegistered, LogWorkerRecognised
from upheld.domains.casework.models import LogWorker, SourceLog
from upheld.domains.casework.rules import NoSuchLog
from upheld.domains.workforce.queries import get_team
from upheld.kernel import outbox
from upheld.kernel.commands import command


@command
def register_log(*, name: str, zone: str, benefit: str, team_id: UUID, by: UUID, at: datetime) -> UUID:
    """Make a log known before its first cases come, and return its id.

    `zone` is the IANA name of the time zone in which its days begin and end. Raises NoSuchTeam,
    NotYoursToDo for someone who does not lead the team, LogIsRegistered.
    """
    viewer = who_acts(by, at)
    team = get_team(team_id, viewer=viewer)
    if not viewer.may_direct(office_id=team.office_id, team_id=team.id):
        raise NotYoursToDo
    log = SourceLog.objects.create(
        name=name,
        zone=zone,
        benefit=benefit,
        office_id=team.office_id,
        team_id=team.id,
        first_imported_at=at,
    )
    event = LogRegistered(
        log_id=log.id, zone=zone, benefit=benefit, office_id=team.office_id, team_id=team.id
    )
    outbox.record(event, stream=f"log:{log.id}", by=by, at=at)
    return log.id


@command
def recognise_workers(*, log_id: UUID, officers: Mapping[str, UUID], by: UUID, at: datetime) -> None:
    """Keep who the workers of a log are, by the name that it gives them. Raises NoSuchLog, NotYoursToDo.

    A name that is known already keeps its officer.
    """
    log = SourceLog.objects.select_for_update().filter(id=log_id).first()
    if log is None:
        raise NoSuchLog
    if not who_acts(by, at).may_direct(office_id=log.office_id, team_id=log.team_id):
        raise NotYoursToDo
    known = set(log.workers.values_list("name", flat=True))
    new = {name: officer_id for name, officer_id in officers.items() if name not in known}
    LogWorker.objects.bulk_create(
        LogWorker(log=log, name=name, officer_id=officer_id) for name, officer_id in new.items()
    )
    events = [LogWorkerRecognised(log_id=log_id, officer_id=officer_id) for officer_id in new.values()]
    outbox.record_many([(event, f"log:{log_id}") for event in events], by=by, at=at)
