"""Importing the extract of a benefit system, against reading it and copying it into one bare table."""

from __future__ import annotations

import csv
import re
import tempfile
import time
from pathlib import Path

from django.db import connection

from benchmarks.findings import Findings, Sizes, row_of
from benchmarks.invented_people import OFFICE, SYSTEM, layout, write_extract
from benchmarks.processes import Ran, upheld
from upheld.domains.workforce.commands import open_office
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM as UPHELD

COLUMNS = ("what", "rows", "seconds", "CPU seconds", "rows/s", "peak memory, MB", "times the baseline")
BARE_TABLE = "benchmark_bare_rows"


def measure(sizes: Sizes) -> Findings:
    """Import the people twice: the first time they are new, the second time nothing is."""
    open_office(name="Benchmark office", key=OFFICE, by=UPHELD, at=clock.now())
    with tempfile.TemporaryDirectory(prefix="upheld-bench-") as folder:
        extract = Path(folder) / "extract.csv"
        faulty = write_extract(extract, people=sizes.people, seed=sizes.seed)
        bare = _copy_bare(extract)
        first = upheld("import", "people", extract, "--system", SYSTEM)
        again = upheld("import", "people", extract, "--system", SYSTEM)
    rows = [
        row_of("baseline: csv and COPY into one table without an index", sizes.people, bare, bare),
        row_of("`upheld import people`, everyone new", sizes.people, first, bare),
        row_of("the same again, nothing new", sizes.people, again, bare),
    ]
    return Findings(
        title="Importing people",
        columns=COLUMNS,
        rows=rows,
        notes=(
            f"{sizes.people:,} invented people of one system, {faulty:,} of the rows faulty. The seconds "
            "include the start of the command. Its CPU seconds and memory are without the database server's.",
        ),
        failures=(*_wrong(first, sizes.people, faulty), *_changed(again, sizes.people, faulty)),
    )


def _copy_bare(extract: Path) -> float:
    """Seconds to read the rows and copy them, as texts, into a table without any index."""
    with extract.open(encoding=layout().encoding, newline="") as file, connection.cursor() as cursor:
        rows = csv.reader(file)
        columns = ", ".join(f'"{heading}" text' for heading in next(rows))
        cursor.execute(f"CREATE TABLE {BARE_TABLE} ({columns})")
        try:
            began = time.perf_counter()
            with cursor.copy(f"COPY {BARE_TABLE} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return time.perf_counter() - began
        finally:
            cursor.execute(f"DROP TABLE {BARE_TABLE}")


def _count(ran: Ran, label: str) -> int:
    found = re.search(rf"^\s*([\d,]+)  {label}$", ran.out, re.MULTILINE)
    return int(found[1].replace(",", "")) if found else 0


def _wrong(first: Ran, people: int, faulty: int) -> tuple[str, ...]:
    got = (_count(first, "new clients"), _count(first, "quarantined"))
    wanted = (people - faulty, faulty)
    return () if got == wanted else (f"New and quarantined should be {wanted}, and are {got}.",)


def _changed(again: Ran, people: int, faulty: int) -> tuple[str, ...]:
    unchanged = _count(again, "unchanged")
    return (
        () if unchanged == people - faulty else (f"Repeating the import left only {unchanged:,} unchanged.",)
    )
