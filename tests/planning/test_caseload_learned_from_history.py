"""Calibrating: from the figures of the months that were, back to what made them."""

from dataclasses import replace

import numpy as np
import pytest

from upheld.planning.caseload import (
    WORKED,
    Draws,
    Promise,
    Scenario,
    Seen,
    Staff,
    Stage,
    Team,
    Waiting,
    Work,
    calibrate,
    schedule_of,
    simulate,
)
from upheld.planning.figures import ImpossibleFigure

WORK = Work(dict(zip(WORKED, (0.3, 2.0, 1.0, 2.5), strict=True)))
REGIONS = {"north": (1.2, 0.7), "south": (1.15, 0.75), "islands": (1.2, 1.4)}
DAYS = 190


def region(name):
    waiting = (Waiting(Stage.ASSESSMENT, dict.fromkeys(range(20, 80), 20.0)),)
    return Team(name, 40.0, WORK, Staff(trained=40 * WORK.hours_for_a_claim / 5 * 1.1), Promise(75), waiting)


def seen_of(name):
    """What would have been published of a region in which these factors are true."""
    effort, evidence = REGIONS[name]
    truth = Draws(*(np.array([one]) for one in (effort, evidence, 1.0, 1.0)))
    of = region(name)
    course = simulate(of, truth, schedule_of(of, Scenario("what was"), DAYS), seed=77)
    shares = np.cumsum(course.ages) / course.ages.sum()
    quantiles = {share: float(np.searchsorted(shares, share)) + 0.5 for share in (0.25, 0.5, 0.9)}
    ages = course.open_ages[:, 0]
    older = {age: float(ages[age:].sum() / ages.sum()) for age in (20, 50)}
    return Seen(DAYS, float(course.ages.sum()), quantiles, float(ages.sum()), older)


@pytest.fixture(scope="module")
def learned():
    seen = {name: seen_of(name) for name in REGIONS}
    return calibrate([region(name) for name in REGIONS], seen, seed=3, tried=120, number=60)


class TestRegionsOfOneBenefit:
    @pytest.mark.parametrize("name", REGIONS)
    def test_what_made_the_figures_is_found_again(self, learned, name) -> None:
        effort, evidence = REGIONS[name]
        draws = learned[name].draws
        assert np.median(draws.effort) == pytest.approx(effort, rel=0.08)
        assert np.median(draws.evidence) == pytest.approx(evidence, rel=0.25)
        assert learned[name].misfit < 2

    def test_a_region_that_is_unlike_the_others_stays_so(self, learned) -> None:
        north, islands = learned["north"].draws, learned["islands"].draws
        assert np.median(islands.evidence) > 1.4 * np.median(north.evidence)

    def test_the_same_seed_learns_the_same(self) -> None:
        one = {"north": seen_of("north")}
        first, again = (calibrate([region("north")], one, seed=5, tried=20, number=10) for _ in range(2))
        assert (first["north"].draws.effort == again["north"].draws.effort).all()


class TestFiguresThatNothingExplains:
    def test_it_says_so(self) -> None:
        strange = replace(seen_of("north"), quantiles={0.1: 3.0, 0.9: 300.0})
        learned = calibrate([region("north")], {"north": strange}, seed=3, tried=40, number=10)
        assert any("something else is at work" in said for said in learned["north"].not_known)


class TestWhatIsMissing:
    def test_a_team_of_which_nothing_was_seen_is_named(self) -> None:
        with pytest.raises(ImpossibleFigure, match="seen is north"):
            calibrate([region("north")], {}, seed=1)

    def test_a_figure_that_cannot_be_is_named(self) -> None:
        with pytest.raises(ImpossibleFigure, match="decided is 0"):
            Seen(100, 0, {}, 10, {})
