"""Refuses officers and cases that cannot be planned, and names the row, the field and the value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upheld.planning.allocation.inputs import Case, Officer, Weights
from upheld.planning.allocation.outcome import InputsAreFaulty

_MOST_POINTS = 10**7


def check_inputs(officers: Sequence[Officer], cases: Sequence[Case], weights: Weights) -> None:
    """Raise InputsAreFaulty at the first officer, case or weight that makes no sense."""
    _check_unique("officer", (officer.id for officer in officers), len(officers))
    _check_unique("case", (case.id for case in cases), len(cases))
    for officer in officers:
        for field in ("capacity", "heads", "load", "held", "hard_held", "clearance"):
            _check("Officer", officer.id, field, getattr(officer, field), least=0)
    for case in cases:
        if not 0 < case.points <= _MOST_POINTS:
            _check("Case", case.id, "points", case.points, least=1)
    _check("Weights", weights.version, "sustainable_percent", weights.sustainable_percent, least=1, most=100)
    if not weights.load_steps or weights.load_steps[0][0] != 0:
        raise InputsAreFaulty("The first of the steps of load must begin at 0 per cent. Nothing was planned.")


def _check(what: str, name: str, field: str, value: int, *, least: int, most: int = _MOST_POINTS) -> None:
    if not least <= value <= most:
        raise InputsAreFaulty(
            f"{what} {name}: {field} is {value}, and must be from {least} to {most}. Nothing was planned."
        )


def _check_unique(what: str, ids: Iterable[str], number: int) -> None:
    seen = set(ids)
    if len(seen) < number:
        raise InputsAreFaulty(
            f"{number - len(seen)} of the {number} ids of {what}s stand twice. Give each {what} once. "
            "Nothing was planned."
        )
