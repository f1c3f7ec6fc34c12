"""An extract of the disability benefits system, with as many invented people as wanted, from a seed.

Names are put together from syllables, so that there are thousands of them, some common and most rare, as in
life. One row in two hundred is faulty, each in one of five ways.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

from upheld.policy import Pack, SourceSystem, load_pack

SYSTEM = "disability"
OFFICE = "bench"
EXTRACT_ON = date(2026, 3, 2)
ONE_FAULTY_IN = 200

_FIRST = """
Al An Bar Bel Bran Cal Car Cor Dal Den Dor Ed El Fal Fen Gar Gal Hal Har Hel Is Jar Kel Kil Lam Lan Lor Mal
Mar Mel Mor Nor Ol Or Pel Pem Quen Ral Ros Sal Sel Sten Tal Tor Tre Ul Var Wen
"""
_MIDDLE = ("", "", "a", "e", "i", "o", "an", "er", "in", "or", "ac", "et", "il", "und", "est")
_LAST = """
bury cliffe combe croft dale den field ford gate ham hurst ingham low man mere more ney ridge row sett shaw
son stead stock stone ton tree vale ward way well wick wood worth yard
"""
_GIVEN_END = "a ah an ara el ena eth ia ian ie in is on ora us wen wyn y"
STREETS = ("Tallow Lane", "Quarry Bank", "Heronsgate", "Juniper Close", "Orchard Rise", "Millrace Terrace")
TOWNS = ("Wexcombe", "Tarnbridge", "Skelmouth", "Hallowmere")
PREFIXES = ("ZC", "ZG", "ZJ", "ZN", "ZW")
_FAULTS = (
    {"nino": "TN010260F"},
    {"date_of_birth": "1960-13-01"},
    {"service_centre": "closed-2019"},
    {"alternative_format": "VHS"},
    {"email_address": "none"},
)


@dataclass(frozen=True)
class Person:
    """What a search is tried with: someone of the extract whose row can be read."""

    family: str
    given: str
    nino: str
    reference: str


def layout() -> SourceSystem:
    """How the system writes its extract."""
    return _pack().system(SYSTEM, EXTRACT_ON)


def _pack() -> Pack:
    return load_pack("dwp")


def write_extract(path: Path, *, people: int, seed: int) -> int:
    """Write the extract, and return how many of its rows are faulty."""
    rows = list(_rows(people, seed))
    with path.open("w", encoding=layout().encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return sum(1 for number in range(people) if _is_faulty(number))


def list_people(*, people: int, seed: int, wanted: int) -> list[Person]:
    """Some of those whose rows can be read, chosen by the seed."""
    chosen = set(Random(seed).sample(range(people), min(people, wanted + wanted // 10 + 5)))
    found = [
        Person(row["surname"], row["forenames"], row["nino"], row["claim_id"])
        for number, row in enumerate(_rows(people, seed))
        if number in chosen and not _is_faulty(number)
    ]
    return found[:wanted]


def _is_faulty(number: int) -> bool:
    return number % ONE_FAULTY_IN == ONE_FAULTY_IN - 1


def _rows(people: int, seed: int) -> Iterator[dict[str, str]]:
    rng = Random(seed)
    families, givens = invent_names(rng)
    for number in range(people):
        row = _row(number, choose(families, rng), choose(givens, rng), rng)
        fault = _FAULTS[number // ONE_FAULTY_IN % len(_FAULTS)] if _is_faulty(number) else {}
        yield row | fault


def invent_names(rng: Random) -> tuple[list[str], list[str]]:
    """Thousands of family names and hundreds of given names, in the order of how common they are."""
    families = sorted({"".join(parts) for parts in product(_FIRST.split(), _MIDDLE, _LAST.split())})
    givens = sorted({"".join(parts) for parts in product(_FIRST.split(), _GIVEN_END.split())})
    rng.shuffle(families)
    rng.shuffle(givens)
    return families, givens


def choose(names: list[str], rng: Random) -> str:
    """A name, the first of the list far oftener than the last."""
    return names[int(len(names) * rng.random() ** 2.5)]


def _row(number: int, family: str, given: str, rng: Random) -> dict[str, str]:
    born_on = date(1930, 1, 1) + timedelta(days=rng.randrange(28_000))
    return {
        "claim_id": f"DB-{number:07d}",
        "surname": family,
        "forenames": given,
        "title": rng.choice(("Ms", "Mr", "Mrs", "Miss", "Mx", "")),
        "pronouns": "",
        "date_of_birth": born_on.isoformat(),
        "nino": f"{PREFIXES[number // 4_000_000 % 5]}{number // 4 % 1_000_000:06d}{'ABCD'[number % 4]}",
        "address_line_1": f"{rng.randrange(1, 140)} {rng.choice(STREETS)}",
        "address_line_2": "",
        "town": rng.choice(TOWNS),
        "postcode": f"XW{rng.randrange(1, 9)} {rng.randrange(1, 10)}{rng.choice('ABDEFG')}P",
        "mobile": f"07700 900{rng.randrange(1000):03d}" if rng.random() < 0.7 else "",
        "email_address": f"person{number}@example.org" if rng.random() < 0.4 else "",
        "preferred_language": rng.choices(("ENG", "WEL", "BSL", "OTH"), (92, 3, 1, 4))[0],
        "alternative_format": rng.choices(("STD", "LP", "ER", "BR", "AU"), (90, 6, 2, 1, 1))[0],
        "interpreter_required": "Y" if rng.random() < 0.04 else "N",
        "preferred_contact": rng.choice(("POST", "PHONE", "EMAIL", "SMS")),
        "contact_warning": "",
        "representative": "",
        "representative_type": "",
        "date_of_death": "",
        "service_centre": OFFICE,
        "benefit": "PIP",
        "extracted": EXTRACT_ON.isoformat(),
    }
