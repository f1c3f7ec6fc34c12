"""Caseload: when a team meets its standard, what would change that, and what happens before it gets better.

`teams` describes a team: its work, people, promise and what waits. `changes` are the questions (what if five
people leave). `simulating` follows numbers of cases day by day for many draws at once, `answers` says in
bands and sentences what came of it, `calibrating` learns the draws from the months that were, and
`case_by_case` does the same case by case to check it. Method, sources and limits: docs/reference/capacity.md.
"""

from upheld.planning.caseload.answers import NOT_KNOWN, TWO_YEARS, Answer, Before, explore
from upheld.planning.caseload.bands import Band
from upheld.planning.caseload.calibrating import Calibrated, Seen, calibrate
from upheld.planning.caseload.changes import (
    Change,
    ClaimsTimes,
    PeopleJoin,
    PeopleLeave,
    PeopleMove,
    Scenario,
    SentBackTimes,
    TrainingTakes,
    schedule_of,
)
from upheld.planning.caseload.draws import EXACTLY, Draws, Ranges, draw
from upheld.planning.caseload.simulating import Course, simulate
from upheld.planning.caseload.teams import WORKED, Promise, Staff, Stage, Team, Waiting, Work

__all__ = [
    "EXACTLY",
    "NOT_KNOWN",
    "TWO_YEARS",
    "WORKED",
    "Answer",
    "Band",
    "Before",
    "Calibrated",
    "Change",
    "ClaimsTimes",
    "Course",
    "Draws",
    "PeopleJoin",
    "PeopleLeave",
    "PeopleMove",
    "Promise",
    "Ranges",
    "Scenario",
    "Seen",
    "SentBackTimes",
    "Staff",
    "Stage",
    "Team",
    "TrainingTakes",
    "Waiting",
    "Work",
    "calibrate",
    "draw",
    "explore",
    "schedule_of",
    "simulate",
]
