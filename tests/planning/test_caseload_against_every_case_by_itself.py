"""The simulation in whole columns against the same caseload, case by case and officer by officer."""

import numpy as np
import pytest

from upheld.planning.caseload import (
    EXACTLY,
    WORKED,
    PeopleLeave,
    PeopleMove,
    Promise,
    Scenario,
    SentBackTimes,
    Staff,
    Stage,
    Team,
    TrainingTakes,
    Waiting,
    Work,
    schedule_of,
    simulate,
)
from upheld.planning.caseload.case_by_case import run

DAYS, RUNS = 200, 4
WORK = Work(dict(zip(WORKED, (0.3, 2.0, 1.0, 2.5), strict=True)))
BACKLOG = (Waiting(Stage.ASSESSMENT, dict.fromkeys(range(10, 60), 20)),)
SITUATIONS = {
    "enough people": (1.05, ()),
    "too few people": (0.9, ()),
    "five leave": (1.1, (PeopleLeave("T", 5, 40),)),
    "ten come new, and learn for long": (0.95, (PeopleMove("other", "T", 10, 20), TrainingTakes(90))),
    "less is sent back": (0.95, (SentBackTimes(0.5, 60),)),
}


def team(slack):
    people = round(25 * WORK.hours_for_a_claim / 5 * slack)
    return Team("T", 25.0, WORK, Staff(trained=people, leaving_a_year=0.05), Promise(60), BACKLOG)


@pytest.mark.parametrize("situation", SITUATIONS)
class TestBothWaysOfCounting:
    def test_they_agree_on_what_is_decided_and_what_waits(self, situation) -> None:
        slack, changes = SITUATIONS[situation]
        schedule = schedule_of(team(slack), Scenario(situation, changes), DAYS)
        tallies = [run(team(slack), schedule, seed=seed) for seed in range(RUNS)]
        course = simulate(team(slack), EXACTLY, schedule, seed=0, by_chance=False)

        def quarters(name):
            return np.mean([getattr(one, name) for one in tallies], axis=0).reshape(4, -1)

        decided = course.decided.reshape(4, -1).sum(axis=1)
        assert quarters("decided").sum(axis=1) == pytest.approx(decided, rel=0.06)
        in_time = course.in_time.sum() / course.decided.sum()
        assert quarters("in_time").sum() / quarters("decided").sum() == pytest.approx(in_time, abs=0.06)
        redecided = course.redecided.sum()
        assert quarters("redecided").sum() == pytest.approx(redecided, rel=0.12)
        stock = course.stock[:, :4].sum(axis=(1, 2)).reshape(4, -1)[:, -1]
        assert quarters("stock")[:, -1] == pytest.approx(stock, rel=0.12)
        trained = course.people.trained[:, 0].reshape(4, -1)[:, -1]
        assert quarters("trained")[:, -1] == pytest.approx(trained, rel=0.05)


class TestEveryCaseByItself:
    def test_each_that_came_is_decided_or_still_open(self) -> None:
        tally = run(team(0.9), schedule_of(team(0.9), Scenario("as it is"), 60), seed=1)
        assert sum(tally.arrived) + 50 * 20 == sum(tally.decided) + tally.stock[-1]
