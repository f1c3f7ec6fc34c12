"""How well and how fast Upheld links records: `make evaluate`, and a shorter part of it in `make bench`.

Every run of linkage is a process of its own, by the command that people use: `upheld link evaluate`.
"""
