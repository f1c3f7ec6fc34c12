"""Figures that cannot be are refused with their name and value, before anything is reckoned from them."""

from __future__ import annotations

import math


class ImpossibleFigure(ValueError):
    """A figure that cannot be: `field` is its name, `value` what was given, `must` what it must be."""

    def __init__(self, field: str, value: object, must: str) -> None:
        super().__init__(field, value, must)
        self.field, self.value, self.must = field, value, must

    def __str__(self) -> str:
        return f"{self.field} is {self.value}: it must be {self.must}. Nothing was reckoned."


def need(holds: bool, field: str, value: object, must: str) -> None:
    """Raise ImpossibleFigure unless it holds."""
    if not holds:
        raise ImpossibleFigure(field, value, must)


def need_above(field: str, value: float, bound: float = 0.0) -> None:
    """Raise ImpossibleFigure unless the value is a finite number above the bound."""
    need(math.isfinite(value) and value > bound, field, value, f"a number above {bound:g}")


def need_from(field: str, value: float, bound: float = 0.0) -> None:
    """Raise ImpossibleFigure unless the value is a finite number, the bound or more."""
    need(math.isfinite(value) and value >= bound, field, value, f"a number of {bound:g} or more")


def need_share(field: str, value: float, *, whole: bool = True) -> None:
    """Raise ImpossibleFigure unless the value is a share from 0 to 1; without `whole`, below 1."""
    need(0.0 <= value <= 1.0 if whole else 0.0 <= value < 1.0, field, value, "a share from 0 to 1")
