"""A door: what the product shows to somebody through one query, and what the oracle lets them see there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from tests.builders.random_agency import AT, TODAY, RandomAgency
from tests.oracle.facts import Facts
from tests.oracle.rules import Oracle
from upheld.domains.access.queries import Viewer
from upheld.kernel.errors import NotFound, RuleBroken

T = TypeVar("T")

LATER = datetime(2200, 1, 1, tzinfo=UTC)
MANY = 10_000


@dataclass(frozen=True)
class Here:
    """An agency, the facts about it, and what the oracle says."""

    made: RandomAgency
    facts: Facts
    oracle: Oracle
    at: datetime = AT
    on: Any = TODAY


class Door(NamedTuple):
    """`shown` asks the product, `allowed` the oracle; the two are equal, whoever looks."""

    shown: Callable[[Here, Viewer], object]
    allowed: Callable[[Here, UUID], object]


def found(ids: Iterable[T], reading: Callable[[T], object]) -> set[T]:
    """Those of which a query says something else than that there is no such thing."""
    return {one for one in ids if _exists(one, reading)}


def _exists(one: T, reading: Callable[[T], object]) -> bool:
    try:
        reading(one)
    except NotFound:
        return False
    except RuleBroken:
        return True
    return True


def refused(reading: Callable[[], T]) -> T | str:
    """What a query gives, or the name of its refusal."""
    try:
        return reading()
    except RuleBroken as error:
        return type(error).__name__


def of_cases(condition: Callable[[Here, UUID, Any], bool]) -> Callable[[Here, UUID], set[UUID]]:
    """The ids of the cases for which something is true of somebody."""
    return lambda here, who: {one.id for one in here.facts.cases.values() if condition(here, who, one)}


def of_promises(condition: Callable[[Any], bool] = lambda promise: True) -> Callable[[Here, UUID], set[UUID]]:
    """The ids of the promises that somebody sees, among those for which something is true."""
    return lambda here, who: {
        one.id for one in here.facts.promises if condition(one) and here.oracle.sees_matter(who, one)
    }


def seen_clients(here: Here, who: UUID) -> set[UUID]:
    """The clients whom somebody sees."""
    return {one for one in here.facts.clients if here.oracle.sees_client(who, one)}
