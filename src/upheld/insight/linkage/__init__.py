"""Linkage: which records of separate systems are about one person, how sure that is, and why.

`scoring` and what it stands on are plain Python, for a record that has just arrived; `engine` links whole
populations with the same model, on DuckDB or Spark. Nothing here is written to where state lives.
"""
