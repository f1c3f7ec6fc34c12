"""One command is one transaction, and what it announces is delivered with it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from upheld.kernel import outbox
from upheld.kernel.errors import RuleBroken

P = ParamSpec("P")
R = TypeVar("R")

_depth: ContextVar[int] = ContextVar("command_depth", default=0)
_constraints: dict[str, type[RuleBroken]] = {}


def constraint_means(name: str, error: type[RuleBroken]) -> None:
    """Say which domain exception a broken database constraint stands for."""
    _constraints[name] = error


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in one transaction, with every command that it calls: all of it is kept, or nothing.

    A command that is called by another fails together with it. One that is called inside
    `transaction.atomic()`, as for a row of an import, can fail alone. A broken database constraint that a
    domain has named comes out as that domain's exception.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outermost = _depth.get() == 0
        with _translated(), outbox.together(), transaction.atomic(savepoint=outermost), _counted():
            result = function(*args, **kwargs)
            if outermost:
                outbox.react_now()
            return result

    return run


@contextmanager
def _counted() -> Iterator[None]:
    token = _depth.set(_depth.get() + 1)
    try:
        yield
    finally:
        _depth.reset(token)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        meaning = _constraints.get(diagnosis.constraint_name or "") if diagnosis else None
        if meaning is None:
            raise
        raise meaning() from error
