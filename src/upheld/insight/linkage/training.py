# ruff: noqa: S608 - the SQL is our own, and names in it come from this package
"""Estimating a model on a population, without being told who is who, and a report of what was found.

m comes from expectation and maximisation (EM) over the pairs that blocking finds: the pairs are thought of as
two kinds, those of one person and those of two, and the levels of both are estimated again and again. u
comes from pairs taken blindly. Each estimate begins at the starting model and leaves it only as far as the
records seen bear it out, so that no level is left without a value. What hardly ever agrees by chance
(numbers, phones, emails, addresses, deaths) keeps the u that was set by hand: blind
pairs cannot see one in a million.

Training is never automatic, and never moves the thresholds: those follow from harm, not from data.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import duckdb
from splink import DuckDBAPI

from upheld.insight.linkage.blocking import FEW, FOR_FEW
from upheld.insight.linkage.deciding import number_of
from upheld.insight.linkage.engine import MEMORY, THREADS, Source, block, connected, prepare
from upheld.insight.linkage.levels import FIELDS, LEVELS
from upheld.insight.linkage.model import LEAST, LinkageModel, NameCounts, Odds, load_model
from upheld.insight.linkage.splinking import score_pairs

MOST_BLIND_PAIRS = 2_000_000
ROUNDS = 40
WORTH_OF_START_M = 30.0
WORTH_OF_START_U = 200_000.0
"""How many pairs the starting model is worth beside those that are seen."""
SET_BY_HAND = ("number", "phone", "email", "place", "died")
LEAST_M = 0.002
"""No level is taken to be rarer among one person's records: lives are stranger than a sample of them."""
FEWEST_BEARERS = 10
"""A name that fewer records hold is not listed in a model: it could point to a person."""
MOST_NAMES = 4000
FEWEST_SHARED = 50
MOST_OWN = 0.5
"""Households are ruled out by at least so many pairs, of which at most this share have their own numbers."""


class TooFewPairs(ValueError):
    """Too few pairs of one person were found to estimate anything."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A model, and the report of how it came about: one line for each finding, in plain English."""

    model: LinkageModel
    report: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """So many pairs that stand at the same levels (by number, field by field)."""

    levels: tuple[int, ...]
    pairs: int


def train(
    source: Source,
    version: str,
    *,
    on: date,
    start: LinkageModel | None = None,
    across_systems_only: bool = False,
    memory: str = MEMORY,
    threads: int = THREADS,
) -> Trained:
    """Estimate a model of a version on the records of a source. `on` is the day that the model states.

    Raises:
        TooFewPairs: fewer than 100 pairs seem to be of one person.
        NoRecords: the source cannot be read as records.

    """
    start = start or load_model()
    with connected(memory, threads) as con:
        prepare(con, source, start)
        records = _count(con, "SELECT count(*) FROM forms")
        if records <= FEW:
            start = replace(start, blocking=tuple(dict.fromkeys((*start.blocking, *FOR_FEW))))
        block(con, start, across_systems_only=across_systems_only)
        blocked = _patterns(con, "candidates", start)
        _take_blindly(con, records)
        blind = _patterns(con, "blind", start)
        given, family = _names(con, "given_name", start.given), _names(con, "family_name", start.family)
    m, found = _estimate_m(blocked, start)
    if found < 100:
        raise TooFewPairs(
            f"Only {found:.0f} pairs of these {records:,} records seem to be of one person; 100 are needed "
            "to estimate a model. The model in use stays as it is. Train on more records."
        )
    u = _estimate_u(blind, start)
    trained = replace(
        start,
        version=version,
        prior=min(0.01, max(1e-9, found / (records * (records - 1) / 2))),
        odds={
            name: Odds(max(m[name], min(LEAST_M, start.odds[name].m)), _bounded(u[name]))
            for name in start.odds
        },
        given=given,
        family=family,
        households=_hold_households(blocked),
        trained={
            "how": "EM without labels over blocked pairs for m, blind pairs for u; some u set by hand",
            "set_by_hand": list(SET_BY_HAND),
            "from": start.version,
            "on": on.isoformat(),
            "records": records,
            "pairs_of_one_person": round(found),
        },
    )
    return Trained(trained, tuple(_report(start, trained, records, found)))


def _bounded(share: float) -> float:
    return min(1.0, max(LEAST, share))


def _count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row else 0


def _take_blindly(con: duckdb.DuckDBPyConnection, records: int) -> None:
    """The table `blind`: pairs of rows without a pattern, the same in every run."""
    number = min(MOST_BLIND_PAIRS, 40 * records)
    con.execute(
        f"""CREATE TABLE blind AS
        SELECT least(a, b) AS join_key_l, greatest(a, b) AS join_key_r, '0' AS match_key FROM (
            SELECT CAST(1 + hash(n) % {records} AS INTEGER) AS a,
                   CAST(1 + hash(n + {number}) % {records} AS INTEGER) AS b
            FROM range({number}) AS t(n))
        WHERE a <> b"""
    )


def _patterns(con: duckdb.DuckDBPyConnection, pairs: str, model: LinkageModel) -> list[Pattern]:
    """How the pairs of a table compare, counted."""
    table = score_pairs(DuckDBAPI(con), "forms", pairs, model, all_levels=True)
    levels = ", ".join(f"gamma_{field}" for field in FIELDS)
    rows = con.execute(f"SELECT {levels}, count(*) FROM {table} GROUP BY ALL").fetchall()
    con.execute(f"DROP TABLE {table}")
    return sorted((Pattern(row[:-1], row[-1]) for row in rows), key=lambda pattern: pattern.levels)


_NAMES = {field: {number_of(level.name): level.name for level in levels} for field, levels in FIELDS.items()}


def _named(pattern: Pattern) -> list[str]:
    """The names of a pattern's levels that say something."""
    names = (_NAMES[field][number] for field, number in zip(FIELDS, pattern.levels, strict=True))
    return [name for name in names if not LEVELS[name].says_nothing]


def _estimate_m(patterns: Iterable[Pattern], start: LinkageModel) -> tuple[dict[str, float], float]:
    """M of each level, and how many pairs are of one person, by EM over the blocked pairs."""
    named = [(_named(pattern), pattern.pairs) for pattern in patterns]
    m = {name: odds.m for name, odds in start.odds.items()}
    sure = [
        1 / (1 + 2 ** -(start.prior_weight + sum(start.odds[name].weight for name in names)))
        for names, _ in named
    ]
    found = 0.0
    for _ in range(ROUNDS):
        found = sum(one * pairs for one, (_, pairs) in zip(sure, named, strict=True))
        rest = sum(pairs for _, pairs in named) - found
        m = _shares(zip(sure, named, strict=True), m_start(start), WORTH_OF_START_M)
        other = _shares(((1 - one, pair) for one, pair in zip(sure, named, strict=True)), m, 1.0)
        bits = {name: math.log2(_bounded(m[name]) / _bounded(other[name])) for name in m}
        begin = math.log2(max(found, 1.0) / max(rest, 1.0))
        sure = [
            1 / (1 + 2 ** -max(-60.0, min(60.0, begin + sum(bits[name] for name in names))))
            for names, _ in named
        ]
    return m, found


def m_start(start: LinkageModel) -> dict[str, float]:
    """The m of each level of a model."""
    return {name: odds.m for name, odds in start.odds.items()}


def _estimate_u(patterns: Iterable[Pattern], start: LinkageModel) -> dict[str, float]:
    """U of each level, from pairs taken blindly; some stay as they were set by hand."""
    held = {name: odds.u for name, odds in start.odds.items()}
    seen = _shares(((1.0, (_named(pattern), pattern.pairs)) for pattern in patterns), held, WORTH_OF_START_U)
    return {name: held[name] if name.partition(".")[0] in SET_BY_HAND else seen[name] for name in held}


def _shares(
    pairs: Iterable[tuple[float, tuple[list[str], int]]], start: Mapping[str, float], worth: float
) -> dict[str, float]:
    """The share of each level among the pairs of its field, the start counted in as so many pairs."""
    counts = {name: share * worth for name, share in start.items()}
    for part, (names, number) in pairs:
        for name in names:
            counts[name] += part * number
    totals: dict[str, float] = {}
    for name, count in counts.items():
        field = name.partition(".")[0]
        totals[field] = totals.get(field, 0.0) + count
    return {name: count / totals[name.partition(".")[0]] for name, count in counts.items()}


def _hold_households(patterns: Iterable[Pattern]) -> bool:
    """Whether people of unlike names who share an address have numbers of their own. Where nearly all have
    the same number, it is one person whose name was written wrongly. Too few pairs: they are assumed.
    """
    own = same = 0
    for pattern in patterns:
        names = set(_named(pattern))
        if names & {"name.family_same", "name.different", "name.given_same"} and names & {
            "place.same",
            "place.address",
        }:
            own += pattern.pairs * ("number.different" in names)
            same += pattern.pairs * bool(names & {"number.same", "number.one_slip", "number.two_slips"})
    return own + same < FEWEST_SHARED or own > MOST_OWN * (own + same)


def _names(con: duckdb.DuckDBPyConnection, form: str, start: NameCounts) -> NameCounts:
    """How common the names are. What is not listed counts as its bearers' average, or as at the start."""
    rows = con.execute(
        f"""SELECT {form}, count(*) AS n, sum(count(*)) OVER () AS total FROM forms WHERE {form} IS NOT NULL
        GROUP BY {form} ORDER BY n DESC, {form}"""
    ).fetchall()
    listed = {name: round(n / total, 7) for name, n, total in rows[:MOST_NAMES] if n >= FEWEST_BEARERS}
    rest = [(n, total) for name, n, total in rows if name not in listed]
    held = sum(n for n, _ in rest)
    unlisted = sum(n * n for n, _ in rest) / (held * rest[0][1]) if held else start.unlisted
    return NameCounts(listed, max(round(unlisted, 8), start.unlisted))


def _report(start: LinkageModel, trained: LinkageModel, records: int, found: float) -> Iterable[str]:
    yield f"{records:,} records; about {found:,.0f} of the compared pairs are of one person."
    yield f"{len(trained.given.listed):,} given and {len(trained.family.listed):,} family names were counted."
    yield "Weights of evidence in bits, before and after; more than one bit of difference deserves a look:"
    for name, odds in trained.odds.items():
        before = start.odds[name].weight
        look = "  <- look" if abs(odds.weight - before) > 1 else ""
        yield f"{name:30} {before:+7.2f} {odds.weight:+7.2f}   m {odds.m:.2g}, u {odds.u:.2g}{look}"
