"""Invented teams, by a seed: benefits with their published standards, in regions of all sizes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upheld.planning.caseload import WORKED, Promise, Staff, Stage, Team, Waiting, Work

BENEFITS = {
    "Personal Independence Payment": (75, (0.3, 2.0, 1.0, 2.5), 20.0),
    "State Pension": (10, (0.1, 0.3, 0.2, 1.0), 4.0),
    "Employment and Support Allowance": (10, (0.2, 0.5, 0.3, 1.5), 4.0),
    "Jobseeker's Allowance": (10, (0.2, 0.4, 0.2, 1.0), 4.0),
    "Pension Credit": (50, (0.2, 0.8, 0.4, 1.5), 15.0),
    "Disability Living Allowance for children": (40, (0.3, 1.5, 0.8, 2.0), 14.0),
}
"""Working days of the standard (parliamentary answer, 1 May 2024); the rest is invented."""


def invent_teams(number: int, seed: int) -> Iterator[Team]:
    """So many teams, one benefit in one region each, with too few people to too many, and a backlog."""
    chance = np.random.default_rng(seed)
    for place in range(number):
        name, (days, hours, evidence) = list(BENEFITS.items())[place % len(BENEFITS)]
        work = Work(dict(zip(WORKED, hours, strict=True)), evidence_days=evidence)
        claims = float(chance.lognormal(np.log(40), 0.6))
        people = claims * work.hours_for_a_claim / 5.0 * float(chance.uniform(0.9, 1.2))
        backlog = dict.fromkeys(range(days // 3, days * 2), claims * float(chance.uniform(0.1, 0.4)))
        yield Team(
            name=f"{name}, region {place // len(BENEFITS) + 1}",
            claims_a_day=claims,
            work=work,
            staff=Staff(trained=round(people)),
            promise=Promise(days),
            waiting=(Waiting(Stage.ASSESSMENT, backlog),),
        )


def one_large_team(cases: int, days: int) -> Team:
    """A whole country's Personal Independence Payment as one team: so many cases over so many days."""
    days_of_promise, hours, evidence = BENEFITS["Personal Independence Payment"]
    work = Work(dict(zip(WORKED, hours, strict=True)), evidence_days=evidence)
    claims = cases / days
    staff = Staff(trained=claims * work.hours_for_a_claim / 5.0 * 1.03)
    backlog = (Waiting(Stage.ASSESSMENT, dict.fromkeys(range(20, 120), claims * 0.3)),)
    return Team("Personal Independence Payment", claims, work, staff, Promise(days_of_promise), backlog)
