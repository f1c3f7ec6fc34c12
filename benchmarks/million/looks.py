"""What the record of who looked costs a page: the same page with the record and without it, turn by turn."""

from __future__ import annotations

import time
from unittest.mock import patch

from django.test import Client

from benchmarks.findings import median_ms
from benchmarks.million.addresses import Found
from benchmarks.million.serving import HOST
from benchmarks.million.visitors import Browser
from upheld.web import looks

TURNS = 60


def cost_of_looks(browser: Browser, found: Found) -> dict[str, float]:
    """Medians in milliseconds of the page about a client, in this process, and the difference."""
    client = Client()
    client.cookies.load(browser.cookie)
    paths = [f"/clients/{one}/" for one in found.clients]
    kept, not_kept = [], []

    def look(path: str) -> float:
        began = time.perf_counter()
        client.get(path, headers={"host": HOST})
        return time.perf_counter() - began

    for path in paths[:10]:
        look(path)
    for turn in range(TURNS):
        path = paths[turn % len(paths)]
        kept.append(look(path))
        with patch.object(looks, "record_looks", _nothing):
            not_kept.append(look(path))
    with_record, without = median_ms(kept), median_ms(not_kept)
    return {"with": with_record, "without": without, "cost": round(with_record - without, 2)}


def _nothing(*_: object, **__: object) -> None:
    """Keep no record."""
