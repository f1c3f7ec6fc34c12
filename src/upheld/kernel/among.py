"""Conditions that a column is one of many values, given as one array: it is read once, and the SQL is the
same however many there are.
"""

from django.db.models import BooleanField, Expression, F, Func

from upheld.kernel.prepared import Given


class _AmongThese(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class _Typed(Func):
    template = "%(expressions)s::%(kind)s"


class _PairOf(Func):
    template = "(%(expressions)s)"


class _PairAmongThese(Func):
    """One look into a table of the pairs, however many there are."""

    template = "%(expressions)s)"
    arg_joiner = " IN (SELECT * FROM unnest"
    output_field = BooleanField()


def is_among(column: str, these: Given) -> Expression:
    """The condition that a column is one of a list."""
    return _AmongThese(F(column), these)


def is_pair_among(columns: tuple[str, str], pairs: tuple[Given, Given]) -> Expression:
    """The condition that two columns, an office and a benefit, are one of the pairs of two lists."""
    offices, benefits = pairs
    return _PairAmongThese(
        _PairOf(*(F(column) for column in columns)),
        _PairOf(_Typed(offices, kind="uuid[]"), _Typed(benefits, kind="text[]")),
    )
