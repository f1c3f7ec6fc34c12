"""Doors of the journeys: what pages are made of. Each is asked about everything there is."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from tests.oracle.doors.door import Here
from upheld.domains.access.queries import Viewer
from upheld.journeys import (
    case_page,
    challenging,
    client_page,
    conflicts,
    finding_clients,
    first_visit,
    given_access,
    looks,
    merging,
    my_day,
    my_record,
    restricting,
    reviewing_links,
    standards,
    team_page,
)
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import new_id

Asking = Callable[[Here, Viewer], Iterable[Callable[[], object]]]


def answers(here: Here, viewer: Viewer, asking: Asking) -> Iterator[object]:
    """Everything that a journey gives to somebody; what it refuses is left out."""
    for ask in asking(here, viewer):
        try:
            yield ask()
        except RuleBroken:
            continue


def _about_cases(journey: Any, **more: object) -> Asking:
    return lambda here, viewer: (
        lambda case=case: journey(case_id=case, viewer=viewer, at=here.at, **more)
        for case in here.facts.cases
    )


def _about_clients(journey: Any, moment: str = "at") -> Asking:
    return lambda here, viewer: (
        lambda client=client: journey(client, viewer=viewer, **{moment: here.at})
        for client in here.facts.clients
    )


def _once(journey: Any, *given: object, on: str = "at") -> Asking:
    def asking(here: Here, viewer: Viewer) -> Iterable[Callable[[], object]]:
        moment = {"at": here.at, "as_of": here.at, "on": here.on}
        told = {on: moment[on]} if on else {}
        return [lambda: journey(*given, viewer=viewer, **told)]

    return asking


def _days(here: Here, viewer: Viewer) -> Iterable[Callable[[], object]]:
    since, until = here.on.replace(year=2025), here.on.replace(year=2027)
    return [lambda: standards.get_standards(viewer=viewer, since=since, until=until, as_of=here.at)]


SHOWN: dict[str, Asking] = {
    "get_case_page": _about_cases(case_page.get_case_page),
    "read_case": _about_cases(case_page.read_case),
    "work_on_case": _about_cases(case_page.work_on_case),
    "ask_someone": _about_cases(case_page.ask_someone),
    "promise_something": _about_cases(case_page.promise_something),
    "get_notes_page": _about_cases(case_page.get_notes_page, before=None),
    "get_tasks_page": _about_cases(case_page.get_tasks_page, after=None),
    "work_on_task": lambda here, viewer: (
        lambda one=one: case_page.work_on_task(task_id=one.id, viewer=viewer, at=here.at)
        for one in here.facts.tasks
    ),
    "get_client_page": _about_clients(client_page.get_client_page, "as_of"),
    "get_case_opening": _about_clients(client_page.get_case_opening, "as_of"),
    "get_client_to_close": _about_clients(conflicts.get_client_to_close),
    "get_restricting": _about_clients(restricting.get_restricting),
    "get_looks_at_client": _about_clients(looks.get_looks_at_client),
    "list_closed": _once(conflicts.list_closed, on=""),
    "get_closed": lambda here, viewer: (
        lambda one=one: conflicts.get_closed(one.id, viewer=viewer) for one in here.facts.conflicts
    ),
    "get_opened_page": _once(challenging.get_opened_page),
    "list_opened_lately": _once(challenging.list_opened_lately),
    "count_to_review": _once(challenging.count_to_review, on=""),
    "get_opened": lambda here, viewer: (
        lambda one=one: challenging.get_opened(one.id, viewer=viewer, at=here.at)
        for one in here.facts.challenges
    ),
    "get_restricted_page": _once(restricting.get_restricted_page),
    "list_out_of_reach": _once(restricting.list_out_of_reach),
    "find": _once(finding_clients.find, "Robin", on="as_of"),
    "find_examples": _once(first_visit.find_examples, on="as_of"),
    "get_my_day": _once(my_day.get_my_day),
    "get_own_cases": lambda here, viewer: [
        lambda: my_day.get_own_cases(viewer=viewer, at=here.at, after=None)
    ],
    "names_of_clients": lambda here, viewer: [
        lambda: list(my_day.names_of_clients(here.facts.clients, viewer).values())
    ],
    "get_my_records": _once(my_record.get_my_records),
    "get_my_looks": _once(my_record.get_my_looks),
    "find_looks": _once(looks.find_looks, looks.Wanted(), on=""),
    "export_looks": _once(looks.export_looks, looks.Wanted(), on=""),
    "get_people_page": _once(given_access.get_people_page, on="on"),
    "get_ending_page": _once(given_access.get_ending_page, on="on"),
    "list_choices": _once(given_access.list_choices, on=""),
    "list_placed_offices": _once(given_access.list_placed_offices, on=""),
    "get_person_page": lambda here, viewer: (
        lambda one=one: given_access.get_person_page(one, viewer=viewer, on=here.on)
        for one in here.facts.accounts
    ),
    "get_given": lambda here, viewer: (
        lambda one=one: given_access.get_given(one, viewer=viewer, on=here.on, is_clearance=False)
        for one in here.made.grants
    ),
    "get_queue": _once(reviewing_links.get_queue),
    "list_deciders": _once(reviewing_links.list_deciders),
    "get_comparison": lambda here, viewer: (
        lambda one=one: reviewing_links.get_comparison(one.id, viewer=viewer, at=here.at)
        for one in here.facts.pairs
    ),
    "get_held_where": _about_clients(reviewing_links.get_held_where),
    "print_held_where": _about_clients(reviewing_links.print_held_where),
    "plan_joining": lambda here, viewer: (
        lambda one=one, other=other: merging.plan_joining(into=one, absorbed=other, viewer=viewer, at=here.at)
        for one, other in pairwise(here.facts.clients)
    ),
    "plan_parting": lambda here, viewer: [
        lambda: merging.plan_parting(new_id(), viewer, at=here.at),
    ],
    "list_breaches": _once(merging.list_breaches, on=""),
    "get_standards": _days,
    "list_led_teams": _once(team_page.list_led_teams, on=""),
    "list_team_choices": _once(team_page.list_team_choices, on=""),
    "get_team_page": lambda here, viewer: (
        lambda one=one: team_page.get_team_page(team_id=one, viewer=viewer, at=here.at)
        for one in here.facts.teams
    ),
    "get_unowned_page": lambda here, viewer: (
        lambda one=one: team_page.get_unowned_page(
            team_id=one, viewer=viewer, at=here.at, reason="", after=None
        )
        for one in here.facts.teams
    ),
    "get_officer_page": lambda here, viewer: (
        lambda one=one: team_page.get_officer_page(officer_id=one.id, viewer=viewer, at=here.at)
        for one in here.facts.officers
    ),
}
"""For each journey: how it is asked about everything."""

SHOWS_NOTHING = {
    "tell_story": "Told of a client whom get_client_page has found already, from queries that are compared.",
    "own_load": "A number, by the query list_loads.",
    "looks_after_restrictions": "Yes or no, about the viewer alone.",
    "list_due": "How much is due to be erased: numbers for those who answer for it.",
    "count_to_decide": "A number, by the query count_pairs_waiting.",
    "decides_pairs": "Yes or no, about the viewer alone.",
    "require_training": "Yes or no, about the viewer alone.",
    "get_quality": "Numbers, by queries that are compared.",
    "draw_links_to_review": "It writes, and gives a number.",
    "decide": "It writes: see the second door, decide_pair.",
    "bring_back": "It writes: see the second door, bring_back_answer.",
    "take_back_different": "It writes: see the second door, undo_different.",
    "train_to_decide": "It writes, about somebody whom one leads: workforce asks.",
    "doubt": "It writes: see the second door, doubt_link.",
    "ask_to_open": "It writes: see the second door.",
    "close_to_oneself": "It writes: see the second door.",
    "open_case_for_client": "It writes: see the second door.",
    "restrict_client": "It writes: see the second door.",
}
