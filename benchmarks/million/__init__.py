"""Upheld at the size of a nation: a database of a million invented cases, and how its pages do on it."""
