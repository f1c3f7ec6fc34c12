"""Importing a case log: the cases of another system, with owners, handovers, tasks and promises.

The file is read twice, one case at a time: once to see that it is whole and what it holds, once to take its
cases over in batches, each in a transaction of its own. An import that is stopped half-way is simply begun
again, because repeating it changes nothing: a case that is held already is left as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from upheld.domains.access.queries import the_service
from upheld.domains.casework.commands import (
    CaseHistory,
    Step,
    record_history,
)
from upheld.domains.casework.queries import (
    HeldHistory,
    LogRow,
    list_held_histories,
    list_log_workers,
)
from upheld.domains.charter.commands import break_promises_due
from upheld.domains.people.commands import receive_source_records
from upheld.domains.people.queries import ReceivedRecord, find_clients_by_reference, find_erased
from upheld.insight.eventlog import LogCase, Unreadable
from upheld.journeys.log_registration import Wanted, begin, known_log, name_of, reading_zone
from upheld.journeys.log_survey import Problems, cases_of, survey_log
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.kernel.outbox import reacting_at_once

BATCH = 200
AS_THE_FILE_SAYS = Wanted()

Progress = Callable[[str, int, int | None], None]
"""Told as an import goes on: what is being done, how many cases of it, and of how many if that is known."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of an import. `differing` counts, among `held`, the cases of which the file says more.

    `other_events` are those of the file that were not completions: they are no work done, and not kept.
    """

    log: str
    zone: str
    new: int
    held: int
    differing: int
    events: int
    other_events: int
    workers: int
    problems: Problems


def import_log(
    path: Path,
    *,
    wanted: Wanted = AS_THE_FILE_SAYS,
    progress: Progress = lambda *_: None,
    on_problem: Callable[[Unreadable], None] | None = None,
    by: UUID,
    at: datetime,
) -> Imported:
    """Take over the cases of a log (XES or CSV) that are not held yet. Nothing is held in memory but a batch.

    Raises FileIsNotALog, FileCannotBeOpened, LogHasNoName, NameIsASystem, ZoneIsUnknown, TeamIsNotClear,
    LogIsKnownOtherwise, UnknownValue for a benefit; then nothing is kept.
    """
    name = name_of(path, wanted)
    log = known_log(name)
    zone = reading_zone(log, wanted)
    problems = Problems(on_problem)
    progress("Reading the file", 0, None)
    survey = survey_log(path, zone=zone, problems=problems)
    # What follows from history is small and follows at once: nobody waits for jobs about cases long closed.
    with reacting_at_once():
        log = begin(log, name, survey, wanted, by=by, at=at)
        officers = list_log_workers(log.id, viewer=the_service())
        done = taken = differing = 0
        for batch in _batches(cases_of(path, zone=zone, problems=Problems())):
            new, differ = _take_over(log, batch, officers, by=by, at=at)
            done, taken, differing = done + len(batch), taken + new, differing + differ
            progress("Taking over cases", done, survey.cases)
        break_promises_due(by=by, at=at)
    return Imported(
        log=log.name,
        zone=log.zone,
        new=taken,
        held=done - taken,
        differing=differing,
        events=survey.events,
        other_events=survey.other_events,
        workers=len(survey.first_worked),
        problems=problems,
    )


@command
def _take_over(
    log: LogRow, cases: list[LogCase], officers: Mapping[str, UUID], *, by: UUID, at: datetime
) -> tuple[int, int]:
    """Take over one batch. Returns how many cases are new, and of how many held ones the file says more.

    A case that was erased is not taken over again.
    """
    references = [case.reference for case in cases]
    held = list_held_histories(log.name, references, viewer=the_service())
    erased = find_erased(log.name, references)
    new = [case for case in cases if case.reference not in held and case.reference not in erased]
    differing = sum(_says_more(case, held[case.reference]) for case in cases if case.reference in held)
    if not new:
        return 0, differing
    rows = [_client(log, case, at) for case in new]
    receive_source_records(rows=rows, system=log.name, by=by, at=at)
    clients = find_clients_by_reference(
        viewer=the_service(), system=log.name, references=[case.reference for case in new]
    )
    histories = [_history(log, case, clients[case.reference], officers) for case in new]
    return record_history(histories=histories, by=by, at=at), differing


def _client(log: LogRow, case: LogCase, at: datetime) -> ReceivedRecord:
    """A client of whom the log says nothing but the reference of their case."""
    return ReceivedRecord(
        reference=case.reference,
        extract_on=day_of(at, log.zone),
        office_id=log.office_id,
        as_received={"case": case.reference},
    )


def _history(log: LogRow, case: LogCase, client_id: UUID, officers: Mapping[str, UUID]) -> CaseHistory:
    return CaseHistory(
        source=log.name,
        reference=case.reference,
        client_id=client_id,
        benefit=log.benefit,
        office_id=log.office_id,
        team_id=log.team_id,
        opened_at=case.started_at,
        due_at=case.deadline_at,
        finished_at=case.finished_at,
        steps=tuple(
            Step(
                reference=event.reference,
                title=event.activity,
                done_at=event.at,
                worker_id=officers[event.worker] if event.worker else None,
            )
            for event in case.work
        ),
    )


def _says_more(case: LogCase, held: HeldHistory) -> bool:
    is_finished_otherwise = case.finished_at is not None and case.finished_at != held.finished_at
    return len(case.work) > held.steps or case.deadline_at != held.due_at or is_finished_otherwise


def _batches(cases: Iterable[LogCase]) -> Iterator[list[LogCase]]:
    waiting = iter(cases)
    while batch := list(islice(waiting, BATCH)):
        yield batch
