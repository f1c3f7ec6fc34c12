"""What somebody is shown is collected while a door is open, and told in plain words afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

LIST = "list"
"""The faintest of looks: a name in a list."""


@dataclass(frozen=True)
class Seen:
    """Clients who were shown in one way: their ids, each once, and how many were found in all if that is
    known.
    """

    kind: str
    client_ids: tuple[UUID, ...]
    found: int | None = None


@dataclass
class Looking:
    """What is shown at one door, in the order in which it was first shown."""

    door: str
    why: str = ""
    _clients: dict[str, dict[UUID, None]] = field(default_factory=dict)
    _found: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, client_ids: Iterable[UUID], found: int | None) -> None:
        """Take in what was shown. Clients who were shown in the same way before are counted once."""
        self._clients.setdefault(kind, {}).update(dict.fromkeys(client_ids))
        if found is not None:
            self._found[kind] = self._found.get(kind, 0) + found

    def seen(self) -> tuple[Seen, ...]:
        """All that was shown. A list in which nobody stood is left out, a search that found nobody is not.

        Who was shown in another way too, as on the page of their record, is not counted in lists.
        """
        closer = {one for kind, ids in self._clients.items() if kind != LIST for one in ids}
        shown = {
            kind: tuple(one for one in ids if kind != LIST or one not in closer)
            for kind, ids in self._clients.items()
        }
        return tuple(
            Seen(kind, ids, self._found.get(kind))
            for kind, ids in shown.items()
            if ids or kind in self._found
        )


_open: ContextVar[Looking | None] = ContextVar("looking", default=None)


def saw(kind: str, client_ids: Iterable[UUID], found: int | None = None) -> None:
    """Say that a query hands out something of these clients: "record", "case", "list", "search", "export"...

    Outside of any door, as in a reaction, nothing is collected.
    """
    looking = _open.get()
    if looking is not None:
        looking.add(kind, client_ids, found)


@contextmanager
def looking(*, door: str, why: str = "") -> Iterator[Looking]:
    """Collect what is shown at a door: "web", "cli", "api" or "background". The door then writes it down.

    `why` is a code of the work or the id of a challenge. A door within a door collects for itself.
    """
    collecting = Looking(door, why)
    token = _open.set(collecting)
    try:
        yield collecting
    finally:
        _open.reset(token)
