"""Upheld: the working system of a benefits agency's front line."""

__version__ = "0.1.0"
