"""One process's share of the load: clients by number, with all their cases."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from psycopg import Connection

from benchmarks.million.agency import Office, Team, invent_agency
from benchmarks.million.cases import Cases
from benchmarks.million.chains import Record
from benchmarks.million.clients import Clients
from benchmarks.million.lives import Calendar, invent_life, office_hours
from benchmarks.million.loading import DAYS, cases_of
from benchmarks.million.sheets import DAY, moment_of, send_all
from benchmarks.million.sizes import Scale
from upheld.policy import load_pack


class Writer:
    """Invents clients and cases and copies them, a lot at a time."""

    def __init__(self, scale: Scale) -> None:
        self.agency = invent_agency(scale)
        self.scale, self.now = scale, moment_of(scale.now)
        self.calendar = Calendar(load_pack("dwp"))
        self.record = Record(Random(0))
        self.clients = Clients(self.record, scale.seed)
        self.cases = Cases(self.record, self.calendar, self.now)

    def write(self, numbers: Iterable[int], rng: Random) -> None:
        """Write down the clients of these numbers with their cases."""
        self.record.rng = self.cases.rng = rng
        staffed = self.agency.staffed
        for number in numbers:
            self._write_client(number, staffed[number % len(staffed)], rng)

    def _write_client(self, number: int, office: Office, rng: Random) -> None:
        days = sorted(rng.randrange(DAYS) for _ in range(cases_of(number)))
        opened = [office_hours(self.now // DAY - DAYS + day, rng) for day in days]
        client = self.clients.invent(number, office.id, opened[0] - DAY, rng)
        served_at, benefits = {office.id}, []
        for moment in opened:
            moment = min(moment, self.now - 1)
            where = rng.choice(self.agency.staffed) if rng.random() < 0.03 else office
            team = _team(where, client.born_on.year, self.scale.now.year, rng)
            benefit = rng.choices(team.benefits, team.weights)[0]
            life = invent_life(benefit, moment, self.calendar, rng)
            self.cases.write(client, where, team, benefit, life)
            served_at.add(where.id)
            benefits.append(benefit)
        self.clients.write(client, served_at, benefits[0], rng)

    def send(self, connection: Connection[Any]) -> None:
        """Copy what was written down, parents first."""
        record = (self.record.events, self.record.heads)
        send_all((*self.clients.sheets, *self.cases.sheets, *record), connection)


def _team(office: Office, born: int, this_year: int, rng: Random) -> Team:
    """The team for what someone of this age claims."""
    disability, pensions, working_age = office.teams
    if this_year - born >= 66:
        return pensions if rng.random() < 0.8 else disability
    return disability if rng.random() < 0.56 else working_age
