"""What a team is to the simulation: its work, its people, what waits today and what it promised.

Every day here is a working day: claims that arrive at a weekend come with Monday's. A team works one benefit
in one region.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from upheld.planning.figures import need, need_above, need_from, need_share


class Stage(StrEnum):
    """Where a case stands. All but `EVIDENCE` need an officer's time; there it is for others to act."""

    CLAIM = "claim"
    EVIDENCE = "evidence"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    REDETERMINATION = "redetermination"


STAGES = tuple(Stage)
WORKED = (Stage.CLAIM, Stage.ASSESSMENT, Stage.DECISION, Stage.REDETERMINATION)


@dataclass(frozen=True, slots=True)
class Work:
    """What a case of this team takes, on average.

    `hours` of an officer for each stage of `WORKED`. `ready_at_start` is the share of claims that come with
    all supporting information; others wait, `evidence_days` on average. `sent_back` is the share of cases at
    decision that go back for more. Of those decided, the share `challenged` asks for a redetermination, on
    average `challenge_days` after the decision.
    """

    hours: Mapping[Stage, float]
    ready_at_start: float = 0.3
    evidence_days: float = 20.0
    sent_back: float = 0.1
    challenged: float = 0.1
    challenge_days: float = 15.0

    def __post_init__(self) -> None:
        need(set(self.hours) == set(WORKED), "hours", sorted(self.hours), "given for the four worked stages")
        for stage, hours in self.hours.items():
            need_above(f"hours of {stage}", hours)
        need_share("ready_at_start", self.ready_at_start)
        need_from("evidence_days", self.evidence_days, 1.0)
        need_share("sent_back", self.sent_back, whole=False)
        need_share("challenged", self.challenged)
        need_from("challenge_days", self.challenge_days, 1.0)

    @property
    def hours_for_a_claim(self) -> float:
        """An officer's hours that one claim takes in the long run, with what is sent back and challenged."""
        rounds = 1.0 / (1.0 - self.sent_back)
        each = self.hours[Stage.ASSESSMENT] + self.hours[Stage.DECISION]
        return self.hours[Stage.CLAIM] + each * rounds + self.challenged * self.hours[Stage.REDETERMINATION]


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of a team. `hours_a_day` is what a trained person has for cases after all that comes first.

    `leaving_a_year` is the share who leave in a year of 253 working days. A leaver is replaced after
    `hiring_days`, or never (None). Whoever is new to the benefit is trained for `training_days`, works no
    cases until then, and takes `buddy_hours` a day from those who are trained.
    """

    trained: float
    hours_a_day: float = 5.0
    leaving_a_year: float = 0.1
    hiring_days: int | None = 60
    training_days: int = 60
    buddy_hours: float = 0.5

    def __post_init__(self) -> None:
        need_from("trained", self.trained)
        need_above("hours_a_day", self.hours_a_day)
        need_share("leaving_a_year", self.leaving_a_year, whole=False)
        if self.hiring_days is not None:
            need_from("hiring_days", self.hiring_days)
        need_from("training_days", self.training_days)
        need_from("buddy_hours", self.buddy_hours)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cases that wait today in one stage, and for how many working days each lot has: {days: cases}.

    The days count from the claim, or from the request for a redetermination.
    """

    stage: Stage
    by_age: Mapping[int, float]

    def __post_init__(self) -> None:
        for age, cases in self.by_age.items():
            need_from(f"age of cases in {self.stage}", age)
            need_from(f"cases aged {age} in {self.stage}", cases)


@dataclass(frozen=True, slots=True)
class Promise:
    """A standard: decided within so many working days of the claim, for this share of those decided.

    Redeterminations have `redetermination_days` of their own, from the request.
    """

    days: int
    share: float = 0.85
    redetermination_days: int = 40

    def __post_init__(self) -> None:
        need_from("days", self.days, 1)
        need_share("share", self.share)
        need_from("redetermination_days", self.redetermination_days, 1)


@dataclass(frozen=True, slots=True)
class Team:
    """One benefit in one region: claims that arrive on a working day, and everything that meets them."""

    name: str
    claims_a_day: float
    work: Work
    staff: Staff
    promise: Promise
    waiting: tuple[Waiting, ...] = field(default=())
    region: str = ""

    def __post_init__(self) -> None:
        need(bool(self.name), "name", repr(self.name), "a name")
        need_from("claims_a_day", self.claims_a_day)

    @property
    def people_to_keep_up(self) -> float:
        """Trained people with whom what arrives is worked off and no backlog grows, nor shrinks."""
        return self.claims_a_day * self.work.hours_for_a_claim / self.staff.hours_a_day
