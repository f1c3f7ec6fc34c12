"""Small invented agencies: by hand for scenarios, and by Hypothesis for properties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from upheld.planning.allocation import Accreditation, Case, Officer, PastOwner, Urgency

ON = date(2026, 11, 23)

BENEFITS, PLACES, FORMATS = ("pension", "disability"), ("leith", "perth"), ("bsl", "welsh")
SPECIALISMS, IDS = ("end-of-life", "appointees"), tuple("abcdefgh")


def officer(name: str, **given: Any) -> Officer:
    """Somebody trained for pensions at level 2, in Leith, with room for ten points and for twenty cases."""
    usual: dict[str, Any] = {
        "office": "leith",
        "places": frozenset({"leith"}),
        "accreditations": (Accreditation("pension", 2),),
        "capacity": 1000,
        "heads": 20,
    }
    return Officer(id=name, **(usual | given))


def case(name: str, **given: Any) -> Case:
    """An easy pension case of one point."""
    usual: dict[str, Any] = {"client": f"client of {name}", "benefit": "pension", "points": 100}
    return Case(id=name, **(usual | given))


def past(name: str, days: int) -> PastOwner:
    """Somebody who owned a case until so many days ago."""
    return PastOwner(name, ON - timedelta(days=days))


def some(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """Some of these, mostly few."""
    return st.frozensets(st.sampled_from(values), max_size=2)


LEVELS = st.integers(1, 3)
ACCREDITATIONS = st.lists(
    st.builds(Accreditation, st.sampled_from(BENEFITS), LEVELS), max_size=2, unique_by=lambda one: one.benefit
).map(tuple)

OFFICERS = st.lists(
    st.builds(
        Officer,
        id=st.sampled_from([f"officer-{name}" for name in IDS]),
        office=st.sampled_from(PLACES),
        accreditations=ACCREDITATIONS,
        capacity=st.sampled_from((0, 300, 650, 1000)),
        heads=st.integers(0, 4),
        places=some(PLACES),
        clearance=st.integers(0, 1),
        conflicts=some(IDS),
        speaks=some(FORMATS),
        specialisms=some(SPECIALISMS),
        growing=some(BENEFITS),
        present=st.sampled_from((True, True, True, False)),
        load=st.sampled_from((0, 0, 150, 700)),
        held=st.integers(0, 2),
        hard_held=st.integers(0, 6),
    ),
    max_size=7,
    unique_by=lambda one: one.id,
)

CASES = st.lists(
    st.builds(
        Case,
        id=st.integers(0, 99).map(lambda number: f"case-{number:02}"),
        client=st.sampled_from(IDS),
        benefit=st.sampled_from(BENEFITS),
        points=st.sampled_from((50, 100, 250, 400)),
        level=LEVELS,
        needs=st.sampled_from((frozenset(), frozenset(), frozenset({"bsl"}), frozenset(FORMATS))),
        place=st.sampled_from((None, None, *PLACES)),
        near=st.sampled_from((None, *PLACES)),
        clearance=st.sampled_from((0, 0, 1)),
        specialism=st.sampled_from((None, None, *SPECIALISMS)),
        past_owners=st.lists(
            st.builds(past, st.sampled_from([f"officer-{name}" for name in IDS]), st.integers(0, 300)),
            max_size=2,
        ).map(tuple),
        barred=some(tuple(f"officer-{name}" for name in IDS)),
        age=st.integers(0, 250),
        urgency=st.sampled_from((Urgency.NONE, Urgency.NONE, Urgency.NONE, *Urgency)),
        owner=st.sampled_from((None, None, None, "officer-a")),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)
