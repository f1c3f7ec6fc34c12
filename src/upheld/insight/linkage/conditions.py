"""Conditions on a pair of records, each in SQL and in Python at once, so that neither can change alone.

In SQL the two records' forms end in `_l` and `_r`, as Splink writes them. A comparison with a form that is
missing is false, in both.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from upheld.insight.linkage.normalising import Normalised

Predicate = Callable[[Normalised, Normalised], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """What may be true of a pair: the SQL and the Python of it."""

    sql: str
    holds: Predicate

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql} AND {other.sql})", lambda a, b: self.holds(a, b) and other.holds(a, b))

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql} OR {other.sql})", lambda a, b: self.holds(a, b) or other.holds(a, b))

    def __invert__(self) -> "Condition":
        return Condition(f"(NOT coalesce({self.sql}, FALSE))", lambda a, b: not self.holds(a, b))


def _form(record: Normalised, name: str) -> str | None:
    value: str | None = getattr(record, name)
    return value


def _of_two(sql: str, one: str, other: str, test: Callable[[str, str], bool]) -> Condition:
    """A test of two texts, of form `one` of the first record and `other` of the second."""

    def holds(a: Normalised, b: Normalised) -> bool:
        left, right = _form(a, one), _form(b, other)
        return left is not None and right is not None and test(left, right)

    return Condition(f"({sql.format(l=f'{one}_l', r=f'{other}_r')})", holds)


def crosswise(one: str, other: str, build: Callable[[str, str], Condition]) -> Condition:
    """A condition that may hold either way round, so that the order of the two records does not matter."""
    return build(one, other) if one == other else build(one, other) | build(other, one)


def equal(one: str, other: str | None = None) -> Condition:
    """Both forms are the same; of two forms, this one of either record is that one of the other."""
    return crosswise(one, other or one, lambda x, y: _of_two("{l} = {r}", x, y, lambda a, b: a == b))


def held(form: str) -> Condition:
    """Both records hold the form."""
    return Condition(
        f"({form}_l IS NOT NULL AND {form}_r IS NOT NULL)",
        lambda a, b: _form(a, form) is not None and _form(b, form) is not None,
    )


def edits(one: str, other: str | None = None, *, at_most: int, shortest: int) -> Condition:
    """At most so many letters changed, added or left out, in texts of at least so many letters."""
    sql = (
        f"length({{l}}) >= {shortest} AND length({{r}}) >= {shortest} "
        f"AND levenshtein({{l}}, {{r}}) <= {at_most}"
    )

    def near(a: str, b: str) -> bool:
        return (
            len(a) >= shortest
            and len(b) >= shortest
            and Levenshtein.distance(a.encode(), b.encode()) <= at_most
        )

    return crosswise(one, other or one, lambda x, y: _of_two(sql, x, y, near))


def one_slip(form: str) -> Condition:
    """One letter changed, added or left out, or two neighbours exchanged."""
    return _of_two(
        "damerau_levenshtein({l}, {r}) <= 1",
        form,
        form,
        lambda a, b: OSA.distance(a.encode(), b.encode()) <= 1,
    )


def begins(form: str, *, letters: int) -> Condition:
    """One of the two is the beginning of the other, of at least so many letters."""
    sql = (
        f"length({{l}}) >= {letters} AND length({{r}}) >= {letters} AND "
        "(starts_with({l}, {r}) OR starts_with({r}, {l}))"
    )
    return _of_two(
        sql,
        form,
        form,
        lambda a, b: min(len(a), len(b)) >= letters and (a.startswith(b) or b.startswith(a)),
    )


def among(word: str, words: str) -> Condition:
    """The one text is a word of the other, either way round."""
    return crosswise(
        word,
        words,
        lambda x, y: (
            _of_two("contains(' ' || {r} || ' ', ' ' || {l} || ' ')", x, y, lambda a, b: f" {a} " in f" {b} ")
            if x == word
            else _of_two(
                "contains(' ' || {l} || ' ', ' ' || {r} || ' ')", x, y, lambda a, b: f" {b} " in f" {a} "
            )
        ),
    )


def length_is(form: str, letters: int) -> Condition:
    """Either of the two has exactly so many letters, and both are held."""
    return _of_two(
        f"least(length({{l}}), length({{r}})) = {letters}",
        form,
        form,
        lambda a, b: min(len(a), len(b)) == letters,
    )


def same_part(form: str, first: int, length: int) -> Condition:
    """The same signs from the first (counted from 1), so many of them."""
    return _of_two(
        f"substr({{l}}, {first}, {length}) = substr({{r}}, {first}, {length})",
        form,
        form,
        lambda a, b: a[first - 1 : first - 1 + length] == b[first - 1 : first - 1 + length],
    )


def swapped_day_and_month(form: str) -> Condition:
    """Two days of one year, day and month exchanged (YYYYMMDD)."""
    return _of_two(
        "substr({l}, 1, 4) = substr({r}, 1, 4) AND substr({l}, 5, 2) = substr({r}, 7, 2) "
        "AND substr({l}, 7, 2) = substr({r}, 5, 2)",
        form,
        form,
        lambda a, b: a[:4] == b[:4] and a[4:6] == b[6:8] and a[6:8] == b[4:6],
    )


def ends(form: str, ending: str) -> Condition:
    """Either of the two ends so, and both are held."""
    return _of_two(
        f"(right({{l}}, {len(ending)}) = '{ending}' OR right({{r}}, {len(ending)}) = '{ending}')",
        form,
        form,
        lambda a, b: a.endswith(ending) or b.endswith(ending),
    )


def before(one: str, other: str) -> Condition:
    """The one day of either record lies before the other day of the other (YYYYMMDD)."""
    earlier = _of_two("{l} < {r}", one, other, lambda a, b: a < b)
    later = _of_two("{l} > {r}", other, one, lambda a, b: a > b)
    return earlier | later
