"""Writes of the charter: making promises, keeping them, and saying honestly when they were broken."""

from upheld.domains.charter.commands.breaking import break_promises_due
from upheld.domains.charter.commands.ending import (
    keep_promise,
    keep_promises_of_case,
    keep_promises_of_task,
    pass_promises_on,
    withdraw_promises,
)
from upheld.domains.charter.commands.erasing import (
    erase_promises_of_clients,
    erase_words_of_promises,
    release_promises,
)
from upheld.domains.charter.commands.making import make_promise
from upheld.domains.charter.commands.moving import move_promises, part_promises

__all__ = [
    "break_promises_due",
    "erase_promises_of_clients",
    "erase_words_of_promises",
    "keep_promise",
    "keep_promises_of_case",
    "keep_promises_of_task",
    "make_promise",
    "move_promises",
    "part_promises",
    "pass_promises_on",
    "release_promises",
    "withdraw_promises",
]
