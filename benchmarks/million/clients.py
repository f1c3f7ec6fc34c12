"""Invented clients: names, addresses, ways to reach them, and the record that a benefit system sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from random import Random

from benchmarks.invented_people import PREFIXES, STREETS, TOWNS, choose, invent_names
from benchmarks.million.chains import Chain, Kind, Record
from benchmarks.million.sheets import DAY, NULL, Sheet, day_of, identifier, stored
from upheld.domains.access.models import Restriction
from upheld.domains.people.events import ClientRegistered
from upheld.domains.people.models import Address, Client, ClientName, ContactPoint, SourceRecord
from upheld.domains.people.rules.names import sort_key_of
from upheld.domains.people.rules.searching import name_keys
from upheld.kernel.identifiers import SYSTEM

SYSTEM_NAME = "disability"
REGISTERED = Kind(ClientRegistered)
BY = str(SYSTEM)
RESTRICTED_ONE_IN = 50
LEVELS = (("colleague", 10), ("domestic_abuse", 20), ("protected_person", 30))


@dataclass(frozen=True)
class Person:
    """An invented client, as searches look for them."""

    id: str
    number: int
    family: str
    given: str
    born_on: date
    nino: str
    reference: str
    office_id: str
    known_since: int


class Clients:
    """Writes down clients and what belongs to them."""

    def __init__(self, record: Record, seed: int) -> None:
        self.record = record
        self.families, self.givens = invent_names(Random(f"{seed} names"))
        self.clients = Sheet(
            Client,
            *("id", "offices", "title", "born_on", "national_insurance_number", "format", "language"),
            *("opened_at", "changed_at", "changed_by", "sort_key", "search_keys"),
        )
        self.names = Sheet(ClientName, "client_id", "kind", "family", "given", "system", "ends_on")
        self.addresses = Sheet(Address, "client_id", "lines", "postcode", "system", "ends_on")
        self.points = Sheet(ContactPoint, "client_id", "kind", "value", "system")
        self.records = Sheet(
            SourceRecord,
            *("id", "client_id", "system", "reference", "as_received", "facts", "digest"),
            *("extract_on", "received_at"),
        )
        self.restrictions = Sheet(
            Restriction, "id", "client_id", "level", "rank", "reason", "offices", "placed_by", "placed_at"
        )

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every sheet, parents first."""
        own = (self.clients, self.names, self.addresses, self.points, self.records)
        return (*own, self.restrictions)

    def invent(self, number: int, office_id: str, known_since: int, rng: Random) -> Person:
        """The client of this number: each has a National Insurance number and a reference of their own."""
        born_on = date(1930, 1, 1) + timedelta(days=rng.randrange(28_000))
        return Person(
            id=identifier(known_since, rng),
            number=number,
            family=choose(self.families, rng),
            given=choose(self.givens, rng),
            born_on=born_on,
            nino=f"{PREFIXES[number // 4_000_000 % 5]}{number // 4 % 1_000_000:06d}{'ABCD'[number % 4]}",
            reference=f"DB-{number:07d}",
            office_id=office_id,
            known_since=known_since,
        )

    def write(self, one: Person, served_at: set[str], benefit: str, rng: Random) -> None:
        """Write down a client whom these offices serve."""
        since, born = stored(one.known_since), one.born_on.isoformat()
        keys = ",".join(dict.fromkeys((*_keys_of_word(one.family), *_keys_of_word(one.given))))
        mine = f"{{{keys},b:{born},i:{one.nino},r:{one.reference.replace('-', '').lower()}}}"
        self.clients.add(
            *(
                one.id,
                f"{{{','.join(sorted(served_at))}}}",
                rng.choice(("Ms", "Mr", "Mx", "")),
                born,
                one.nino,
            ),
            *(rng.choices(("standard", "large_print", "easy_read"), (90, 7, 3))[0], "en"),
            *(since, since, BY, sort_key_of(one.family, one.given), mine),
        )
        self.names.add(one.id, "letters", one.family, one.given, SYSTEM_NAME, NULL)
        if one.number % 6 == 0:
            earlier = choose(self.families, rng)
            self.names.add(one.id, "held", earlier, one.given, SYSTEM_NAME, NULL)
        if one.number % RESTRICTED_ONE_IN == RESTRICTED_ONE_IN - 1:
            level, rank = rng.choices(LEVELS, (70, 25, 5))[0]
            self.restrictions.add(
                *(identifier(one.known_since, rng), one.id, level, rank, "Restricted when they came to us."),
                *(f"{{{','.join(sorted(served_at))}}}", BY, since),
            )
        self._write_places(one, rng)
        self._write_record(one, benefit, rng)

    def _write_places(self, one: Person, rng: Random) -> None:
        for ends_on in (NULL, day_of(one.known_since).isoformat())[: 1 + (one.number % 4 == 0)]:
            lines = f'{{"{rng.randrange(1, 140)} {rng.choice(STREETS)}",{rng.choice(TOWNS)}}}'
            postcode = f"XW{rng.randrange(1, 9)} {rng.randrange(1, 10)}{rng.choice('ABDEFG')}P"
            self.addresses.add(one.id, lines, postcode, SYSTEM_NAME, ends_on)
        self.points.add(one.id, "phone", f"07700 900{rng.randrange(1000):03d}", SYSTEM_NAME)

    def _write_record(self, one: Person, benefit: str, rng: Random) -> None:
        facts = {
            "family_name": one.family,
            "given_names": one.given,
            "born_on": one.born_on.isoformat(),
            "national_insurance_number": one.nino,
            "benefit": benefit,
        }
        text = json.dumps(facts)
        id_, received = identifier(one.known_since + DAY, rng), one.known_since + DAY
        self.records.add(
            *(id_, one.id, SYSTEM_NAME, one.reference, text, text, sha256(text.encode()).hexdigest()),
            *(day_of(one.known_since).isoformat(), stored(received)),
        )
        chain = Chain(self.record, f"client:{one.id}")
        chain.tell(
            REGISTERED,
            one.known_since,
            BY,
            client_id=one.id,
            source_record_id=id_,
            system=SYSTEM_NAME,
        )
        chain.end()


@lru_cache(50_000)
def _keys_of_word(name: str) -> tuple[str, ...]:
    """The keys of a name of one word, as every invented name is."""
    return tuple(sorted(name_keys(name, "")))
