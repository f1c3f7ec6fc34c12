"""What a viewer brings into a query, so that one query serves everyone: its SQL is written for none of them.

A prepared query is made for a viewer without a face: nobody's account, no offices, no clients. What differs
between people can only come in as a value, when they ask; forgotten, it shows nothing to anyone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from upheld.domains.access.rules.roles import Role
from upheld.domains.access.rules.scope import EVERY_LEVEL, Viewer
from upheld.kernel.prepared import Given, Prepared, Row

_FACELESS = UUID(int=0)
_SEE_ALL = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@lru_cache(4096)
def _listed(some: frozenset[Any]) -> str:
    """The elements of an array, as PostgreSQL reads them. Somebody's three hundred offices stand in every
    query, several times: written once, they cost nothing.
    """
    return ",".join(f'"{one}"' for one in some)


def _array(*parts: str) -> str:
    return f"{{{','.join(part for part in parts if part)}}}"


_BROUGHT: Mapping[str, Callable[[Viewer], Any]] = {
    "account_id": lambda viewer: viewer.account_id,
    "themself": lambda viewer: [viewer.account_id],
    "clearance": lambda viewer: viewer.clearance,
    "offices": lambda viewer: _array(_listed(viewer.offices)),
    "whole_offices": lambda viewer: _array(_listed(viewer.whole_offices)),
    "limited_offices": lambda viewer: _array(*(_listed(some) for some in viewer.offices_by_benefit.values())),
    "limited_benefits": lambda viewer: _array(
        *(",".join([f'"{benefit}"'] * len(some)) for benefit, some in viewer.offices_by_benefit.items())
    ),
    "everywhere_for": lambda viewer: _array(_listed(viewer.everywhere_for)),
    "closed": lambda viewer: _array(_listed(viewer.closed)),
    "led_teams": lambda viewer: _array(_listed(viewer.led_teams)),
    "managed_offices": lambda viewer: _array(_listed(viewer.managed_offices)),
    "safeguarded_offices": lambda viewer: _array(_listed(viewer.safeguarded_offices)),
    "challenged": lambda viewer: _array(_listed(viewer.challenged)),
}
"""By name. `limited_offices` and `limited_benefits` belong together, place by place."""


def of_viewer(viewer: Viewer, name: str) -> Given:
    """Something that a viewer brings, as a value of a query."""
    return Given(f"viewer {name}", _BROUGHT[name](viewer))


class SeenBy(Prepared[Row]):
    """A prepared query of what a viewer may see. The function that makes it takes a viewer first."""

    def by(self, viewer: Viewer, *shape: Hashable, **given: Any) -> list[Row]:
        """Every row that this viewer may see. One query."""
        return self._ask(
            (_sight(viewer), shape),
            lambda: self._make(_without_face(viewer), *shape),
            _Brought(viewer, given),
        )


class _Brought(dict[str, Any]):
    """What is given to a query, and whatever it asks of the viewer besides."""

    def __init__(self, viewer: Viewer, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self._viewer = viewer

    def __missing__(self, name: str) -> Any:
        return _BROUGHT[name.removeprefix("viewer ")](self._viewer)


def _sight(viewer: Viewer) -> Hashable:
    """Of all that a viewer is, what decides which conditions a query has."""
    return (
        *(viewer.everywhere, bool(viewer.everywhere_for), viewer.clearance >= EVERY_LEVEL),
        *(viewer.manages_everywhere, viewer.safeguards_everywhere, viewer.roles & _SEE_ALL),
    )


def _without_face(viewer: Viewer) -> Viewer:
    """A viewer who has the same sight, and is nobody in no place."""
    return Viewer(
        account_id=_FACELESS,
        everywhere=viewer.everywhere,
        everywhere_for=frozenset({""}) if viewer.everywhere_for else frozenset(),
        clearance=EVERY_LEVEL if viewer.clearance >= EVERY_LEVEL else 0,
        manages_everywhere=viewer.manages_everywhere,
        safeguards_everywhere=viewer.safeguards_everywhere,
        roles=viewer.roles & _SEE_ALL,
    )
