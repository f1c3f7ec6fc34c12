"""Makes the table of records, household by household, in blocks that fit in memory whatever is wanted."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pyarrow as pa

from benchmarks.population.contacts import Rng, homes_of, make_contacts
from benchmarks.population.faults import FAULTS
from benchmarks.population.holdings import AGE_BANDS, AGE_GROUPS, SYSTEMS, Holdings, hold
from benchmarks.population.people import People, make_people
from benchmarks.population.spoiling import Spoiler
from benchmarks.population.vocabulary import Texts, texts, vocabulary

BLOCK = 60_000
"""Households made at a time."""
RECORDS_PER_HOUSEHOLD = 2.0
"""About: so that no block is made far larger than is needed."""
ABOUT = ("truth", "name_origin", "age_group", "true_sex")
"""The columns that no system holds: who it really is, and which groups that person is counted in."""


def make_population(*, records: int, systems: int = 4, seed: int = 1) -> pa.Table:
    """So many records, in no order, each with its truth; in the metadata, how often each fault befell."""
    root = np.random.default_rng(seed)
    befell, could = Counter[str](), Counter[str]()
    tables: list[pa.Table] = []
    made = first_person = first_home = 0
    while made < records:
        rng = root.spawn(1)[0]
        households = min(BLOCK, max(200, int((records - made) / RECORDS_PER_HOUSEHOLD)))
        people = make_people(rng, vocabulary(), households)
        contacts = make_contacts(rng, people, first_person=first_person, first_home=first_home)
        held = hold(rng, vocabulary(), people, contacts, systems)
        spoiler = Spoiler(rng, vocabulary(), people, contacts, held)
        spoiler.spoil()
        tables.append(_table(rng, people, held, first_person))
        befell, could = befell + spoiler.befell, could + spoiler.could
        made, first_person, first_home = (
            made + len(held),
            first_person + len(people),
            first_home + homes_of(people),
        )
    whole = pa.concat_tables(tables).slice(0, records).take(pa.array(root.permutation(records)))
    counted = {fault: [befell[fault], could[fault]] for fault in FAULTS}
    named = whole.append_column("record_id", _references(whole, systems))
    return named.select(["record_id", *whole.column_names]).replace_schema_metadata(
        {"faults": json.dumps(counted)}
    )


def _references(whole: pa.Table, systems: int) -> pa.Array:
    names = whole["system"].to_pylist()
    return pa.array([f"{name}-{number:08d}" for number, name in enumerate(names)])


def _table(rng: Rng, people: People, held: Holdings, first: int) -> pa.Table:
    person = held.person
    band = np.array(AGE_GROUPS)[np.searchsorted(np.array(AGE_BANDS), people.age[person], side="right")]
    names = np.where(held.middle != "", held.given + " " + held.middle, held.given)
    capitals = np.array([one.capitals for one in SYSTEMS])[held.system]

    def loud(values: Texts) -> Texts:
        return texts([v.upper() if c else v for v, c in zip(values, capitals, strict=True)])

    origins = np.array([one.key for one in vocabulary().origins])
    columns = {
        "system": np.array([one.name for one in SYSTEMS])[held.system],
        "given_names": loud(names),
        "family_name": loud(held.family),
        "former_family_name": loud(held.former),
        "born_on": held.born,
        "died_on": held.died,
        "national_insurance_number": held.number,
        "sex": held.sex,
        "address": loud(held.address),
        "postcode": held.postcode,
        "phone": _grouped(rng, held.phone),
        "email": held.email,
        "truth": np.char.add("p", (first + person).astype(str)),
        "name_origin": origins[people.origin[person]],
        "age_group": band,
        "true_sex": np.where(people.female[person], "F", "M"),
    }
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def _grouped(rng: Rng, phones: np.ndarray) -> np.ndarray:
    """Phones as people write them: in one, in groups, or from abroad."""
    ways = rng.integers(0, 10, len(phones)).tolist()
    return texts([_written(one, way) for one, way in zip(phones.tolist(), ways, strict=True)])


def _written(phone: str, way: int) -> str:
    if way < 6 or len(phone) != 11:
        return phone
    return f"{phone[:5]} {phone[5:]}" if way < 9 else f"+44 {phone[1:]}"
