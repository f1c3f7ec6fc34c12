"""What stands in the database, counted by the queries that the pages use."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from upheld.domains.access.queries import the_service
from upheld.domains.casework.queries import count_unowned, list_loads
from upheld.domains.charter.queries import PromiseCounts, count_promises
from upheld.domains.people.queries import count_clients, count_quarantined
from upheld.domains.workforce.queries import list_officers, list_offices, list_teams
from upheld.journeys.standards import get_standards
from upheld.kernel.days import day_of
from upheld.kernel.working_days import add_months
from upheld.policy import current_pack


@dataclass(frozen=True)
class StandardLine:
    """One benefit's standard over the months of the history: `met` of `due` were decided in time."""

    benefit: str
    title: str
    met: int
    due: int
    percent_text: str


@dataclass(frozen=True)
class Summary:
    """The agency in numbers. `unowned` is by reason, in the words of the pack, the most frequent first."""

    offices: int
    teams: int
    officers: int
    away: int
    clients: int
    quarantined: int
    owned: int
    unowned: tuple[tuple[str, int], ...]
    over_limit: int
    promises: PromiseCounts
    standards: tuple[StandardLine, ...]

    @property
    def open_cases(self) -> int:
        """How many cases are open."""
        return self.owned + sum(number for _, number in self.unowned)


def summarise(*, at: datetime, months: int) -> Summary:
    """Count it all, for the whole service."""
    viewer, today = the_service(), day_of(at, current_pack().time_zone)
    teams = list_teams(viewer=viewer)
    officers = list_officers(viewer=viewer, on=today)
    loads = list_loads({one.id: one.contracted_hours for one in officers}, viewer=viewer, on=today)
    unowned: Counter[str] = Counter()
    for count in count_unowned(viewer=viewer, team_ids=[team.id for team in teams]):
        unowned[count.words] += count.cases
    return Summary(
        offices=len(list_offices(viewer=viewer)),
        teams=len(teams),
        officers=len(officers),
        away=sum(one.absence is not None for one in officers),
        clients=count_clients(viewer=viewer),
        quarantined=sum(count.waiting for count in count_quarantined(viewer=viewer, on=today)),
        owned=sum(load.cases for load in loads.values()),
        unowned=tuple(unowned.most_common()),
        over_limit=sum(load.percent > 100 for load in loads.values()),
        promises=count_promises(viewer=viewer),
        standards=_standards(at, months),
    )


def _standards(at: datetime, months: int) -> tuple[StandardLine, ...]:
    month = day_of(at, current_pack().time_zone).replace(day=1)
    view = get_standards(
        viewer=the_service(),
        since=add_months(month, -months),
        until=add_months(month, 1),
        as_of=at,
        with_charts=False,
    )
    lines = []
    for one in view.benefits:
        met, due = sum(row.met for row in one.rows), sum(row.due for row in one.rows)
        percent = f"{met * 1000 // due / 10:.1f}%" if due else "nothing due"
        lines.append(StandardLine(one.benefit_name, one.title, met, due, percent))
    return tuple(lines)
