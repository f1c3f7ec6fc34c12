"""How fast Upheld is, measured: `make bench`. Each benchmark prints a table, and all of them are written to
docs/benchmarks/.

Each runs in a process of its own, on the embedded PostgreSQL, in a folder of its own that is removed at the
end. Wherever it makes sense a figure stands beside a baseline of the same run: the ratio says more than the
seconds, which differ with the machine.
"""
