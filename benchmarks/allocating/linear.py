"""A linear programme that is written down row by row, and solved by SciPy's HiGHS."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array


class Programme:
    """Columns with a cost and an upper bound; rows that equal something, or are at most something."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._costs: list[float] = []
        self._bounds: list[float] = []
        self._equal: list[tuple[list[tuple[int, float]], float]] = []
        self._at_most: list[tuple[list[tuple[int, float]], float]] = []

    def column(self, cost: float, most: float = np.inf) -> int:
        """A new column from 0 to `most`."""
        self._costs.append(cost)
        self._bounds.append(most)
        return len(self._costs) - 1

    def equals(self, terms: Iterable[tuple[int, float]], right: float) -> None:
        """A row: these columns, so many times each, equal this."""
        self._equal.append((list(terms), right))

    def at_most(self, terms: Iterable[tuple[int, float]], right: float) -> None:
        """A row: these columns, so many times each, are at most this."""
        self._at_most.append((list(terms), right))

    def least(self, method: str = "highs-ds") -> float:
        """The least cost. Raises RuntimeError where there is none."""
        equal, right = self._matrix(self._equal)
        at_most, limits = self._matrix(self._at_most)
        bounds = np.column_stack([np.zeros(len(self._bounds)), np.array(self._bounds)])
        found = linprog(
            np.array(self._costs),
            A_ub=at_most,
            b_ub=limits,
            A_eq=equal,
            b_eq=right,
            bounds=bounds,
            method=method,
        )
        if found.status != 0:
            raise RuntimeError(f"The bound could not be found: {found.message}")
        return float(found.fun)

    def _matrix(
        self, rows: list[tuple[list[tuple[int, float]], float]]
    ) -> tuple[coo_array, np.typing.NDArray[np.float64]]:
        sizes = [len(terms) for terms, _ in rows]
        at = np.repeat(np.arange(len(rows)), sizes)
        columns = np.array([column for terms, _ in rows for column, _ in terms], np.int64)
        times = np.array([factor for terms, _ in rows for _, factor in terms], np.float64)
        shape = (len(rows), len(self._costs))
        return coo_array((times, (at, columns)), shape=shape), np.array([right for _, right in rows])
