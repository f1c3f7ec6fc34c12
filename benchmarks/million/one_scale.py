"""One scale in a process of its own: load, serve, look, and write what was found to a file.

`python -m benchmarks.million.one_scale FILE SCALE`
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

import django

from benchmarks.processes import ending_on_request


def main(file: str, scale: str) -> None:
    """Fill the database of this environment, which must be migrated and empty, and measure its pages."""
    ending_on_request()
    os.environ["DJANGO_SETTINGS_MODULE"] = "upheld.config.settings"
    django.setup()
    logging.disable(logging.WARNING)
    found = _measure(float(scale), os.environ["UPHELD_BENCH_DATABASE"])
    Path(file).write_text(json.dumps(found), encoding="utf-8")


def _measure(scale: float, address: str) -> dict[str, object]:
    from benchmarks.million import addresses, looks, pages, staffing
    from benchmarks.million.agency import invent_agency
    from benchmarks.million.loading import load
    from benchmarks.million.nights import measure_nights
    from benchmarks.million.serving import HOST, serving
    from benchmarks.million.sizes import Scale
    from benchmarks.million.visitors import sign_in
    from upheld.domains.casework.commands import keep_decision_counts
    from upheld.kernel import clock
    from upheld.kernel.identifiers import SYSTEM

    password = token_urlsafe(24)
    size = Scale(scale=scale, now=clock.now().replace(microsecond=0))
    loaded = load(size, address, password)
    keep_decision_counts(by=SYSTEM, at=clock.now())
    agency = invent_agency(size)
    places = staffing.places_of(agency, staffing.VISITORS["officer30"])
    found = addresses.find([office for office, _ in places], sorted({one for _, one in places}), size.seed)
    teams = tuple(team.id for team in agency.staffed[0].teams)
    names = [*staffing.VISITORS, staffing.EVERYWHERE, staffing.LEADER]
    visits = [
        pages.Visit(name, staffing.MAIL.format(name), password, teams[:1] if name == staffing.LEADER else ())
        for name in names
    ]
    visits.append(pages.Visit(staffing.MANAGER, staffing.MAIL.format(staffing.MANAGER), password, teams))
    seconds = 4.0 if scale < 1 else 6.0
    with serving() as port:
        began = time.perf_counter()
        measured = []
        for one in pages.measure_visitors(port, visits, found, seconds):
            measured.append(one)
            print(
                f"  {one.page}, {one.visitor}, {one.users}: {one.median} ms, {one.queries} queries",
                flush=True,
            )
        browser = sign_in(HOST, port, visits[0].email, password)
        look = looks.cost_of_looks(browser, found)
        cases = addresses.Asked("Case", found.cases)
        nights = []
        if scale >= 0.1:
            for night in measure_nights(port, browser.cookie, cases, clock.now()):
                nights.append({**asdict(night), "slower": night.slower})
                print(f"  {night}", flush=True)
    return {
        "scale": scale,
        "cases": size.cases,
        "clients": size.clients,
        "officers": size.officers,
        "loaded": asdict(loaded),
        "pages": [one.as_dict() for one in measured],
        "looks": look,
        "nights": nights,
        "minutes": (time.perf_counter() - began) / 60,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
