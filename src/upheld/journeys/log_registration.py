"""What a log needs before its cases come: a name, a zone for its days, a team, officers for its workers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from re import sub
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from upheld.domains.access.commands import open_account
from upheld.domains.access.queries import the_service
from upheld.domains.casework.commands import recognise_workers, register_log
from upheld.domains.casework.queries import LogRow, NoSuchLog, get_log, list_log_workers
from upheld.domains.workforce.commands import open_office, open_team, record_training, take_on_officer
from upheld.domains.workforce.queries import list_officers, list_teams
from upheld.journeys.log_survey import Survey
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.kernel.errors import RuleBroken
from upheld.policy import current_pack

ENDINGS = (".gz", ".xes", ".csv")


class LogHasNoName(RuleBroken):
    """A log needs a name with a letter or a digit in it. Nothing was kept. Give one with --name."""


class NameIsASystem(RuleBroken):
    """The name {name} is that of a benefit system of the pack. Nothing was kept. Give another with --name."""


class ZoneIsUnknown(RuleBroken):
    """There is no time zone "{zone}". Nothing was kept. Give one such as Europe/Amsterdam."""


class TeamIsNotClear(RuleBroken):
    """{found} teams are called "{name}". Nothing was kept. Give the office too, as OFFICE/TEAM.

    There are: {known}.
    """


class LogIsKnownOtherwise(RuleBroken):
    """The log {name} was first imported with the {what} {held}, and its figures rest on that.

    Nothing was kept. Leave that option out, or import the file as another log with --name.
    """


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the person who imports a log asks for; what is empty is worked out or kept as it was."""

    name: str = ""
    zone: str = ""
    team: str = ""
    benefit: str = ""


def _stem(path: Path) -> str:
    """The name of the file up to .xes, .csv and .gz."""
    name = path.name
    while name.lower().endswith(ENDINGS):
        name = name[: name.rindex(".")]
    return name


def name_of(path: Path, wanted: Wanted) -> str:
    """The name of the log: as wanted, or else that of its file. Raises LogHasNoName, NameIsASystem."""
    name = sub(r"[^a-z0-9]+", "-", (wanted.name or _stem(path)).lower()).strip("-")
    if not name:
        raise LogHasNoName
    if name in set(current_pack().systems):
        raise NameIsASystem(name=name)
    return name


def known_log(name: str) -> LogRow | None:
    """The log of that name, or None when it comes for the first time."""
    try:
        return get_log(name, viewer=the_service())
    except NoSuchLog:
        return None


def reading_zone(log: LogRow | None, wanted: Wanted) -> str:
    """The zone of times that are written without an offset. Raises ZoneIsUnknown, LogIsKnownOtherwise."""
    if wanted.zone:
        try:
            ZoneInfo(wanted.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ZoneIsUnknown(zone=wanted.zone) from None
    if log is None:
        return wanted.zone or current_pack().time_zone
    for what, asked, held in (("zone", wanted.zone, log.zone), ("benefit", wanted.benefit, log.benefit)):
        if asked and asked != held:
            raise LogIsKnownOtherwise(name=log.name, what=what, held=held)
    if wanted.team and _team(wanted.team) != log.team_id:
        raise LogIsKnownOtherwise(name=log.name, what="team", held="that it has")
    return log.zone


@command
def begin(log: LogRow | None, name: str, survey: Survey, wanted: Wanted, *, by: UUID, at: datetime) -> LogRow:
    """The log, registered at its first import, and its workers, taken on when they are new."""
    if log is None:
        pack = current_pack()
        if wanted.benefit:
            pack.benefit(wanted.benefit)
        register_log(
            name=name,
            zone=wanted.zone or survey.zone(pack.time_zone),
            benefit=wanted.benefit or name,
            team_id=_team(wanted.team) if wanted.team else _new_team(name, by=by, at=at),
            by=by,
            at=at,
        )
        log = get_log(name, viewer=the_service())
    known = list_log_workers(log.id, viewer=the_service())
    new = {worker: since for worker, since in survey.first_worked.items() if worker not in known}
    if new:
        officers = _officers(log, new, by=by, at=at)
        recognise_workers(log_id=log.id, officers=officers, by=by, at=at)
    return log


def _new_team(name: str, *, by: UUID, at: datetime) -> UUID:
    title = name.replace("-", " ").capitalize()
    office_id = open_office(name=f"{title} (case log)", key=name, by=by, at=at)
    return open_team(office_id=office_id, name=title, by=by, at=at)


def _team(name: str) -> UUID:
    """The team of that name, or of that office and name. Raises TeamIsNotClear."""
    teams = list_teams(viewer=the_service())
    wanted = name.casefold()
    found = [
        one for one in teams if wanted in (one.name.casefold(), f"{one.office_name}/{one.name}".casefold())
    ]
    if len(found) != 1:
        known = "; ".join(f"{one.office_name}/{one.name}" for one in teams) or "none"
        raise TeamIsNotClear(name=name, found=len(found), known=known)
    return found[0].id


def _officers(log: LogRow, workers: Mapping[str, datetime], *, by: UUID, at: datetime) -> dict[str, UUID]:
    """The officers whom workers are: one of that name in the team, or else someone new who cannot sign in."""
    present = list_officers(viewer=the_service(), team_ids=[log.team_id], on=day_of(at, log.zone))
    named = {one.name: one for one in present}
    officers = {}
    for worker, since in sorted(workers.items()):
        officer, day = named.get(worker), day_of(since, log.zone)
        if officer is None:
            officer_id = open_account(name=worker, by=by, at=at)
            take_on_officer(account_id=officer_id, team_id=log.team_id, joined_on=day, by=by, at=at)
        else:
            officer_id = officer.id
        if officer is None or all(one.benefit != log.benefit for one in officer.training):
            record_training(officer_id=officer_id, benefit=log.benefit, starts_on=day, by=by, at=at)
        officers[worker] = officer_id
    return officers
