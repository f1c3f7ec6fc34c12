"""Numbers: tables, charts with their tables, and how much someone carries against their limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Link:
    """A cell or a value that leads somewhere."""

    words: str
    href: str


Cell = str | int | Decimal | Link | SafeString


@dataclass(frozen=True)
class Column:
    """A column's heading. Numbers stand on the right."""

    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table that its caption explains. The first cell of each row names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    caption_hidden: bool = False


@dataclass(frozen=True)
class Chart:
    """A picture, whose title says the finding, with the table that it was drawn from and where that comes
    from.
    """

    title: str
    picture: SafeString
    table: Table
    note: str = ""


def drawing(svg: str) -> SafeString:
    """An SVG made on the server, ready for a page. Raises ValueError when the content security policy would
    refuse part of it.
    """
    for refused in ("style=", "<style", "<script"):
        if refused in svg:
            raise ValueError(f"The drawing has {refused!r} in it, which the content security policy refuses.")
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - made by ourselves, and checked above


@dataclass(frozen=True)
class Workload:
    """Points carried against a limit. `deductions` say first what was taken off the limit, and why: (words,
    points).
    """

    points: int
    limit: int
    deductions: tuple[tuple[str, int], ...] = ()
    whose: str = "You carry"

    @property
    def is_over(self) -> bool:
        """Whether more is carried than the limit allows."""
        return self.points > self.limit

    @property
    def words(self) -> str:
        """How the load stands, in words."""
        room = self.limit - self.points
        if room < 0:
            return f"{-room} over the limit"
        return "At the limit" if room == 0 else f"Room for {room} more"

    @property
    def carried_width(self) -> str:
        """Width of the part within the limit, as a share of the bar."""
        return self._share(min(self.points, self.limit))

    @property
    def over_width(self) -> str:
        """Width of the part beyond the limit, as a share of the bar."""
        return self._share(max(self.points - self.limit, 0))

    @property
    def limit_at(self) -> str:
        """Where the limit is marked, as a share of the bar."""
        return self._share(self.limit)

    def _share(self, points: int) -> str:
        return f"{100 * points / max(self.points, self.limit, 1):.1f}%"


@dataclass(frozen=True)
class Fact:
    """A line of a summary list: a name, one or several values, and perhaps a link to change it."""

    name: str
    value: Cell | tuple[Cell, ...]
    change: Link | None = None
