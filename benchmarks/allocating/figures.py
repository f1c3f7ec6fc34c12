"""The tables of the benchmark from what its processes printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.findings import Cell, Findings

SECONDS, MEGABYTES, PER_CENT, CRISES, MILLISECONDS = 3.0, 200, 99.0, 20, 1.0
"""What is asked for: of a whole plan, of its worth, of avoidable crises, and of one case."""

Measured = dict[str, Any]


def speed(sizes: Sequence[Measured]) -> Findings:
    """Time and memory."""
    columns = (
        *(
            "cases",
            "officers",
            "load over capacity",
            "plan, CPU s",
            "plan, s",
            "ejecting, CPU s",
            "ejections",
        ),
        *("peak memory, MB", "of it before the plan, MB"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *_named(one),
            round(one["plan"]["cpu"], 2),
            round(one["plan"]["wall"], 2),
            round(one["plan"]["ejecting"], 2),
            one["plan"]["ejections"],
            one["plan"]["peak_mb"],
            one["plan"]["before_mb"],
        )
        for one in sizes
    ]
    notes = (
        "The plan is everything from officers and cases to the reasons for what is left, without ejections. "
        "The memory is that of the whole process, with Python, the solver and the agency in it.",
        f"Asked for: at most {SECONDS:.0f} seconds and {MEGABYTES} MB.",
    )
    return Findings("How fast a batch is planned", columns, rows, notes, tuple(_too_slow(sizes)))


def quality(sizes: Sequence[Measured]) -> Findings:
    """What the plans attain of the bound, and what is wrong with them."""
    columns = (
        *(
            "cases",
            "officers",
            "load over capacity",
            "per cent of the bound",
            "if cases came in parts",
            "placed",
        ),
        *("rules broken", "urgent left", "of them avoidable"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *_named(one),
            round(100 * one["plan"]["worth"] / one["bound"]["bound"], 2),
            round(100 * one["plan"]["worth"] / one["bound"]["in_parts"], 2),
            one["plan"]["placed"],
            one["plan"]["violations"],
            one["plan"]["urgent_left"],
            one["plan"]["avoidable"],
        )
        for one in sizes
    ]
    notes = (
        "Worth is what a plan saves of the prices of leaving cases, less what it costs by the published "
        "weights. The bound is a linear programme solved by HiGHS in another process. In it each officer's "
        "room is rounded down to what whole cases can fill; beside it the bound in which half a case can be "
        "given.",
        "Rules are checked by a program that shares nothing with the planner. An urgent case is avoidably "
        "left if somebody could have it once all ordinary cases of this plan were taken away.",
    )
    return Findings("How good the plans are", columns, rows, notes, tuple(_not_good(sizes)))


def peers(sizes: Sequence[Measured]) -> Findings:
    """The planner beside simple ways that keep the same rules."""
    columns = (
        "cases",
        "load over capacity",
        "way",
        "per cent of the bound",
        "placed",
        "urgent left",
        "late left",
        "CPU s",
    )
    rows: list[tuple[Cell, ...]] = []
    for one in sizes:
        for way in ({**one["plan"], "way": "Upheld"}, *one["greedy"]):
            rows.append(
                (
                    one["cases"],
                    one["ratio"],
                    way["way"],
                    round(100 * way["worth"] / one["bound"]["bound"], 2),
                    way["placed"],
                    way["urgent_left"],
                    way["late_left"],
                    round(way["cpu"], 2),
                )
            )
    notes = (
        "Late: past the whole time of its standard. All ways see the same agency and keep every hard rule.",
    )
    return Findings("Beside simple ways", columns, rows, notes)


def one_case(found: Measured) -> Findings:
    """How long one case takes."""
    columns = (
        "officers",
        "cases",
        "median ms",
        "99 of 100 below, ms",
        "the same by the clock, ms",
        "worst ms",
    )
    milliseconds = (round(found[name], 3) for name in ("p50", "p99", "wall_p99", "worst"))
    failures = () if found["p99"] < MILLISECONDS else ("One case takes a millisecond or more.",)
    notes = (
        f"CPU time, beside what went before. The index is made once, in {found['indexed']:.2f} seconds.",
    )
    return Findings(
        "One case at once", columns, [(found["officers"], found["cases"], *milliseconds)], notes, failures
    )


def _named(one: Measured) -> tuple[Cell, ...]:
    return one["cases"], one["officers"], one["ratio"]


def _too_slow(sizes: Sequence[Measured]) -> Iterator[str]:
    for one in sizes:
        if one["plan"]["cpu"] > SECONDS or one["plan"]["peak_mb"] > MEGABYTES:
            cpu, peak = one["plan"]["cpu"], one["plan"]["peak_mb"]
            yield f"{one['cases']:,} cases at {one['ratio']} took {cpu:.2f} seconds and {peak} MB."


def _not_good(sizes: Sequence[Measured]) -> Iterator[str]:
    for one in sizes:
        where, plan = f"{one['cases']:,} cases at {one['ratio']}", one["plan"]
        attained = 100 * plan["worth"] / one["bound"]["bound"]
        if attained < PER_CENT:
            yield f"{where} attained {attained:.2f} per cent of the bound, and {PER_CENT:.0f} are asked for."
        if plan["violations"]:
            yield f"{where}: {plan['violations']} hard rules were broken, such as {plan['wrong'][0]}."
        if plan["avoidable"] > CRISES:
            yield f"{where}: {plan['avoidable']} urgent cases were left that could have been placed."
