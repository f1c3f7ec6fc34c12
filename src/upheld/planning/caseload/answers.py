"""What a scenario comes to for a team: when its standard is met, and what happens before it gets better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upheld.planning.caseload.bands import Band, band, bands
from upheld.planning.caseload.changes import Scenario, check_scenario, schedule_of
from upheld.planning.caseload.draws import Draws, Ranges, draw
from upheld.planning.caseload.simulating import Course, simulate
from upheld.planning.caseload.teams import Team
from upheld.planning.figures import ImpossibleFigure, need_from

Numbers = NDArray[np.float64]

NOT_KNOWN = (
    "Cases of one team are alike but for chance: one hard case among easy ones is not seen.",
    "Officers work on what is due first. Where they do not, more is late than is shown.",
    "Nobody leaves while in training, and all learn in the time stated.",
    "Nobody works faster because more is waiting, falls ill because of it, or leaves because of it.",
    "Claims do not rise because a service is good, nor fall because it is bad.",
    "What no figure has shown yet, such as a change of law, is in no band.",
)
"""What every answer leaves out, to be shown with it."""

TWO_YEARS = 506
"""Working days."""

MONTH, LASTING = 21, 63
"""Working days over which a share in time is taken, and for which it must hold to count as met."""


@dataclass(frozen=True, slots=True)
class Before:
    """What happens before it gets better, against things as they are, in the middle draw of each figure.

    `fewer_decided` is the most by which the decisions since the beginning fall behind, on day `on_day`;
    `level_again_on` the day from which they are no longer behind (None: not within the days looked at, 0:
    never behind). `lowest_share` is the lowest share in time of any month.
    """

    fewer_decided: Band
    on_day: int
    level_again_on: Band
    lowest_share: Band


@dataclass(frozen=True, slots=True)
class Answer:
    """A scenario for one team, over so many working days.

    `met_from` is the day from which the standard is met and stays so for `LASTING` days, `met_in` the share
    of draws in which that happens, and `met_at_end` in which it is met at the end of the days: what is met
    can be lost again. Bands by day: `share_in_time` over the `MONTH` before,
    `open_claims`, `overdue`, `trained`. `decided` is over all days.
    """

    team: str
    scenario: str
    met_from: Band
    met_in: float
    met_at_end: float
    before: Before
    decided: Band
    share_in_time: tuple[Band, ...]
    open_claims: tuple[Band, ...]
    overdue: tuple[Band, ...]
    trained: tuple[Band, ...]
    redeterminations_in_time: Band
    sentences: tuple[str, ...]


def explore(
    teams: Sequence[Team],
    scenarios: Sequence[Scenario],
    *,
    seed: int,
    days: int = TWO_YEARS,
    number: int = 100,
    ranges: Ranges | None = None,
    draws: Mapping[str, Draws] | None = None,
) -> tuple[Answer, ...]:
    """Every scenario for every team, each against things as they are with the same luck.

    `draws` are what calibration kept, by team; without them `number` draws are taken from `ranges`.
    Raises ImpossibleFigure for
    numbers that cannot be, and for a change that names a team that is not there.
    """
    need_from("days", days, LASTING + MONTH)
    if len({team.name for team in teams}) != len(teams):
        raise ImpossibleFigure("name", "twice among the teams", "different for each team")
    for scenario in scenarios:
        check_scenario(scenario, teams)
    found = []
    for team in teams:
        given = (draws or {}).get(team.name)
        lanes = draw(ranges or Ranges(), number, seed=seed, name=team.name) if given is None else given
        as_it_is = schedule_of(team, Scenario("as things are"), days)
        plain = simulate(team, lanes, as_it_is, seed=seed)
        for scenario in scenarios:
            schedule = schedule_of(team, scenario, days)
            touched = not schedule.is_like(as_it_is)
            course = simulate(team, lanes, schedule, seed=seed) if touched else plain
            found.append(_answer(team, scenario, course, plain))
    return tuple(found)


def share_in_time(course: Course, days: int = MONTH) -> Numbers:
    """`[day, draw]`: of those decided in so many days up to this one, the share in time; 1 if none was."""
    decided, in_time = (_over(one, days) for one in (course.decided, course.in_time))
    return np.where(decided > 0, in_time / np.maximum(decided, 1e-12), 1.0)


def met_from(course: Course, target: float) -> Numbers:
    """For each draw the first day from which the share stays at the target for `LASTING` days, or infinity.

    The first `MONTH` counts only as a whole: no day before it can be the first.
    """
    reached = share_in_time(course)[MONTH - 1 :] >= target
    runs = np.lib.stride_tricks.sliding_window_view(reached, LASTING, axis=0).all(axis=-1)
    first = np.argmax(runs, axis=0).astype(np.float64) + (MONTH - 1)
    return np.where(runs.any(axis=0), first, np.inf)


def _over(values: Numbers, days: int) -> Numbers:
    """Sums over so many days up to each, fewer at the beginning."""
    whole = np.cumsum(values, axis=0)
    whole[days:] -= whole[:-days].copy()
    return whole


def _answer(team: Team, scenario: Scenario, course: Course, plain: Course) -> Answer:
    share = share_in_time(course)
    met = met_from(course, team.promise.share)
    redone = course.redecided.sum(axis=0)
    second = np.where(redone > 0, course.redecided_in_time.sum(axis=0) / np.maximum(redone, 1e-12), 1.0)
    before = _before(course, plain, share)
    met_in, at_end = float(np.isfinite(met).mean()), float((share[-1] >= team.promise.share).mean())
    return Answer(
        team=team.name,
        scenario=scenario.name,
        met_from=band(met),
        met_in=met_in,
        met_at_end=at_end,
        before=before,
        decided=band(course.decided.sum(axis=0)),
        share_in_time=bands(share),
        open_claims=bands(course.stock[:, :4].sum(axis=1)),
        overdue=bands(course.overdue),
        trained=bands(course.people.trained),
        redeterminations_in_time=band(second),
        sentences=_sentences(team, share.shape, band(met), (met_in, at_end), before),
    )


def _before(course: Course, plain: Course, share: Numbers) -> Before:
    behind = np.cumsum(plain.decided - course.decided, axis=0)
    behind[behind < 0.5] = 0.0
    most = behind.max(axis=0)
    still = behind > 0
    last = len(behind) - np.argmax(still[::-1], axis=0)
    level = np.where(still.any(axis=0), np.where(last == len(behind), np.inf, last), 0.0)
    day = int(np.argmax(np.median(behind, axis=1)))
    return Before(band(most), day, band(level), band(share[MONTH - 1 :].min(axis=0)))


def _sentences(
    team: Team, size: tuple[int, ...], met: Band, met_in: tuple[float, float], before: Before
) -> tuple[str, ...]:
    """The answer in words."""
    target = f"{team.promise.share:.0%} within {team.promise.days} working days"
    days, draws = size
    said = [
        f"{team.name}: {target} is met for a quarter of a year in {met_in[0]:.0%} of {draws} draws within "
        f"{days} days, and at their end in {met_in[1]:.0%}."
    ]
    if met.middle is not None:
        late = "in some not within that time" if met.high is None else f"in 95 of 100 by day {met.high:.0f}"
        said.append(f"In half of all draws that is by day {met.middle:.0f}, {late}.")
    if before.fewer_decided.middle:
        again = before.level_again_on.middle
        level = "not level again within that time" if again is None else f"level again on day {again:.0f}"
        said.append(
            f"At worst, by day {before.on_day}, {before.fewer_decided.middle:,.0f} fewer are decided than as "
            f"things are; {level}."
        )
    if before.lowest_share.middle is not None:
        said.append(f"In the worst month {before.lowest_share.middle:.0%} of decisions are in time.")
    return tuple(said)
