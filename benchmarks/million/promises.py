"""The promises of each case, as they stand: first contact, and the decision."""

from __future__ import annotations

from benchmarks.million.agency import Officer
from benchmarks.million.chains import Chain, Kind, Record
from benchmarks.million.clients import BY
from benchmarks.million.lives import Life
from benchmarks.million.sheets import MINUTE, NULL, Sheet, day_of, identifier, stored, told
from upheld.domains.charter import events
from upheld.domains.charter.models import Promise, PromiseTransition
from upheld.policy import Pack

MADE, KEPT, BROKEN = Kind(events.PromiseMade), Kind(events.PromiseKept), Kind(events.PromiseBroken)
BROKEN_AFTER = 5 * MINUTE
"""The clock finds a broken promise at most so long after its moment."""


class Promises:
    """Writes down what was promised, and what became of it."""

    def __init__(self, record: Record, pack: Pack, now: int) -> None:
        self.record, self.pack, self.now = record, pack, now
        self.promises = Sheet(
            Promise,
            *("id", "kind", "words", "client_id", "case_id", "benefit", "office_id", "team_id", "owner_id"),
            *("standard", "pack_version", "made_at", "made_by", "due_at", "state"),
            *("kept_at", "broken_at", "ended_at"),
        )
        self.transitions = Sheet(PromiseTransition, "promise_id", "state", "at", "by")

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every sheet, parents first."""
        return self.promises, self.transitions

    def write(
        self,
        client_id: str,
        case_id: str,
        benefit: str,
        office_id: str,
        team_id: str,
        owner: Officer | None,
        life: Life,
    ) -> None:
        """The two promises that every case begins with."""
        day = day_of(life.opened)
        name, due_day = self.pack.benefit(benefit).name, f"{day_of(life.due):%-d %B %Y}"
        places = (client_id, case_id, benefit, office_id, team_id, owner.id if owner else NULL)
        first = f"One of our officers will contact you by {day_of(life.first_contact_due):%-d %B %Y}."
        standard = self.pack.promise_standard("first_contact", on=day, benefit=benefit).key
        self._write(
            "first_contact", first, standard, places, life.opened, life.first_contact_due, life.contacted
        )
        words = (
            f"We will decide your {name} by {due_day}. If we cannot, we will tell you why before that day."
        )
        standard = self.pack.standard_for(benefit, on=day).key
        self._write("decision", words, standard, places, life.opened, life.due, life.decided)

    def _write(
        self,
        kind: str,
        words: str,
        standard: str,
        places: tuple[str, ...],
        made: int,
        due: int,
        done: int,
    ) -> None:
        id_, version = identifier(made, self.record.rng), self.pack.version
        chain = Chain(self.record, f"promise:{id_}")
        client_id, case_id = places[:2]
        facts = {
            "promise_id": id_,
            "promise_kind": kind,
            "client_id": client_id,
            "case_id": case_id,
            "due_at": f"{told(due)}+00:00",
        }
        by = places[5] if places[5] != NULL else BY
        chain.tell(MADE, made, BY, standard=standard, pack_version=version, **facts)
        self.transitions.add(id_, "open", stored(made), BY)
        state, kept_at, broken_at = "open", NULL, NULL
        if due < min(done, self.now):
            found = min(due + BROKEN_AFTER, done, self.now)
            state, broken_at = "broken", stored(found)
            chain.tell(BROKEN, found, BY, **facts)
            self.transitions.add(id_, "broken", broken_at, BY)
        if done <= self.now:
            state, kept_at = "kept_late" if state == "broken" else "kept", stored(done)
            chain.tell(KEPT, done, by, late="true" if state == "kept_late" else "false", **facts)
            self.transitions.add(id_, state, kept_at, by)
        self.promises.add(
            *(id_, kind, words, *places, standard, version, stored(made), BY, stored(due), state),
            *(kept_at, broken_at, kept_at),
        )
        chain.end()
