"""What casework shows: frozen, and nothing in it can be saved."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case as a list shows it.

    `working_days_left` is None without a due date, and negative when it has passed.
    """

    id: UUID
    reference: str
    source: str
    client_id: UUID
    benefit: str
    benefit_name: str
    stage: str
    stage_name: str
    opened_at: datetime
    due_at: datetime | None
    due_on: date | None
    working_days_left: int | None
    next_on: date | None
    owner_id: UUID | None
    owner_name: str
    unowned_reason: str
    unowned_words: str
    owned_since: datetime
    office_id: UUID
    team_id: UUID
    team_name: str
    closed_at: datetime | None
    outcome: str
    is_held: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.closed_at is None


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """Something to do, or done, on a case. `keeps` is the kind of promise that doing it keeps, if any."""

    id: UUID
    case_id: UUID
    client_id: UUID
    case_reference: str
    benefit_name: str
    kind: str
    title: str
    for_leader: bool
    due_on: date
    state: str
    ended_at: datetime | None
    ended_by_name: str = ""
    keeps: str = ""


@dataclass(frozen=True, kw_only=True)
class OfferRow:
    """An offer of a case that waits for an answer."""

    id: UUID
    case: CaseRow
    to_id: UUID
    to_name: str
    from_name: str
    offered_by_name: str
    note: str
    offered_at: datetime
    answer_by: datetime


@dataclass(frozen=True, kw_only=True)
class Hop:
    """One stretch with one owner, or with none for a reason."""

    owner_id: UUID | None
    owner_name: str
    unowned_words: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class HandoverRow:
    """One offer in a case's history, with its note and how it was answered."""

    id: UUID
    from_name: str
    to_id: UUID
    to_name: str
    offered_by_name: str
    note: str
    state: str
    offered_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, kw_only=True)
class HoldRow:
    """A time in which a case waits, or waited."""

    id: UUID
    reason_words: str
    note: str
    starts_on: date
    ends_on: date
    placed_by_name: str
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NoteRow:
    """A note on a case."""

    id: UUID
    author_name: str
    text: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step of a case from stage to stage."""

    from_name: str
    to_name: str
    at: datetime
    by_name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseHeading:
    """What a page about one deed on a case needs to know of it.

    `offered_to` is who is asked to take it now. `may_work` says whether the viewer may change it,
    `may_direct` whether they lead its team.
    """

    row: CaseRow
    summary: str
    version: int
    draft: str
    offered_to: UUID | None
    offered_to_name: str
    next_stages: tuple[tuple[str, str], ...]
    may_work: bool
    may_direct: bool


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """A case as its page shows it.

    `may_work` says whether the viewer may change it, `may_direct` whether they lead its team.
    `has_more_tasks` and `has_more_notes` say that there are more open tasks, or notes, than are given here.
    """

    row: CaseRow
    summary: str
    version: int
    office_name: str
    standard_title: str
    standard_reference: str
    pack_version: str
    tasks: tuple[TaskRow, ...]
    done_tasks: tuple[TaskRow, ...]
    hold: HoldRow | None
    past_holds: tuple[HoldRow, ...]
    hops: tuple[Hop, ...]
    handovers: tuple[HandoverRow, ...]
    offer: HandoverRow | None
    moves: tuple[Move, ...]
    notes: tuple[NoteRow, ...]
    has_more_tasks: bool
    has_more_notes: bool
    draft: str
    next_stages: tuple[tuple[str, str], ...]
    may_work: bool
    may_direct: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One sentence of a timeline: what happened, when, who did it, on which case.

    `kind` lets a page fold the noise. `told` is the whole
    sentence, with who did it: "Ann Lee wrote a note."
    """

    at: datetime
    kind: str
    sentence: str
    told: str
    detail: str
    by_name: str
    case_id: UUID
    benefit: str
    benefit_name: str


@dataclass(frozen=True)
class Load:
    """An officer's open work: cases, points, and the limit in points that their hours give."""

    officer_id: UUID
    cases: int
    points: int
    limit: int

    @property
    def percent(self) -> int:
        """Points as a percentage of the limit, rounded down. A limit of nought means full: 100."""
        return 100 * self.points // self.limit if self.limit else 100


@dataclass(frozen=True)
class UnownedCount:
    """How many open cases of a team have no owner, for one reason."""

    team_id: UUID
    reason: str
    words: str
    cases: int


@dataclass(frozen=True)
class TraceStep:
    """One piece of work done on a case: when, and by whom."""

    at: datetime
    worker_id: UUID | None


@dataclass(frozen=True)
class Trace:
    """What happened to one case that came from a log, in time order."""

    reference: str
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    steps: tuple[TraceStep, ...]


@dataclass(frozen=True)
class DecisionFact:
    """When a case was due and when it was decided, for measuring a standard."""

    case_id: UUID
    benefit: str
    office_id: UUID
    standard: str
    opened_at: datetime
    due_at: datetime
    decided_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionCount:
    """How the cases of one benefit, standard, office and month of their due moment stand at a moment.

    Each case is in one of the four. `office_id` is None where all offices are counted together. `month` is
    the first day of the agency's month.
    """

    standard: str
    benefit: str
    office_id: UUID | None
    month: date
    met: int
    late: int
    open_past_due: int
    not_yet_due: int


@dataclass(frozen=True)
class LogRow:
    """A case event log that cases came from. `zone` is the IANA name of the zone of its days."""

    id: UUID
    name: str
    zone: str
    benefit: str
    office_id: UUID
    team_id: UUID
    first_imported_at: datetime


@dataclass(frozen=True)
class HeldHistory:
    """What is held of a case that came from a log: enough to see that a file says something else."""

    due_at: datetime | None
    finished_at: datetime | None
    steps: int
