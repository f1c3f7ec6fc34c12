"""Capacity: `python -m benchmarks simulating` for the speed, `python -m benchmarks.simulating` for all.

Nothing here needs a database. The second writes docs/benchmarks/capacity.md.
"""

from benchmarks.findings import Findings, Sizes
from benchmarks.simulating.speed import measure_speed


def measure(sizes: Sizes) -> Findings:
    """The speed of the simulations, as promised."""
    return measure_speed()
