"""Where people live and lived, and how they are reached; their National Insurance numbers; their deaths."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from benchmarks.population.people import AS_OF, CHILDREN, HEAD, PARTNER, YEAR, Days, People, Years
from benchmarks.population.vocabulary import Numbers, Texts, Vocabulary, texts

Rng = np.random.Generator

HOMES_PER_POSTCODE = 15
POSTCODES_PER_DISTRICT = 220
TWINS_ALIKE = 0.3
"""How many twins have a National Insurance number that differs from the other's in its last digit."""
AGE_OF_THE_NUMBER = 16
MOVED_OUT = 0.8
"""How many children above 22 live elsewhere; where they lived before is their parents' home."""
PREFIXES = [
    a + b
    for a, b in product("ABCEGHJKLMNPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ")
    if a + b not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
]
NUMBERS = len(PREFIXES) * 4_000_000
STEP = 741_103_597
"""Shares no factor with NUMBERS: numbers given one after another are spread, and never the same."""


@dataclass
class Contacts:
    """For each person: homes now and before, with the years since they moved; phones and emails likewise."""

    homes: list[Numbers]
    moved_years_ago: list[Years]
    number: Texts
    mobiles: list[Texts]
    new_mobile_years_ago: Years
    landline: Texts
    emails: list[Texts]
    died: Days


def make_contacts(rng: Rng, people: People, *, first_person: int, first_home: int) -> Contacts:
    """How people are reached. `first_person` and `first_home` begin the numbers that no one else has."""
    households = int(people.household.max()) + 1
    homes, moved = _homes(rng, people, households, first_home)
    lines = _numbers_after("0", 1_100_000_000 + first_home, households, 897_612_347, 8_000_000_000)
    mobile = rng.random(len(people)) < np.where(people.age > 75, 0.6, np.where(people.age < 12, 0.02, 0.94))
    return Contacts(
        homes=homes,
        moved_years_ago=moved,
        number=_national_insurance_numbers(rng, people, first_person),
        mobiles=[
            np.where(
                mobile,
                _numbers_after("07", first_person * 2 + which, len(people), 179_426_549, 1_000_000_000, 2),
                "",
            )
            for which in range(2)
        ],
        new_mobile_years_ago=rng.exponential(9, len(people)),
        landline=np.where(rng.random(households) < 0.55, lines, "")[people.household],
        emails=[_emails(rng, people), _emails(rng, people)],
        died=_deaths(rng, people),
    )


def _homes(rng: Rng, people: People, households: int, first: int) -> tuple[list[Numbers], list[Years]]:
    """Homes now, before and before that. A couple mostly moved together; grown children moved away."""
    number = len(people)
    now = first + people.household
    own = first + households + np.arange(number)
    together = np.isin(people.role, (HEAD, PARTNER)) & (rng.random(number) < 0.75)
    before = np.where(
        together | np.isin(people.role, CHILDREN), first + households + number + people.household, own
    )
    away = np.isin(people.role, CHILDREN) & (people.age > 22) & (rng.random(number) < MOVED_OUT)
    before[away] = now[away]
    now = np.where(away, own, now)
    earlier = first + 2 * households + number + np.arange(number)
    moved = rng.exponential(np.where(people.age > 60, 18, 7))
    shared = rng.exponential(9, households)[people.household]
    moved = np.where(together | (np.isin(people.role, CHILDREN) & ~away), shared, moved)
    return [now, before, earlier], [moved, moved + rng.exponential(9, number)]


def homes_of(people: People) -> int:
    """How many numbers of homes such people use up."""
    households = int(people.household.max()) + 1
    return 2 * households + 2 * len(people)


def addresses(words: Vocabulary, homes: Numbers) -> tuple[Texts, Texts]:
    """The address and the postcode of each home, by its number alone; neighbours share a postcode."""
    codes = _spread(homes // HOMES_PER_POSTCODE, 12)
    doors = homes % HOMES_PER_POSTCODE * 2 + 1 + codes % 60
    districts = codes // 7 % (len(words.areas) * 18)
    area, outward = words.areas[districts % len(words.areas)], districts // len(words.areas) + 1
    inward = codes // 31
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    units = texts([f"{a}{b}" for a, b in product(letters, letters)])
    streets, towns = (
        words.streets[(codes // 11) % len(words.streets)],
        words.towns[districts * 5 % len(words.towns)],
    )
    flats = np.where(codes % 9 == 0, homes % 12 + 1, 0)
    lines = [
        f"Flat {flat}, {door // 6 + 1} {street}, {town}" if flat else f"{door} {street}, {town}"
        for flat, door, street, town in zip(flats, doors, streets, towns, strict=True)
    ]
    written = [
        f"{one}{out} {digit}{unit}"
        for one, out, digit, unit in zip(
            area, outward, inward % 9 + 1, units[inward // 9 % len(units)], strict=True
        )
    ]
    return texts(lines), texts(written)


def _spread(numbers: Numbers, salt: int) -> Numbers:
    """Numbers that look drawn by lot, the same for the same number."""
    mixed = (numbers.astype(np.uint64) + np.uint64(salt)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    return (mixed * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(24)).astype(np.int64)


def _numbers_after(prefix: str, first: int, number: int, step: int, modulus: int, every: int = 1) -> Texts:
    """So many telephone numbers, none twice."""
    digits = len(str(modulus - 1))
    values = (first + every * np.arange(number, dtype=np.uint64)) * np.uint64(step) % np.uint64(modulus)
    return texts([f"{prefix}{value:0{digits}d}" for value in values.tolist()])


def _national_insurance_numbers(rng: Rng, people: People, first: int) -> Texts:
    spread = (
        (first + np.arange(len(people), dtype=np.uint64)) * np.uint64(STEP) % np.uint64(NUMBERS)
    ).astype(np.int64)
    alike = np.flatnonzero((people.twin >= 0) & (rng.random(len(people)) < TWINS_ALIKE))
    theirs = spread[people.twin[alike]]
    digit = theirs // 4 % 10
    spread[alike] = theirs + np.where(digit < 9, 4, -4)
    held = people.age >= AGE_OF_THE_NUMBER
    return texts([
        f"{PREFIXES[value // 4_000_000]}{value // 4 % 1_000_000:06d}{'ABCD'[value % 4]}" if has else ""
        for value, has in zip(spread.tolist(), held.tolist(), strict=True)
    ])  # fmt: skip


def _emails(rng: Rng, people: People) -> Texts:
    """An email of most people, put together from their name and a number."""
    age = people.age
    has = rng.random(len(people)) < np.where(age > 75, 0.35, np.where(age < 14, 0.0, 0.88))
    tails = rng.integers(0, 10_000, len(people)).tolist()
    hosts = rng.choice(("example.org", "example.com", "example.net", "mail.example"), len(people)).tolist()
    dots = rng.choice(("", ".", "_"), len(people)).tolist()
    plain = zip(people.given, people.family, has, tails, hosts, dots, strict=True)
    return texts([
        f"{given}{dot}{family}{tail}@{host}".lower().replace("'", "") if some else ""
        for given, family, some, tail, host, dot in plain
    ])  # fmt: skip


def _deaths(rng: Rng, people: People) -> Days:
    """The day of death of those who died in the last ten years, or not a day."""
    chance = np.clip(0.0005 * 1.095 ** (people.age - 30.0), 0.0002, 0.25) * 4
    days = (rng.uniform(0, 8, len(people)) * YEAR).astype("timedelta64[D]")
    died = AS_OF - days
    gone = (rng.random(len(people)) < chance) & (died > people.born)
    return np.where(gone, died, np.datetime64("NaT"))
