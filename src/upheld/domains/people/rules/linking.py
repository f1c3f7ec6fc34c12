"""To whom a new record belongs: what is compared, who compares, and how the answers place each record. Pure.

How alike two records are is for a `Linker` to say; what may be done about it is said here. A new record joins
the client whom it is most like. Two clients who are known already are never joined by it: a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from upheld.kernel.identifiers import new_id

JOINS_TWO = "joins_two"
"""Why a pair waits whose records would be linked, if that did not join two clients who are known already."""

LINKS_NO_LONGER = "links_no_longer"
"""Why a pair waits whose records stand with one client, and would not be linked by what they say now."""

Evidence = tuple[tuple[str, str, float], ...]
"""For each field its name, the level of agreement and its weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldIdentity:
    """What one record of a system says about who somebody is. `client_id` is None before it has a place."""

    record_id: UUID
    client_id: UUID | None
    system: str
    reference: str
    given_names: str = ""
    family_name: str = ""
    born_on: date | None = None
    died_on: date | None = None
    national_insurance_number: str = ""
    sex: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""

    @classmethod
    def of(
        cls, *, record_id: UUID, client_id: UUID | None, system: str, reference: str, facts: Mapping[str, Any]
    ) -> HeldIdentity:
        """Read it from the facts that are kept with a record."""
        said = {name: facts.get(name, "") for name in _TEXTS}
        return cls(
            record_id=record_id,
            client_id=client_id,
            system=system,
            reference=reference,
            born_on=_day(facts.get("born_on")),
            died_on=_day(facts.get("died_on")),
            address=", ".join(facts.get("address_lines", ())),
            **said,
        )


_TEXTS = ("given_names", "family_name", "national_insurance_number", "sex", "postcode", "phone", "email")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two records are: `kind` is "link", "review" or "apart"; `weight` is log2 of the Bayes factor.

    `why` is a key, such as "numbers_differ", that says why a person should look.
    """

    kind: str
    weight: float
    evidence: Evidence = ()
    why: str = ""


class Linker(Protocol):
    """Who compares records: a model of a version."""

    @property
    def version(self) -> str:
        """Which model it is; kept with whatever it said."""

    @property
    def most_for_a_key(self) -> int:
        """A key that more records have than this says too little: they are not compared because of it."""

    def keys_of(self, one: HeldIdentity) -> Collection[str]:
        """Texts, of which two records share one when they may be about one person."""

    def compare(self, one: HeldIdentity, other: HeldIdentity) -> Likeness:
        """How alike two records are."""

    def objection(self, ours: Sequence[HeldIdentity], theirs: Sequence[HeldIdentity], weight: float) -> str:
        """Why two groups of records that a link of this weight would join cannot be about one person, as a
        key; empty when they can.
        """


Objection = Callable[[Sequence[HeldIdentity], Sequence[HeldIdentity], float], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A new or changed record beside another, and how alike they are."""

    one: HeldIdentity
    other: HeldIdentity
    likeness: Likeness

    @property
    def ids(self) -> tuple[UUID, UUID]:
        """The two records, in the order in which pairs are kept."""
        low, high = sorted((self.one.record_id, self.other.record_id))
        return low, high

    def rank(self) -> tuple[float, list[tuple[str, str]]]:
        """The most alike first; what is equally alike comes in an order that no batch can change."""
        return -self.likeness.weight, sorted((each.system, each.reference) for each in (self.one, self.other))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records that a person should compare, and why."""

    compared: Compared
    why: str


@dataclass
class Placing:
    """Where new records belong: the client of each, what joined it to them, and what stays in doubt.

    `new_clients` are the ids of clients whom nobody held before.
    """

    client_of: dict[UUID, UUID] = field(default_factory=dict)
    new_clients: set[UUID] = field(default_factory=set)
    joined_by: dict[UUID, Compared] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class _Group:
    client_id: UUID | None
    members: list[HeldIdentity]


def place(
    newcomers: Sequence[HeldIdentity],
    *,
    held: Iterable[HeldIdentity] = (),
    compared: Iterable[Compared] = (),
    known: Mapping[UUID, UUID] | None = None,
    objection: Objection = lambda ours, theirs, weight: "",
) -> Placing:
    """Give each new record its client: one who is held, or a new id for those who are nobody held.

    `held` are all the records of the clients who come into question, `known` the clients of new records who
    were found otherwise. The order of the records changes nothing but the new ids.
    """
    groups, by_client = _groups_of(held)
    for one in newcomers:
        client_id = (known or {}).get(one.record_id)
        group = by_client.get(client_id) if client_id else None
        if group is None:
            group = _Group(client_id, [])
            if client_id:
                by_client[client_id] = group
        group.members.append(one)
        groups[one.record_id] = group
    placing = Placing()
    ranked = sorted(compared, key=Compared.rank)
    for each in ranked:
        if each.likeness.kind == "link":
            _join(each, groups, placing, objection)
        elif each.likeness.kind == "review":
            placing.doubts.append(Doubt(each, each.likeness.why))
    for one in newcomers:
        group = groups[one.record_id]
        if group.client_id is None:
            group.client_id = new_id()
            placing.new_clients.add(group.client_id)
        placing.client_of[one.record_id] = group.client_id
    placing.doubts = [doubt for doubt in placing.doubts if _are_apart(doubt.compared, groups)]
    return placing


def _groups_of(held: Iterable[HeldIdentity]) -> tuple[dict[UUID, _Group], dict[UUID, _Group]]:
    groups: dict[UUID, _Group] = {}
    by_client: dict[UUID, _Group] = {}
    for one in held:
        if one.client_id is not None:
            group = by_client.setdefault(one.client_id, _Group(one.client_id, []))
            group.members.append(one)
            groups[one.record_id] = group
    return groups, by_client


def _join(
    each: Compared,
    groups: dict[UUID, _Group],
    placing: Placing,
    objection: Objection,
) -> None:
    """Bring two groups together, unless both are clients already or something speaks against it."""
    ours, theirs = groups[each.one.record_id], groups[each.other.record_id]
    if ours is not theirs:
        if ours.client_id and theirs.client_id:
            placing.doubts.append(Doubt(each, JOINS_TWO))
            return
        if why := objection(ours.members, theirs.members, each.likeness.weight):
            placing.doubts.append(Doubt(each, why))
            return
        if theirs.client_id is None:
            ours, theirs = theirs, ours
        for one in ours.members:
            groups[one.record_id] = theirs
        theirs.members += ours.members
    for one in (each.one, each.other):
        placing.joined_by.setdefault(one.record_id, each)


def _are_apart(each: Compared, groups: Mapping[UUID, _Group]) -> bool:
    return groups[each.one.record_id] is not groups[each.other.record_id]
