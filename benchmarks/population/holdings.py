"""Which system holds whom, how often, and as of when: records as they would stand if nobody ever erred."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.population.contacts import Contacts, Rng, addresses
from benchmarks.population.people import Days, People, Years
from benchmarks.population.vocabulary import Numbers, Texts, Vocabulary, texts

AGE_BANDS = (16, 25, 45, 66)
AGE_GROUPS = ("under 16", "16 to 24", "25 to 44", "45 to 65", "66 and over")


@dataclass(frozen=True)
class System:
    """How one system holds people: whom, how untidily, and what it leaves out."""

    name: str
    covers: tuple[float, ...]
    """The share of each age group that it holds."""
    twice: float
    """The share of its people whom it holds under a second reference."""
    untidy: float
    """What the rates of faults are multiplied by."""
    without_number: float
    without_phone: float
    without_email: float
    with_middle_names: float
    with_former_name: float
    capitals: bool
    sexes: tuple[str, str]
    keeps_up: float
    """How often it learns of a change of address, name or phone."""


SYSTEMS = (
    System(
        "pensions", covers=(0, 0, 0, 0.03, 0.97), twice=0.01, untidy=0.8, without_number=0.01,
        without_phone=0.35, without_email=0.85, with_middle_names=0.7, with_former_name=0.5,
        capitals=True, sexes=("M", "F"), keeps_up=0.6,
    ),
    System(
        "disability", covers=(0.12, 0.12, 0.13, 0.26, 0.3), twice=0.02, untidy=1.0, without_number=0.05,
        without_phone=0.25, without_email=0.5, with_middle_names=0.5, with_former_name=0.2,
        capitals=False, sexes=("M", "F"), keeps_up=0.55,
    ),
    System(
        "working-age", covers=(0, 0.42, 0.4, 0.33, 0.03), twice=0.025, untidy=1.0, without_number=0.03,
        without_phone=0.08, without_email=0.12, with_middle_names=0.2, with_former_name=0.1,
        capitals=False, sexes=("Male", "Female"), keeps_up=0.75,
    ),
    System(
        "housing", covers=(0, 0.15, 0.3, 0.28, 0.3), twice=0.035, untidy=1.4, without_number=0.12,
        without_phone=0.3, without_email=0.45, with_middle_names=0.1, with_former_name=0,
        capitals=False, sexes=("1", "2"), keeps_up=0.5,
    ),
    System(
        "carers", covers=(0, 0.04, 0.08, 0.1, 0.05), twice=0.02, untidy=1.0, without_number=0.06,
        without_phone=0.2, without_email=0.4, with_middle_names=0.3, with_former_name=0.2,
        capitals=True, sexes=("M", "F"), keeps_up=0.5,
    ),
    System(
        "families", covers=(0, 0.2, 0.4, 0.1, 0), twice=0.02, untidy=1.1, without_number=0.04,
        without_phone=0.2, without_email=0.3, with_middle_names=0.25, with_former_name=0.2,
        capitals=False, sexes=("Male", "Female"), keeps_up=0.6,
    ),
)  # fmt: skip


@dataclass
class Holdings:
    """The records, each with its person and its system: places in the arrays of people and in SYSTEMS."""

    person: Numbers
    system: Numbers
    given: Texts
    middle: Texts
    family: Texts
    former: Texts
    born: Days
    died: Days
    number: Texts
    sex: Texts
    address: Texts
    postcode: Texts
    phone: Texts
    email: Texts

    def __len__(self) -> int:
        return len(self.person)

    def rate(self, name: str) -> Years:
        """A figure of each record's system."""
        return np.array([float(getattr(one, name)) for one in SYSTEMS])[self.system]


def hold(rng: Rng, words: Vocabulary, people: People, contacts: Contacts, systems: int) -> Holdings:
    """The records of the first so many systems."""
    person, system = _who(rng, people, systems)
    years_ago = np.minimum(rng.exponential(4.0, len(person)), 20)
    keeps_up = np.array([one.keeps_up for one in SYSTEMS])[system]
    home = _as_of(
        rng,
        years_ago,
        keeps_up,
        [one[person] for one in contacts.homes],
        [m[person] for m in contacts.moved_years_ago],
    )
    address, postcode = addresses(words, home)
    since = contacts.new_mobile_years_ago[person]
    phone = _as_of(rng, years_ago, keeps_up, [one[person] for one in contacts.mobiles], [since])
    at_home = np.where(people.age[person] > 66, 0.55, 0.12)
    phone = np.where((rng.random(len(person)) < at_home) | (phone == ""), contacts.landline[person], phone)
    former, changed = people.former[person], people.married_years_ago[person]
    old_name = (former != "") & (years_ago > changed) & (rng.random(len(person)) > keeps_up)
    sexes = texts([sex for one in SYSTEMS for sex in one.sexes])
    return Holdings(
        person=person, system=system,
        given=people.given[person], middle=people.middle[person],
        family=np.where(old_name, former, people.family[person]),
        former=np.where(old_name, "", former),
        born=people.born[person], died=contacts.died[person], number=contacts.number[person],
        sex=sexes[2 * system + people.female[person]],
        address=address, postcode=postcode, phone=phone,
        email=_as_of(rng, years_ago, keeps_up, [one[person] for one in contacts.emails], [since]),
    )  # fmt: skip


def _who(rng: Rng, people: People, systems: int) -> tuple[Numbers, Numbers]:
    """Person and system of each record. Who needs one benefit needs another more often than not."""
    band = np.searchsorted(np.array(AGE_BANDS), people.age, side="right")
    need = rng.gamma(0.6, 1 / 0.6, len(people))
    person, system = [], []
    for place, one in enumerate(SYSTEMS[:systems]):
        chance = 1 - (1 - np.array(one.covers)[band]) ** need
        held = np.flatnonzero(rng.random(len(people)) < chance)
        twice = held[rng.random(len(held)) < one.twice]
        person += [held, twice]
        system += [np.full(len(held) + len(twice), place)]
    persons, theirs = np.concatenate(person), np.concatenate(system)
    order = np.argsort(persons, kind="stable")
    return persons[order], theirs[order]


def _as_of(
    rng: Rng, years_ago: Years, keeps_up: Years, values: list[Texts | Numbers], changed: list[Years]
) -> Texts | Numbers:
    """What a record says that was made so many years ago: the value of then, unless the change was told."""
    found = values[0]
    for value, when in zip(values[1:], changed, strict=True):
        missed = (years_ago > when) & (rng.random(len(years_ago)) > keeps_up)
        found = np.where(missed, value, found)
    return found
