"""What is kept for how long and why, what is due, what was erased, and what is held."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from upheld.domains.access.queries import Viewer, name_of
from upheld.domains.people.queries import get_client_names, list_holds
from upheld.journeys.retention import DueKind, list_due
from upheld.kernel import clock
from upheld.kernel.erasures import ErasingRun, list_runs
from upheld.policy import current_pack
from upheld.web.components.figures import Column, Link, Table
from upheld.web.components.words import day, moment
from upheld.web.doors import PageRequest

RUNS_SHOWN = 20
HOLDS_SHOWN = 50

_AFTER = {
    "closed": "it was closed",
    "died": "they died",
    "done": "it was done",
    "ended": "it ended",
    "erased": "the record was erased",
    "last_activity": "we last heard of them",
    "looked": "the month in which somebody looked was over",
    "replaced": "it was replaced",
    "saved": "it was last saved",
    "sent": "it was sent",
    "set_aside": "it was set aside",
    "settled": "it was settled",
}
_THEN = {"erase": "Erased", "anonymise": "Made anonymous"}


def keeping(request: PageRequest) -> HttpResponse:
    """The rules in plain words; names of clients on hold only for those who may see them."""
    due = list_due(viewer=request.viewer, as_of=clock.now())
    labels = {one.kind: one.rule.label for one in due}
    page = {
        "due": [_due(one) for one in due],
        "runs": _runs(list_runs(limit=RUNS_SHOWN), labels),
        "holds": _holds(request.viewer) if request.viewer.reads_cases else None,
        "pack": current_pack(),
    }
    return render(request, "upheld/retention/keeping.html", page)


def _due(one: DueKind) -> dict[str, object]:
    rule = one.rule
    return {
        "label": rule.label,
        "rule": f"{_THEN[rule.then]} {rule.keep} after {_AFTER[rule.after]}.",
        "reason": rule.reason,
        "reference": rule.reference,
        "since": day(rule.first_day),
        "number": f"More than {one.number - 1:,} are due" if one.is_cut else _number(one.number),
    }


def _number(number: int) -> str:
    return f"{number:,} {'is' if number == 1 else 'are'} due" if number else "None is due"


def _runs(runs: list[ErasingRun], labels: dict[str, str]) -> Table:
    columns = (Column("When"), Column("What"), Column("How many", numeric=True), Column("Rule from"))
    rows = [
        (moment(run.began_at), labels.get(run.record_kind, run.record_kind), run.number, day(run.rule_from))
        for run in runs
    ]
    return Table("The latest runs, newest first", columns, rows)


def _holds(viewer: Viewer) -> Table:
    holds = list_holds(viewer=viewer, limit=HOLDS_SHOWN)
    names = get_client_names(viewer=viewer, client_ids=[hold.client_id for hold in holds])
    placed_by = name_of(hold.placed_by for hold in holds)
    columns = (Column("Client"), Column("Why"), Column("Since"), Column("Placed by"))
    rows = [
        (
            Link(names.get(hold.client_id, ""), reverse("legal_hold", args=[hold.client_id])),
            hold.reason,
            day(hold.placed_at),
            placed_by.get(hold.placed_by, ""),
        )
        for hold in holds
    ]
    return Table("Clients about whom nothing is erased", columns, rows)
