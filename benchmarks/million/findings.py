"""From what was measured at each scale to the tables of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.findings import Cell, Findings, times

MOST_QUERIES = 15
ALONE_MS, TOGETHER_MS = 60.0, 200.0
FLAT = 1.5
"""A page counts as flat when its median grows less than half from the smallest scale to the largest."""

MORE_QUERIES, MORE_TIME = 2, 1.10
LOOK_MS = 3.0
OPEN_ZAAK = {1: 200, 16: 320}
"""Medians in milliseconds that Open Zaak publishes for one user and sixteen, on ten cores."""

SHOWN = {
    "officer30": "officer, 30 grants",
    "officer300": "officer, 300 grants",
    "everywhere": "sees everything",
    "leader": "leader",
    "manager": "manager",
}

Scale = Mapping[str, Any]


def findings_of(scales: Sequence[Scale]) -> dict[str, Findings]:
    """Every table, by a short name. The scales come smallest first."""
    found = {"load": _load(scales), "alone": _pages(scales, 1), "together": _pages(scales, 16)}
    found |= {"grants": _grants(scales[-1]), "looks": _looks(scales)}
    return found | ({"nights": _nights(scales[-1])} if scales[-1]["nights"] else {})


def _load(scales: Sequence[Scale]) -> Findings:
    rows: list[tuple[Cell, ...]] = []
    for one in scales:
        seconds = sum(one["loaded"]["seconds"].values())
        rows.append(
            (
                *(one["cases"], one["clients"], one["officers"], one["loaded"]["rows"]["kernel_event"]),
                *(round(seconds), round(one["cases"] / seconds)),
            )
        )
    steps = ", ".join(f"{what} {taken:,.0f} s" for what, taken in scales[-1]["loaded"]["seconds"].items())
    return Findings(
        title="Loading",
        columns=("cases", "clients", "officers", "events", "seconds", "cases/s"),
        rows=rows,
        notes=(
            "Invented by a seed, copied in by two processes, with every index and key made again over what "
            f"was loaded, and checked. The largest: {steps}. About four of a hundred cases are open; every "
            "officer has the same load at every scale. Two of a hundred clients are restricted.",
        ),
    )


def _of(one: Scale, users: int) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(page["page"], page["visitor"]): page for page in one["pages"] if page["users"] == users}


def _pages(scales: Sequence[Scale], users: int) -> Findings:
    held = [_of(one, users) for one in scales]
    rows: list[tuple[Cell, ...]] = []
    failures: list[str] = []
    limit = ALONE_MS if users == 1 else TOGETHER_MS
    for key, last in held[-1].items():
        medians = [one[key]["median"] if key in one else None for one in held]
        growth = times(last["median"], medians[0]) if medians[0] else None
        rows.append((key[0], SHOWN[key[1]], last["queries"], *medians, last["p95"], last["p99"], growth))
        failures += _too_much(key, last, limit, growth if users == 1 and len(scales) > 1 else None)
    names = [f"median ms, {one['cases']:,}" for one in scales]
    who = "One user" if users == 1 else f"{users} users at once"
    return Findings(
        title=who,
        columns=("page", "who", "queries", *names, "p95 ms", "p99 ms", "growth"),
        rows=rows,
        notes=(
            f"Aimed at: a median of at most {limit:.0f} ms, and at most {MOST_QUERIES} queries. For "
            f"comparison, Open Zaak publishes a median of {OPEN_ZAAK[users]} ms at this size on ten cores. "
            "Growth is from the smallest scale to the largest. p95 and p99 are of the largest. The load "
            "tool shares the cores.",
        ),
        failures=tuple(failures),
    )


def _too_much(
    key: tuple[str, str], page: Mapping[str, Any], limit: float, growth: float | None
) -> Iterator[str]:
    name = f"{key[0]} for {SHOWN[key[1]]}"
    if page["queries"] > MOST_QUERIES:
        yield f"{name} needs {page['queries']} queries."
    if page["median"] > limit:
        yield f"{name} takes {page['median']:.0f} ms with {page['users']} at once."
    if growth is not None and growth > FLAT:
        yield f"{name} takes {growth:.1f} times as long at the largest scale as at the smallest."


def _grants(largest: Scale) -> Findings:
    held = _of(largest, 1)
    rows: list[tuple[Cell, ...]] = []
    failures = []
    for page in dict.fromkeys(page for page, _ in held):
        few, many, all_ = (held.get((page, who)) for who in ("officer30", "officer300", "everywhere"))
        if not (few and many and all_):
            continue
        ratio = times(many["median"], all_["median"])
        rows.append(
            (
                page,
                few["queries"],
                many["queries"],
                all_["queries"],
                times(few["median"], all_["median"]),
                ratio,
            )
        )
        if page != "My day" and many["queries"] - all_["queries"] > MORE_QUERIES:
            failures.append(f"{page}: an officer with 300 grants needs {many['queries']} queries.")
        if page != "My day" and ratio and ratio > MORE_TIME:
            failures.append(f"{page}: an officer with 300 grants waits {ratio} times as long.")
    return Findings(
        title="What grants cost",
        columns=(
            *("page", "queries, 30 grants", "queries, 300 grants", "queries, everything"),
            *("time, 30 / everything", "time, 300 / everything"),
        ),
        rows=rows,
        notes=(
            "One user, the largest scale, the same records for all three, except My day: their own. The "
            "officer with 300 grants is cleared for two restricted levels, may not see three clients, and "
            "opened five records for today. Aimed at: at most two more queries and 1.10 times the time.",
        ),
        failures=tuple(failures),
    )


def _looks(scales: Sequence[Scale]) -> Findings:
    rows: list[tuple[Cell, ...]] = [
        (one["cases"], one["looks"]["without"], one["looks"]["with"], one["looks"]["cost"]) for one in scales
    ]
    cost = scales[-1]["looks"]["cost"]
    return Findings(
        title="What the record of who looked costs",
        columns=("cases", "ms without", "ms with", "difference"),
        rows=rows,
        notes=(
            "The page about a client, in one process, medians, turn by turn with the record and without.",
        ),
        failures=(f"The record of who looked costs {cost} ms.",) if cost > LOOK_MS else (),
    )


def _nights(largest: Scale) -> Findings:
    rows: list[tuple[Cell, ...]] = [
        (one["what"], one["found"], one["seconds"], one["before"], one["during"], one["slower"])
        for one in largest["nights"]
    ]
    return Findings(
        title="The checks of the night",
        columns=("what", "found", "seconds", "page before, ms", "page during, ms", "times"),
        rows=rows,
        notes=(
            "As if the clock had stood still for ten days. The page is that of a case, looked at by one "
            "person without a pause. An empty cell: the check was over before the page could be measured.",
        ),
    )
