"""From pairs and links to what their pages show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from upheld.domains.people.queries import HeldValue, PairRow, PairSide, Said
from upheld.journeys.reviewing_links import (
    Comparison,
    Evidence,
    LinkTold,
    Told,
    Waiting,
    odds_in_words,
    why_in_words,
)
from upheld.web.components.timeline import Entry
from upheld.web.components.words import count, day
from upheld.web.components.work import Action, WorkRow

MOST_BITS = 16.0
"""The weight that fills half of the picture; what weighs more is drawn as this."""

HALF = 100.0
"""Half the width of the picture."""

FACTS = {
    "name": "Name",
    "born_on": "Date of birth",
    "died_on": "Date of death",
    "national_insurance_number": "National Insurance number",
    "address": "Address",
    "phone": "Phone",
    "email": "Email",
}
"""What each fact is called."""

_SAID = {
    "same": "said: one person",
    "different": "said: two people",
    "ask": "said: ask the client",
    "answered": "wrote down what the client told us",
    "undone": "took back that they are two people",
    "doubted": "doubted that both are about one person",
}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A field's evidence with its picture: where the bar begins, how long it is, and which way it speaks."""

    evidence: Evidence
    x: str
    width: str
    speaks_for: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A field of two records: what each says, whether that is the same, and what it weighs in words."""

    label: str
    one: str
    other: str
    verdict: str
    agrees: bool
    words: str
    bar: Bar | None


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two records at the head of the comparison."""

    title: str
    reference: str
    as_of: date
    withdrawn_on: date | None
    client: str
    href: str
    cases: str


def queue_row(one: Waiting) -> WorkRow:
    """A pair in the queue: whose records, why it waits, and what is said already."""
    row = one.row
    href = reverse("pair", args=[row.id])
    systems = " and ".join(dict.fromkeys(side.system_label for side in row.sides))
    names = " and ".join(dict.fromkeys(side.said.name or "name not held" for side in row.sides))
    why = f"{why_in_words(row.why)} {systems}."
    return WorkRow(
        what=names,
        href=href,
        why=f"{why} {_stands(one)}".strip(),
        action=Action("Look at what was said" if not row.is_open else "Compare", href),
        tag=_tag(one),
    )


def _stands(one: Waiting) -> str:
    if one.row.state == "proposed":
        return f"{one.decided_by} says that they are one person. A second person must say so too."
    return ""


def _tag(one: Waiting) -> str:
    tags = {"asked": "Client is asked", "different": "Two people", "same": "One person"}
    if one.row.state == "proposed":
        return "Yours: waits for somebody else" if one.is_own_proposal else "Needs a second person"
    return tags.get(one.row.state, "")


def lines(about: Comparison) -> list[Line]:
    """Field by field, also those that neither says anything about when evidence was kept for them."""
    found = {one.field: one for one in about.evidence}
    one, other = about.row.one.said, about.row.other.said
    shown = (
        ("Name", one.name, other.name, ("name", "other")),
        ("Date of birth", _day(one.born_on), _day(other.born_on), ("born",)),
        ("Date of death", _day(one.died_on), _day(other.died_on), ("died",)),
        (
            "National Insurance number",
            one.national_insurance_number,
            other.national_insurance_number,
            ("number",),
        ),
        ("Address", one.address, other.address, ("place",)),
        ("Phone", one.phone, other.phone, ("phone",)),
        ("Email", one.email, other.email, ("email",)),
        ("Who speaks for them", one.representative, other.representative, ()),
    )
    return [
        _line(label, first, second, [found[field] for field in fields if field in found])
        for label, first, second, fields in shown
        if first or second
    ]


def _line(label: str, one: str, other: str, evidence: Sequence[Evidence]) -> Line:
    agrees = bool(one) and _plain(one) == _plain(other)
    both = "The same" if agrees else "Different"
    verdict = both if one and other else "Held by one only"
    return Line(
        label=label,
        one=one,
        other=other,
        verdict=verdict,
        agrees=agrees,
        words=" ".join(f"{found.words} Speaks {found.strength}." for found in evidence),
        bar=bar(evidence[0]) if evidence else None,
    )


def bars(evidence: Iterable[Evidence]) -> list[Bar]:
    """The evidence as a list with a bar for each field."""
    return [bar(one) for one in evidence]


def bar(one: Evidence) -> Bar:
    """One field: the bar goes to the right when it speaks for one person, to the left when for two."""
    width = min(abs(one.weight), MOST_BITS) / MOST_BITS * HALF
    x = HALF if one.weight >= 0 else HALF - width
    return Bar(evidence=one, x=f"{x:.1f}", width=f"{width:.1f}", speaks_for=one.weight >= 0)


def side(about: Comparison, one: PairSide) -> Side:
    """One record, its client, and what is open for them."""
    cases = about.cases.get(one.client_id, ())
    open_now = ", ".join(dict.fromkeys(case.benefit_name for case in cases))
    return Side(
        title=one.system_label,
        reference=one.reference,
        as_of=one.extract_on,
        withdrawn_on=one.withdrawn_on,
        client=about.strips[one.client_id].name,
        href=reverse("held_where", args=[one.client_id]),
        cases=f"{count(len(cases), 'open case')}: {open_now}" if cases else "No open case that you see",
    )


def told(steps: Iterable[Told]) -> list[Entry]:
    """Everything that was said about a pair, as a timeline, the latest first."""
    return [
        Entry(
            at=step.at,
            sentence=f"{step.by_name} {_SAID.get(step.said, step.said)}."
            + (" A second person must say so too." if step.state == "proposed" else ""),
            about="",
            detail=step.because,
            noise=False,
        )
        for step in reversed(list(steps))
    ]


def value_in_words(held: HeldValue) -> str:
    """A value as a page shows it."""
    return _day(held.value) if isinstance(held.value, date) else held.value


def sources_in_words(held: HeldValue) -> str:
    """From where a value is, and as of when: "Pensions, as of 3 May 2026"."""
    if not held.sources:
        return "Written by us"
    return "; ".join(f"{one.system_label}, as of {day(one.as_of)}" for one in held.sources)


def link_in_words(link: LinkTold | None) -> str:
    """How a record came to its client, in one or two sentences."""
    if link is None:
        return "It came before we kept how records are linked."
    line = link.line
    by = f" {link.by_name} said so." if line.maker == "officer" and link.by_name else ""
    why = f" “{line.because}”" if line.because else ""
    with_ = f" It was compared with {line.compared_with}." if line.compared_with else ""
    model = f" Model {line.model_version}." if line.model_version else ""
    weight = f" {odds_in_words(line.weight).capitalize()}." if line.weight is not None else ""
    return f"{link.how}{by}{why}{with_}{weight}{model}"


def pairs_of(ids: Iterable[UUID]) -> list[str]:
    """The addresses of pairs."""
    return [reverse("pair", args=[one]) for one in ids]


def heading(row: PairRow) -> str:
    """What the page about a pair asks."""
    if row.is_within_one_client:
        return "Are both records about this client?"
    return "Are these one person?"


def says(said: Said) -> list[tuple[str, str]]:
    """What a record says, as names and values."""
    told = (
        ("Name", said.name),
        ("Date of birth", _day(said.born_on)),
        ("Date of death", _day(said.died_on)),
        ("National Insurance number", said.national_insurance_number),
        ("Address", said.address),
        ("Phone", said.phone),
        ("Email", said.email),
        ("Who speaks for you", said.representative),
    )
    return [(name, value) for name, value in told if value]


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _plain(text: str) -> str:
    return "".join(mark for mark in text.casefold() if mark.isalnum())
