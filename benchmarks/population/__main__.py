"""`python -m benchmarks.population --records 1000000 --systems 4 --seed 1 OUT`: an invented population.

OUT ends in .parquet, or in .csv for a CSV file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet

from benchmarks.population.holdings import SYSTEMS
from benchmarks.population.making import make_population


def main() -> int:
    """Make the population and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.population", description=__doc__)
    parser.add_argument(
        "--records", type=int, default=1_000_000, help="how many records, all systems together"
    )
    parser.add_argument("--systems", type=int, default=4, choices=range(1, len(SYSTEMS) + 1))
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same file")
    parser.add_argument("out", type=Path, metavar="OUT", help="the file to write: .parquet or .csv")
    given = parser.parse_args()
    if given.records < 1:
        parser.error("there must be at least one record")
    table = make_population(records=given.records, systems=given.systems, seed=given.seed)
    if given.out.suffix == ".csv":
        pyarrow.csv.write_csv(table, given.out)
    else:
        pyarrow.parquet.write_table(table, given.out, compression="zstd")
    print(f"{table.num_rows:,} records of {len(table['truth'].unique()):,} people are in {given.out}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
