"""Doors of casework: cases, tasks, notes, offers, timelines, loads, logs and measures."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.oracle.doors.door import LATER, MANY, Door, Here, found, of_cases
from tests.oracle.facts import Case
from upheld.domains.access.queries import Viewer
from upheld.domains.casework import queries

BEGINNING = LATER.replace(year=2000)
HOURS = Decimal(37)


def _sees(here: Here, who: UUID, case: Case) -> bool:
    return here.oracle.sees_matter(who, case)


def _sees_open(here: Here, who: UUID, case: Case) -> bool:
    return case.is_open and _sees(here, who, case)


def _sees_unowned(here: Here, who: UUID, case: Case) -> bool:
    return case.owner is None and _sees_open(here, who, case)


def _reads(here: Here, who: UUID, case: Case) -> bool:
    return here.oracle.reads_case(who, case)


def _tasks(here: Here, who: UUID, *, is_open: bool = True, for_leader: bool | None = None) -> set[UUID]:
    return {
        one.id
        for one in here.facts.tasks
        if (one.state == "open") == is_open
        and for_leader in (None, one.for_leader)
        and _sees(here, who, here.facts.cases[one.case])
    }


def _own_tasks(here: Here, who: UUID) -> set[UUID]:
    """What is to do on their own cases, if they may still know of the client."""
    mine = [one for one in here.facts.cases.values() if one.owner == who and one.is_open]
    cases = {one.id for one in mine if here.oracle.may_know_of(who, one.client)}
    return {
        one.id for one in here.facts.tasks if one.state == "open" and not one.for_leader and one.case in cases
    }


def _offers_to(here: Here, who: UUID) -> set[UUID]:
    """What they are asked themselves, and what others are asked to take of the cases that they see."""
    return {
        one.id
        for one in here.facts.offers
        if (one.to == who and here.oracle.is_asked(who, here.facts.cases[one.case]))
        or (one.to != who and _sees(here, who, here.facts.cases[one.case]))
    }


def _entries(here: Here, viewer: Viewer) -> tuple[set[UUID], set[str]]:
    """Of which cases the timelines speak, and which notes stand in them."""
    entries = [
        one
        for client in here.facts.clients
        for one in queries.list_entries_of_client(client, viewer=viewer, limit=MANY)
    ]
    return {one.case_id for one in entries}, {one.detail for one in entries if one.kind == "note"}


def _notes(here: Here, who: UUID) -> set[str]:
    return {one.text for one in here.facts.notes if _sees(here, who, here.facts.cases[one.case])}


def _loads(here: Here, viewer: Viewer) -> dict[UUID, int]:
    hours = dict.fromkeys([one.id for one in here.facts.officers], HOURS)
    return {one: load.cases for one, load in queries.list_loads(hours, viewer=viewer, on=here.on).items()}


def _carried(here: Here, who: UUID) -> dict[UUID, int]:
    """How many cases somebody has: told to themself and to those who lead, whoever the clients are."""
    leads = here.oracle.leads_anybody(who)
    shown = [one.id for one in here.facts.officers if leads or one.id == who]
    cases = here.facts.cases.values()
    return {one: sum(1 for case in cases if case.owner == one and case.is_open) for one in shown}


def _logs(here: Here, who: UUID) -> set[str]:
    """A log names no client: whoever reads something in its office knows of it."""
    reading = here.oracle.grants_of(who, *_READING)
    return {log.name for log in here.facts.logs if any(here.oracle.is_in(one, log.office) for one in reading)}


_READING = ("officer", "support_partner", "team_leader", "safeguarding_lead", "service_manager")


def _by_case(query: Any) -> Any:
    """Ask a query about every case."""
    return lambda here, viewer: found(here.facts.cases, lambda one: query(one, viewer=viewer, as_of=here.at))


DOORS = {
    "get_case": Door(_by_case(queries.get_case), of_cases(_reads)),
    "get_case_heading": Door(_by_case(queries.get_case_heading), of_cases(_reads)),
    "get_case_to_work": Door(_by_case(queries.get_case_to_work), of_cases(_reads)),
    "get_case_to_offer": Door(_by_case(queries.get_case_to_offer), of_cases(_reads)),
    "get_task": Door(
        lambda here, viewer: found(
            [one.id for one in here.facts.tasks], lambda one: queries.get_task(one, viewer=viewer)
        ),
        lambda here, who: _tasks(here, who) | _tasks(here, who, is_open=False),
    ),
    "list_notes": Door(
        lambda here, viewer: {
            one.text
            for case in here.facts.cases
            for one in queries.list_notes(case, viewer=viewer, limit=MANY)
        },
        _notes,
    ),
    "list_open_tasks": Door(
        lambda here, viewer: {
            one.id
            for case in here.facts.cases
            for one in queries.list_open_tasks(case, viewer=viewer, limit=MANY)
        },
        _tasks,
    ),
    "find_cases_by_reference": Door(
        lambda here, viewer: {
            one.id
            for case in here.facts.cases.values()
            for one in queries.find_cases_by_reference(case.reference, viewer=viewer, as_of=here.at)
        },
        of_cases(_sees),
    ),
    "find_client_of_case": Door(
        lambda here, viewer: {
            case.id
            for case in here.facts.cases.values()
            if queries.find_client_of_case(case.reference, viewer=viewer)
        },
        of_cases(_sees),
    ),
    "list_open_cases_of_clients": Door(
        lambda here, viewer: {
            one.id
            for some in queries.list_open_cases_of_clients(
                list(here.facts.clients), viewer=viewer, as_of=here.at
            ).values()
            for one in some
        },
        of_cases(_sees_open),
    ),
    "list_cases_of_client": Door(
        lambda here, viewer: {
            one.id
            for client in here.facts.clients
            for one in queries.list_cases_of_client(client, viewer=viewer, as_of=here.at)
        },
        of_cases(_sees),
    ),
    "list_cases_owned": Door(
        lambda here, viewer: {
            one.id
            for owner in here.facts.accounts
            for one in queries.list_cases_owned(owner, viewer=viewer, as_of=here.at)
        },
        of_cases(lambda here, who, case: case.owner is not None and _sees_open(here, who, case)),
    ),
    "list_unowned": Door(
        lambda here, viewer: {
            one.id
            for one in queries.list_unowned(
                viewer=viewer, team_ids=list(here.facts.teams), as_of=here.at, limit=MANY
            )
        },
        of_cases(_sees_unowned),
    ),
    "count_unowned": Door(
        lambda here, viewer: sum(
            one.cases for one in queries.count_unowned(viewer=viewer, team_ids=list(here.facts.teams))
        ),
        lambda here, who: len(of_cases(_sees_unowned)(here, who)),
    ),
    "list_leader_tasks": Door(
        lambda here, viewer: {
            one.id
            for one in queries.list_leader_tasks(viewer=viewer, team_ids=list(here.facts.teams), limit=MANY)
        },
        lambda here, who: _tasks(here, who, for_leader=True),
    ),
    "list_tasks_to_do": Door(
        lambda here, viewer: {
            one.id for one in queries.list_tasks_to_do(viewer=viewer, until=LATER.date(), limit=MANY)
        },
        _own_tasks,
    ),
    "list_offers_to": Door(
        lambda here, viewer: {
            one.id
            for officer in here.facts.accounts
            for one in queries.list_offers_to(officer, viewer=viewer, as_of=here.at)
        },
        _offers_to,
    ),
    "list_offers_from": Door(
        lambda here, viewer: {
            one.id
            for one in queries.list_offers_from(viewer=viewer, team_ids=list(here.facts.teams), as_of=here.at)
        },
        lambda here, who: {
            one.id for one in here.facts.offers if _sees(here, who, here.facts.cases[one.case])
        },
    ),
    "list_cases_without_movement": Door(
        lambda here, viewer: set(
            queries.list_cases_without_movement(viewer=viewer, before=LATER.date(), limit=MANY)
        ),
        of_cases(
            lambda here, who, case: (
                _sees_open(here, who, case)
                and not any(
                    task.case == case.id and task.for_leader and task.state == "open"
                    for task in here.facts.tasks
                )
            )
        ),
    ),
    "list_entries_of_client": Door(
        _entries, lambda here, who: (of_cases(_sees)(here, who), _notes(here, who))
    ),
    "list_loads": Door(_loads, _carried),
    "list_room": Door(
        lambda here, viewer: bool(queries.list_room({viewer.account_id: HOURS}, viewer=viewer, on=here.on)),
        lambda here, who: any(
            one.office or one.region or here.oracle.is_everywhere(one)
            for one in here.oracle.grants_of(who, *_READING)
        ),
    ),
    "list_logs": Door(lambda here, viewer: {one.name for one in queries.list_logs(viewer=viewer)}, _logs),
    "get_log": Door(
        lambda here, viewer: found(
            [one.name for one in here.facts.logs], lambda name: queries.get_log(name, viewer=viewer)
        ),
        _logs,
    ),
    "list_log_workers": Door(
        lambda here, viewer: {
            log.name for log in here.facts.logs if queries.list_log_workers(log.id, viewer=viewer)
        },
        lambda here, who: _logs(here, who) & {log.name for log in here.facts.logs if log.has_workers},
    ),
    "list_held_histories": Door(
        lambda here, viewer: set(
            queries.list_held_histories(
                "", [one.reference for one in here.facts.cases.values()], viewer=viewer
            )
        ),
        lambda here, who: {one.reference for one in here.facts.cases.values() if _sees(here, who, one)},
    ),
    "iterate_traces": Door(
        lambda here, viewer: {one.reference for one in queries.iterate_traces("", viewer=viewer)},
        lambda here, who: {one.reference for one in here.facts.cases.values() if _sees(here, who, one)},
    ),
    "iterate_decision_facts": Door(
        lambda here, viewer: {
            one.case_id for one in queries.iterate_decision_facts(viewer=viewer, since=BEGINNING, until=LATER)
        },
        of_cases(lambda here, who, case: case.has_due and _sees(here, who, case)),
    ),
    "count_decisions": Door(
        lambda here, viewer: sum(
            one.met + one.late + one.open_past_due + one.not_yet_due
            for one in queries.count_decisions(
                viewer=viewer, first=BEGINNING.date(), end=LATER.date(), as_of=here.at
            ).counts
        ),
        lambda here, who: len(
            of_cases(lambda here, who, case: case.is_measured and _sees(here, who, case))(here, who)
        ),
    ),
    "list_own_cases": Door(
        lambda here, viewer: {one.reference for one in queries.list_own_cases(viewer=viewer)},
        lambda here, who: {
            one.reference for one in here.facts.cases.values() if here.oracle.is_own(who, one.client)
        },
    ),
    "list_cases_out_of_reach": Door(
        lambda here, viewer: {one.id for one in queries.list_cases_out_of_reach(viewer=viewer)},
        lambda here, who: {
            one.id
            for one in here.facts.out_of_reach
            if here.oracle.manages(who, here.facts.cases[one.case].office)
            or here.oracle.safeguards(who, [here.facts.cases[one.case].office])
        },
    ),
}

SHOWS_NOTHING = {
    "count_due_records": "How much is due to be erased, for those who answer for erasing: a number, no case.",
}
