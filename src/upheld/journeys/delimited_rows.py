"""Reading delimited text row by row, so that one broken row costs no other row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_STRAY_QUOTE = "A quotation mark opens in it and does not close properly. Remove it, or close it."


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet counts (the headings are row 1), its cells, and its text.

    `problem` says, as a sentence, why the cells cannot be told apart; then there are none.
    """

    number: int
    cells: list[str]
    text: str
    problem: str = ""


class _Lines:
    """Hands out lines, remembers those of the present row, and takes back what did not belong to it."""

    def __init__(self, source: Iterable[str]) -> None:
        self._source = iter(source)
        self._back: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._source)
        self.taken.append(line)
        return line

    def begin(self) -> None:
        """A new row begins."""
        self.taken = []

    def give_back_all_but_first(self) -> str:
        """Only the first line of the present row belongs to it. Returns that line."""
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        return first


def read_rows(source: Iterable[str], delimiter: str) -> Iterator[Row]:
    """Read the rows of delimited text. Empty lines count as rows and are left out.

    A row whose quotation marks are broken, or that runs over several lines and has another number of cells
    than the first row, ends with its first line, and reading goes on with the line after it.
    """
    lines = _Lines(source)
    number, width = 0, 0
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            number += 1
            yield Row(number, [], lines.give_back_all_but_first(), _STRAY_QUOTE)
            continue
        number += 1
        width = width or len(cells)
        if len(lines.taken) > 1 and len(cells) != width:
            yield Row(number, [], lines.give_back_all_but_first(), _STRAY_QUOTE)
        elif cells:
            yield Row(number, cells, "".join(lines.taken))
