"""Identifiers: UUIDs of version 7, which sort by the time they were made, so that indexes grow at one end."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new identifier, never used before, later than every one that this process has made."""
    return uuid7()


SYSTEM = UUID("00000000-0000-7000-8000-000000000000")
"""The account of Upheld itself: what the clock does, and what is done by a command on the machine."""
