"""Cases with all that hangs on them, as the commands would have left them at the moment of looking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.million.agency import Office, Officer, Team
from benchmarks.million.chains import Chain, Kind, Record
from benchmarks.million.clients import BY, Person
from benchmarks.million.lives import Calendar, Life
from benchmarks.million.promises import Promises
from benchmarks.million.sheets import DAY, HOUR, MINUTE, NULL, Sheet, day_of, identifier, stored, told
from upheld.domains.casework import events
from upheld.domains.casework.models import Case, CaseTransition, Handover, Hold, Note, Ownership, Task

OPENED, OFFERED = Kind(events.CaseOpened), Kind(events.CaseOffered, "from_owner_id")
PASSED_ON = Kind(events.CaseOffered)
TAKEN, HANDED_OVER = Kind(events.CaseHandedOver, "from_owner_id"), Kind(events.CaseHandedOver)
UNOWNED, MOVED, CLOSED = Kind(events.CaseBecameUnowned), Kind(events.CaseMoved), Kind(events.CaseClosed)
DONE, ADDED, NOTED = Kind(events.TaskDone), Kind(events.TaskAdded), Kind(events.NoteWritten)
HELD, HOLD_ENDED = Kind(events.CaseHeld), Kind(events.HoldEnded)
NOTES = (
    "Rang to say that the supporting letter has come. It says what was needed.",
    "Asked for the form to be sent again in large print. Sent today, second class.",
    "Spoke for ten minutes. Prefers calls in the morning. Knows what happens next and by when.",
    "The surgery will send its report within two weeks; the claim need not wait for anything else.",
)
TITLES = {
    "first_contact": "Make first contact",
    "decide": "Decide the claim",
    "pay": "Start the payment",
    "end_hold": "Look again at a case on hold",
    "assign_owner": "Find an owner for the case",
    "unstick": "Give the case an owner, a next step and a date",
}
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(slots=True)
class Writing:
    """A case that is being written: who has it, its chain of events, and the days of its open tasks."""

    id: str
    client: Person
    team: Team
    office: Office
    benefit: str
    life: Life
    chain: Chain
    owner: Officer | None = None
    owned_since: int = 0
    unowned_reason: str = "new"
    stage: str = "application"
    open_days: tuple[date, ...] = ()


class Cases:
    """Writes down cases. What lies after `now` has not happened."""

    def __init__(self, record: Record, calendar: Calendar, now: int) -> None:
        self.record, self.calendar, self.now, self.rng = record, calendar, now, record.rng
        self.today = day_of(now)
        self.promises = Promises(record, calendar.pack, now)
        self.cases = Sheet(
            Case,
            *("id", "reference", "client_id", "benefit", "office_id", "team_id", "owner_id"),
            *("unowned_reason", "owned_since", "stage", "standard", "pack_version", "opened_at"),
            *("due_at", "next_on", "decided_at", "closed_at", "outcome"),
        )
        self.ownerships = Sheet(
            Ownership, "id", "case_id", "owner_id", "unowned_reason", "started_at", "ended_at"
        )
        self.handovers = Sheet(
            Handover,
            *("id", "case_id", "from_owner_id", "to_id", "note", "offered_by", "offered_at", "answer_by"),
            *("state", "answered_at"),
        )
        self.transitions = Sheet(CaseTransition, "case_id", "from_stage", "to_stage", "at", "by")
        self.tasks = Sheet(
            Task,
            *("id", "case_id", "kind", "title", "for_leader", "due_on", "state", "added_at"),
            *("ended_at", "ended_by"),
        )
        self.holds = Sheet(
            Hold, "id", "case_id", "reason", "starts_on", "ends_on", "placed_by", "placed_at", "ended_at"
        )
        self.notes = Sheet(Note, "id", "case_id", "author", "text", "written_at", "key")

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every sheet, parents first."""
        own = (self.cases, self.ownerships, self.handovers, self.transitions, self.tasks, self.holds)
        return (*own, self.notes, *self.promises.sheets)

    def write(self, client: Person, office: Office, team: Team, benefit: str, life: Life) -> None:
        """Write down one case and its promises."""
        id_ = identifier(life.opened, self.rng)
        one = Writing(id_, client, team, office, benefit, life, Chain(self.record, f"case:{id_}"))
        self._open(one)
        if life.owned <= self.now:
            self._own(one, self._someone(team), life.owned)
            self._contact(one)
            self._hold(one)
            if 0 < life.handed_over <= self.now:
                self._own(one, self._someone(team, one.owner), life.handed_over)
            self._note(one)
            self._decide(one)
        if life.closed <= self.now:
            self._close(one)
        else:
            self._stand(one)
        self._store(one)

    def _open(self, one: Writing) -> None:
        life = one.life
        self._step(one, "", "application", life.opened, BY)
        one.chain.tell(
            OPENED,
            life.opened,
            BY,
            case_id=one.id,
            client_id=one.client.id,
            benefit=one.benefit,
            office_id=one.office.id,
            team_id=one.team.id,
            standard=self.calendar.standard(one.benefit, day_of(life.opened)),
            pack_version=self.calendar.pack.version,
            due_at=f"{told(life.due)}+00:00",
        )
        one.owned_since = life.opened

    def _own(self, one: Writing, officer: Officer, at: int) -> None:
        """Someone accepts the case, first offered by whoever had it."""
        before, offered = one.owner, at - MINUTE if one.owner is None else at - HOUR
        offer, by = identifier(offered, self.rng), before or officer
        from_owner = {"from_owner_id": before.id} if before else {}
        facts = {"case_id": one.id, "handover_id": offer, "to_owner_id": officer.id, **from_owner}
        one.chain.tell(PASSED_ON if before else OFFERED, offered, by.id, **facts)
        one.chain.tell(
            HANDED_OVER if before else TAKEN,
            at,
            officer.id,
            client_id=one.client.id,
            is_return="false",
            **facts,
        )
        self.handovers.add(
            *(
                offer,
                one.id,
                before.id if before else NULL,
                officer.id,
                "Please take this one. All is noted.",
            ),
            *(by.id, stored(offered), stored(at + 2 * DAY), "accepted", stored(at)),
        )
        self._stretch(one, at)
        one.owner, one.owned_since, one.unowned_reason = officer, at, ""

    def _stretch(self, one: Writing, until: int | None) -> None:
        """The stretch of ownership that ends now, or that goes on."""
        self.ownerships.add(
            *(identifier(one.owned_since, self.rng), one.id, one.owner.id if one.owner else NULL),
            *(one.unowned_reason, stored(one.owned_since), stored(until) if until else NULL),
        )

    def _contact(self, one: Writing) -> None:
        life = one.life
        due_on = day_of(life.first_contact_due)
        self._task(one, "first_contact", life.opened, due_on, life.contacted)

    def _hold(self, one: Writing) -> None:
        life, owner = one.life, one.owner
        if not 0 < life.held <= self.now or owner is None:
            return
        id_, ends_on = identifier(life.held, self.rng), day_of(life.hold_ends)
        facts = {"case_id": one.id, "hold_id": id_}
        one.chain.tell(HELD, life.held, owner.id, reason="supporting_information", ends_on=ends_on, **facts)
        over = life.hold_ends <= self.now
        if over:
            one.chain.tell(HOLD_ENDED, life.hold_ends, BY, **facts)
        self.holds.add(
            *(id_, one.id, "supporting_information", day_of(life.held), ends_on, owner.id),
            *(stored(life.held), stored(life.hold_ends) if over else NULL),
        )
        self._task(one, "end_hold", life.held, ends_on, life.hold_ends)

    def _note(self, one: Writing) -> None:
        at = one.life.contacted + MINUTE
        if at > self.now or one.owner is None or self.rng.random() > 0.5:
            return
        id_ = identifier(at, self.rng)
        self.notes.add(
            id_, one.id, one.owner.id, self.rng.choice(NOTES), stored(at), identifier(at, self.rng)
        )
        one.chain.tell(NOTED, at, one.owner.id, case_id=one.id, note_id=id_)

    def _decide(self, one: Writing) -> None:
        life, owner = one.life, one.owner
        if owner is None or life.contacted > self.now:
            return
        day = day_of(life.decided) if life.decided <= self.now else self._soon(one)
        self._task(one, "decide", life.contacted, day, life.decided)
        if life.ready <= self.now:
            self._step(one, "application", "decision", life.ready, owner.id)
        if life.decided <= self.now and life.is_awarded:
            self._step(one, "decision", "award", life.decided, owner.id)
            self._task(one, "pay", life.decided, day_of(life.decided + 3 * DAY), life.closed)

    def _step(self, one: Writing, from_stage: str, to_stage: str, at: int, by: str) -> None:
        self.transitions.add(one.id, from_stage, to_stage, stored(at), by)
        if from_stage:
            one.chain.tell(MOVED, at, by, case_id=one.id, from_stage=from_stage, to_stage=to_stage)
        one.stage = to_stage

    def _task(
        self, one: Writing, kind: str, added: int, due_on: date, done: int, leader: bool = False
    ) -> None:
        """Something to do; done at that moment, or still open when that lies ahead."""
        id_ = identifier(added, self.rng)
        is_done, by = done <= self.now, one.owner.id if one.owner else BY
        self.tasks.add(
            *(id_, one.id, kind, TITLES[kind], "t" if leader else "f", due_on),
            *("done" if is_done else "open", stored(added)),
            *((stored(done), by) if is_done else (NULL, NULL)),
        )
        if is_done:
            one.chain.tell(DONE, done, by, case_id=one.id, task_id=id_, task_kind=kind)
        else:
            one.open_days = (*one.open_days, due_on)

    def _close(self, one: Writing) -> None:
        at, owner = one.life.closed, one.owner.id if one.owner else BY
        self._step(one, one.stage, "closed", at, owner)
        facts = {"outcome": "closed", "closed_at": f"{told(at)}+00:00"}
        one.chain.tell(CLOSED, at, owner, case_id=one.id, owner_id=owner, **facts)
        self._stretch(one, at)

    def _stand(self, one: Writing) -> None:
        """What an open case has: an owner or a reason, and something to do."""
        if one.owner and self.rng.random() < 0.03:
            self._lose_owner(one)
        self._stretch(one, None)
        if one.owner is None:
            added = max(one.owned_since, one.life.opened)
            if not one.open_days and one.unowned_reason == "new":
                self._task(one, "first_contact", added, day_of(one.life.first_contact_due), self.now + 1)
            leader_day = min(day_of(added) + timedelta(days=1), self.today + timedelta(days=1))
            self._task(one, "assign_owner", added, leader_day, self.now + 1, leader=True)

    def _lose_owner(self, one: Writing) -> None:
        at = max(one.owned_since + MINUTE, self.now - self.rng.randrange(4 * DAY))
        at = min(at, self.now)
        owner, reason = one.owner, self.rng.choice(("owner_left", "owner_absent", "given_back"))
        if owner is None:
            return
        one.chain.tell(UNOWNED, at, BY, case_id=one.id, from_owner_id=owner.id, reason=reason)
        self._stretch(one, at)
        one.owner, one.owned_since, one.unowned_reason = None, at, reason

    def _store(self, one: Writing) -> None:
        life, closed = one.life, one.life.closed <= self.now
        number = int(one.id[-12:], 16) & (32**8 - 1)
        digits = "".join(LETTERS[number >> 5 * place & 31] for place in range(7, -1, -1))
        decided = life.decided <= self.now
        self.cases.add(
            *(one.id, f"{digits[:4]}-{digits[4:]}", one.client.id, one.benefit, one.office.id, one.team.id),
            *(one.owner.id if one.owner and not closed else NULL, "" if closed else one.unowned_reason),
            *(stored(life.closed if closed else one.owned_since), one.stage),
            *(self.calendar.standard(one.benefit, day_of(life.opened)), self.calendar.pack.version),
            *(stored(life.opened), stored(life.due), NULL if closed else min(one.open_days)),
            *(stored(life.decided) if decided else NULL, stored(life.closed) if closed else NULL),
            "Decided and told to the client." if closed else "",
        )
        self.promises.write(one.client.id, one.id, one.benefit, one.office.id, one.team.id, one.owner, life)
        one.chain.end()

    def _someone(self, team: Team, other_than: Officer | None = None) -> Officer:
        """One of the team; the client's earlier owners are as likely as anyone."""
        chosen = self.rng.choice(team.officers)
        if chosen is other_than:
            chosen = team.officers[team.officers.index(chosen) - 1]
        return chosen

    def _soon(self, one: Writing) -> date:
        """When the owner means to look at a case again; two of a hundred have been forgotten."""
        if self.rng.random() < 0.02:
            return self.today - timedelta(days=self.rng.randrange(15, 40))
        return max(day_of(one.life.contacted), self.today - timedelta(days=3)) + timedelta(
            days=self.rng.randrange(14)
        )
