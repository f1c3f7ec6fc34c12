"""People in households: couples, parents and children, twins, sons named after fathers, sharers of a roof.

One array for each thing that is true of a person; a person is a place in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.population import naming
from benchmarks.population.vocabulary import Numbers, Texts, Vocabulary, texts

Days = NDArray[np.datetime64]
Flags = NDArray[np.bool_]
Years = NDArray[np.float64]
Rng = np.random.Generator

AS_OF = np.datetime64("2026-11-01")
"""The day on which the population is looked at."""
YEAR = 365.25

ALONE, COUPLE, FAMILY, LONE_PARENT, SHARED = range(5)
KINDS = (0.33, 0.26, 0.22, 0.11, 0.08)
"""The share of households of each kind. In a shared one are no relations: a hostel, a care home."""

HEAD, PARTNER, SHARER = 0, 1, 5
CHILDREN = (2, 3, 4)
ANOTHER_CHILD = (1.0, 0.6, 0.35)
"""How many of those who may have a first child, a second and a third do; some have grown up and moved out."""

TWINS = 0.03
"""How many second children are twins of the first: twice as many as in life, being hard to tell apart."""


@dataclass
class People:
    """What is true of each person. `partner`, `father` and `twin` are places in the same arrays, or -1."""

    household: Numbers
    role: Numbers
    origin: Numbers
    female: Flags
    born: Days
    given: Texts
    middle: Texts
    family: Texts
    former: Texts
    married_years_ago: Years
    partner: Numbers
    father: Numbers
    twin: Numbers

    def __len__(self) -> int:
        return len(self.household)

    @property
    def age(self) -> Numbers:
        """Whole years on the day that the population is looked at."""
        return ((AS_OF - self.born).astype(np.int64) / YEAR).astype(np.int64)


def make_people(rng: Rng, words: Vocabulary, households: int) -> People:
    """The people of so many households: first all heads, then partners, then children, then who shares."""
    kind = rng.choice(5, households, p=KINDS)
    places = [np.arange(households), np.flatnonzero((kind == COUPLE) | (kind == FAMILY))]
    for share in ANOTHER_CHILD:
        before = places[-1] if len(places) > 2 else np.flatnonzero((kind == FAMILY) | (kind == LONE_PARENT))
        places.append(before[rng.random(len(before)) < share])
    shared = np.flatnonzero(kind == SHARED)
    places.append(np.repeat(shared, rng.integers(1, 6, len(shared))))
    household = np.concatenate(places)
    role = np.repeat(np.arange(6), [len(one) for one in places])
    at = _places_of(places, households)
    female = _sexes(rng, kind, household, role)
    mother = np.where(
        female[at[PARTNER][household]] & (at[PARTNER][household] >= 0), at[PARTNER][household], household
    )
    father = np.where(mother == household, at[PARTNER][household], household)
    child = np.isin(role, CHILDREN)
    born, twin = _births(rng, role, household, mother, at)
    origin = _origins(rng, words, household, role, households)
    unknown = rng.random(len(role)) < np.array([one.first_of_january for one in words.origins])[origin]
    born[unknown] = born[unknown].astype("datetime64[Y]")
    people = People(
        household=household, role=role, origin=origin, female=female, born=born,
        partner=np.where(role == HEAD, at[PARTNER][household], np.where(role == PARTNER, household, -1)),
        father=np.where(child, father, -1), twin=twin, **_nameless(len(role)),
    )  # fmt: skip
    naming.give_names(rng, words, people)
    naming.marry(rng, people)
    return people


def _nameless(number: int) -> dict[str, Any]:
    blank = texts([""])
    names = {name: np.repeat(blank, number) for name in ("given", "middle", "family", "former")}
    return {**names, "married_years_ago": np.full(number, -1.0)}


def _places_of(places: list[Numbers], households: int) -> list[Numbers]:
    """For each role and household, where its person stands, or -1. Of those who share, one."""
    found, before = [], 0
    for one in places:
        at = np.full(households, -1, dtype=np.int64)
        at[one] = before + np.arange(len(one))
        found.append(at)
        before += len(one)
    return found


def _sexes(rng: Rng, kind: Numbers, household: Numbers, role: Numbers) -> Flags:
    female = rng.random(len(role)) < 0.51
    lone = (role == HEAD) & (kind[household] == LONE_PARENT)
    female[lone] = rng.random(int(lone.sum())) < 0.87
    partners = role == PARTNER
    female[partners] = female[household[partners]] ^ (rng.random(int(partners.sum())) < 0.96)
    return female


def _births(
    rng: Rng, role: Numbers, household: Numbers, mother: Numbers, at: list[Numbers]
) -> tuple[Days, Numbers]:
    """When each was born, and the twin that a second child is of."""
    number = len(role)
    age = np.where(rng.random(number) < 0.3, rng.normal(76, 7, number), rng.uniform(18, 72, number))
    heads_of_children = np.isin(np.arange(number), household[np.isin(role, CHILDREN)])
    age = np.where(heads_of_children, rng.uniform(20, 84, number), age)
    partners = role == PARTNER
    age[partners] = _at_least(rng, 18, age[household[partners]] + rng.normal(0, 4, int(partners.sum())))
    children = np.flatnonzero(np.isin(role, CHILDREN))
    eldest = np.minimum(age[mother[children]], 41)
    age[children] = age[mother[children]] - (18 + rng.uniform(0, 1, len(children)) * (eldest - 18).clip(0.2))
    age = 102 - _at_least(rng, 1, 102 - _at_least(rng, 0.02, age))
    born = AS_OF - (age * YEAR).astype("timedelta64[D]")
    twin = np.full(number, -1, dtype=np.int64)
    second = np.flatnonzero(role == CHILDREN[1])
    second = second[rng.random(len(second)) < TWINS]
    twin[second] = at[CHILDREN[0]][household[second]]
    born[second] = born[twin[second]]
    return born, twin


def _at_least(rng: Rng, least: float, age: Years) -> Years:
    """The ages, and for whoever would be younger one a little above the least: no birthday is everybody's."""
    return np.where(age < least, least + rng.uniform(0, 1.5, len(age)), age)


def _origins(rng: Rng, words: Vocabulary, household: Numbers, role: Numbers, households: int) -> Numbers:
    """The household's, but for every ninth partner and everyone who shares."""
    shares = [one.share for one in words.origins]
    shares = np.array(shares) / sum(shares)
    own = rng.choice(len(shares), len(role), p=shares)
    theirs = rng.choice(len(shares), households, p=shares)[household]
    apart = (role == SHARER) | ((role == PARTNER) & (rng.random(len(role)) < 0.11))
    return np.where(apart, own, theirs)
