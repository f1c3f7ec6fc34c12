"""Erasing what is due, while people go on working: how fast it is, and what it costs those who look at pages.

The rows due are written by the database itself, beside those of the demonstration: for each client one case
that closed long ago, with its note, task, steps and promise. Each becomes due three times: the words of the
case, the case, and the client.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.test import Client

from benchmarks.addresses import addresses_of, list_routes
from benchmarks.findings import Cell, Findings, Sizes, median_ms, p95_ms, per_second, times
from benchmarks.processes import started
from benchmarks.visitors import Visitor, list_visitors
from upheld.kernel.identifiers import SYSTEM

COLUMNS = ("what", "number", "seconds", "each second", "median ms", "95 of 100, ms", "times before")
PAGES = ("home", "client", "case")
KINDS_OF_A_CLIENT = 3
LOOKS_BEFORE = 30

_FILL = (
    """INSERT INTO people_client (id, offices, title, pronouns, channel, format, language, interpreter,
         interpreter_language, face_to_face, safe_contact, needs_note, version, opened_at, changed_at,
         changed_by,
         sort_key, search_keys)
       SELECT md5('old client ' || i)::uuid, ARRAY[%(office)s::uuid], '', '', '', '', '', false, '',
         false, '', '',
         1, '2014-01-01', '2014-01-01', %(by)s, 'old', ARRAY['old' || i] FROM generate_series(1,
         %(clients)s) i""",
    """INSERT INTO people_client_name (client_id, kind, family, given, system)
       SELECT md5('old client ' || i)::uuid, 'letters', 'Old' || i, 'Ann', ''
         FROM generate_series(1, %(clients)s) i""",
    """INSERT INTO people_source_record (id, client_id, system, reference, as_received, facts, digest,
         extract_on,
         received_at)
       SELECT md5('old record ' || i)::uuid, md5('old client ' || i)::uuid, 'old', 'OLD-' || i,
         '{"name": "Old"}', '{"family_name": "Old"}', md5(i::text), '2014-01-01', '2014-01-01'
         FROM generate_series(1, %(clients)s) i""",
    """INSERT INTO casework_case (id, source, reference, client_id, benefit, office_id, team_id,
         unowned_reason,
         owned_since, stage, summary, version, standard, pack_version, opened_at, due_at, decided_at,
         closed_at,
         outcome)
       SELECT md5('old case ' || i)::uuid, '', 'OLD-' || i, md5('old client ' || i)::uuid, 'state-pension',
         %(office)s, %(team)s, '', '2015-01-01', 'closed', 'Old words.', 1, '', '', '2014-01-01',
         '2014-03-01',
         '2014-02-01', timestamptz '2015-01-01' + i * interval '1 minute', 'Paid.'
         FROM generate_series(1, %(clients)s) i""",
    """INSERT INTO casework_note (id, case_id, author, text, written_at, key)
       SELECT md5('old note ' || i)::uuid, md5('old case ' || i)::uuid, %(by)s, 'Old words.', '2014-02-01',
         md5('old key ' || i)::uuid FROM generate_series(1, %(clients)s) i""",
    """INSERT INTO casework_task (id, case_id, kind, title, for_leader, due_on, state, added_at,
         ended_at, ended_by,
         reference)
       SELECT md5('old task ' || i)::uuid, md5('old case ' || i)::uuid, 'call_back', 'Old words.', false,
         '2014-02-01', 'done', '2014-01-01', '2014-02-01', %(by)s, '' FROM generate_series(1,
         %(clients)s) i""",
    """INSERT INTO casework_transition (case_id, from_stage, to_stage, at, by, reason)
       SELECT md5('old case ' || i)::uuid, '', 'closed', '2015-01-01', %(by)s, 'Old words.'
         FROM generate_series(1, %(clients)s) i""",
    """INSERT INTO charter_promise (id, kind, words, client_id, case_id, benefit, office_id, standard,
         pack_version,
         made_at, made_by, due_at, state, kept_at, ended_at, reason)
       SELECT md5('old promise ' || i)::uuid, 'call_back', 'Old words.', md5('old client ' || i)::uuid,
         md5('old case ' || i)::uuid, 'state-pension', %(office)s, '', '', '2014-01-01', %(by)s,
         '2014-02-01',
         'kept', '2014-01-15', '2014-01-15', '' FROM generate_series(1, %(clients)s) i""",
)


def measure(sizes: Sizes) -> Findings:
    """Look at pages before and during the erasing of `sizes.due` records. The demonstration must be built."""
    clients = max(1, sizes.due // KINDS_OF_A_CLIENT)
    officer = list_visitors()[0]
    addresses = list(_addresses(officer))
    filled = _fill(clients)
    before = {address: _looks(officer.client, address, LOOKS_BEFORE) for address in addresses}
    during, seconds, out = _erase_meanwhile(officer.client, addresses)
    erased = sum(int(number) for number in _numbers(out))
    rows: list[tuple[Cell, ...]] = [
        ("writing what is due, by the database itself", clients, round(filled, 1), None, None, None, None),
        (
            "records erased or made anonymous",
            erased,
            round(seconds, 1),
            per_second(erased, seconds),
            *[None] * 3,
        ),
    ]
    for number, address in enumerate(addresses):
        quiet, busy = before[address], during[address]
        page = PAGES[number]
        rows.append((f"{page}, before", len(quiet), None, None, median_ms(quiet), p95_ms(quiet), None))
        ratio = times(median_ms(busy), median_ms(quiet))
        rows.append((f"{page}, meanwhile", len(busy), None, None, median_ms(busy), p95_ms(busy), ratio))
    left = _still_due()
    failures = [f"{left} old clients are still there after erasing."] if left else []
    notes = (
        "Each client stands for three records that fall due: the words of their case, the case, and the "
        "client. Erasing runs in one process, in transactions of 500 records, each with its events and its "
        "line in the manifest; the pages are made in another, on the same machine and database.",
    )
    return Findings("Erasing what is due", COLUMNS, rows, notes=notes, failures=tuple(failures))


def _addresses(officer: Visitor) -> Iterator[str]:
    routes = {route.name: route for route in list_routes()}
    for name in PAGES:
        found = (
            one for one in addresses_of(routes[name], officer) if officer.client.get(one).status_code == 200
        )
        yield next(found)


def _fill(clients: int) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, office_id FROM workforce_team ORDER BY id LIMIT 1")
        team, office = cursor.fetchone()
        began = time.perf_counter()
        for statement in _FILL:
            cursor.execute(statement, {"clients": clients, "team": team, "office": office, "by": SYSTEM})
        seconds = time.perf_counter() - began
        cursor.execute("ANALYZE")
    return seconds


def _looks(client: Client, address: str, number: int) -> list[float]:
    return [_look(client, address) for _ in range(number)]


def _look(client: Client, address: str) -> float:
    began = time.perf_counter()
    client.get(address)
    return time.perf_counter() - began


def _erase_meanwhile(client: Client, addresses: list[str]) -> tuple[dict[str, list[float]], float, str]:
    """Look at the pages in turn for as long as the command runs; its seconds, and what it printed."""
    looks: dict[str, list[float]] = {address: [] for address in addresses}
    command = [str(Path(sys.executable).with_name("upheld")), "retention", "run"]
    began = time.perf_counter()
    with started(command) as process:
        while process.poll() is None or not all(looks.values()):
            for address in addresses:
                looks[address].append(_look(client, address))
        seconds = time.perf_counter() - began
        out, _ = process.communicate()
    return looks, seconds, out


def _numbers(out: str) -> list[str]:
    """How many of each kind the command says that it erased."""
    lines = (line.partition(": ") for line in out.splitlines())
    return [
        number.replace(",", "") for _, found, number in lines if found and number.replace(",", "").isdigit()
    ]


def _still_due() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_client WHERE sort_key = 'old'")
        return int(cursor.fetchone()[0])
