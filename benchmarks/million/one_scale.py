"""One scale in a process of its own: load, serve, look, and write what was found to a file.

`python -m benchmarks.million.one_scale FILE SCALE [by-day]`
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

import django

from benchmarks.processes import ending_on_request

if TYPE_CHECKING:
    from benchmarks.million.pages import Visit
    from benchmarks.million.sizes import Scale

SECONDS = 2.0
"""How long each page is asked for, alone and by many."""

SMALLEST_NIGHT = 0.01
"""Below this scale the checks of the night have nothing to do."""


def main(file: str, scale: str, night: str = "") -> None:
    """Fill the database of this environment, which must be migrated and empty, and measure its pages."""
    ending_on_request()
    os.environ["DJANGO_SETTINGS_MODULE"] = "upheld.config.settings"
    django.setup()
    logging.disable(logging.WARNING)
    found = _measure(float(scale), os.environ["UPHELD_BENCH_DATABASE"], with_nights=not night)
    Path(file).write_text(json.dumps(found), encoding="utf-8")


def _measure(scale: float, address: str, *, with_nights: bool) -> dict[str, object]:
    from benchmarks.million.loading import load
    from benchmarks.million.sizes import Scale
    from upheld.domains.casework.commands import keep_decision_counts
    from upheld.kernel import clock
    from upheld.kernel.identifiers import SYSTEM

    password, began = token_urlsafe(24), time.perf_counter()
    size = Scale(scale=scale, now=clock.now().replace(microsecond=0))
    loaded = load(size, address, password)
    keep_decision_counts(by=SYSTEM, at=clock.now())
    return {
        "scale": scale,
        "cases": size.cases,
        "clients": size.clients,
        "officers": size.officers,
        "loaded": asdict(loaded),
        **_visit(size, password, with_nights=with_nights and scale >= SMALLEST_NIGHT),
        "minutes": (time.perf_counter() - began) / 60,
    }


def _visit(size: Scale, password: str, *, with_nights: bool) -> dict[str, object]:
    """Every page as everyone, what the record of looks costs, and the checks of the night."""
    from benchmarks.million import addresses, looks, staffing
    from benchmarks.million.agency import invent_agency
    from benchmarks.million.nights import measure_nights
    from benchmarks.million.pages import measure_visitors
    from benchmarks.million.serving import HOST, serving
    from benchmarks.million.visitors import sign_in
    from upheld.kernel import clock

    places = staffing.places_of(invent_agency(size), staffing.VISITORS["officer30"])
    found = addresses.find([office for office, _ in places], sorted({one for _, one in places}), size.seed)
    pages, nights = [], []
    with serving() as port:
        for one in measure_visitors(port, _visits(size, password), found, SECONDS):
            pages.append(one.as_dict())
            print(
                f"  {one.page}, {one.visitor}, {one.users}: {one.median} ms, {one.queries} queries",
                flush=True,
            )
        browser = sign_in(HOST, port, staffing.MAIL.format("officer30"), password)
        look = looks.cost_of_looks(browser, found)
        if with_nights:
            asked = addresses.Asked("Case", found.cases)
            for night in measure_nights(port, browser.cookie, asked, clock.now()):
                nights.append({**asdict(night), "slower": night.slower})
                print(f"  {night}", flush=True)
    return {"pages": pages, "looks": look, "nights": nights}


def _visits(size: Scale, password: str) -> list[Visit]:
    from benchmarks.million import staffing
    from benchmarks.million.agency import invent_agency
    from benchmarks.million.pages import Visit

    teams = tuple(team.id for team in invent_agency(size).staffed[0].teams)
    led = {staffing.LEADER: teams[:1], staffing.MANAGER: teams}
    names = (*staffing.VISITORS, staffing.EVERYWHERE, staffing.LEADER, staffing.MANAGER)
    return [Visit(name, staffing.MAIL.format(name), password, led.get(name, ())) for name in names]


if __name__ == "__main__":
    main(*sys.argv[1:])
