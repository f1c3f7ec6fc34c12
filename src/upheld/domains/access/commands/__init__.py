"""Writes of access: accounts, roles, clearances, restrictions, conflicts and challenges."""

from upheld.domains.access.commands.accounts import close_account, open_account, remove_second_step
from upheld.domains.access.commands.challenges import open_by_challenge, review_challenge
from upheld.domains.access.commands.clearances import end_clearance, give_clearance
from upheld.domains.access.commands.conflicts import declare_conflict, end_conflict
from upheld.domains.access.commands.erasing import anonymise_accounts, erase_looks, forget_clients
from upheld.domains.access.commands.grants import end_grant, end_grants, grant_role, place_office
from upheld.domains.access.commands.looks import record_looks
from upheld.domains.access.commands.moving import move_access, part_access
from upheld.domains.access.commands.restrictions import lift_restriction, restrict_record

__all__ = [
    "anonymise_accounts",
    "close_account",
    "declare_conflict",
    "end_clearance",
    "end_conflict",
    "end_grant",
    "end_grants",
    "erase_looks",
    "forget_clients",
    "give_clearance",
    "grant_role",
    "lift_restriction",
    "move_access",
    "open_account",
    "open_by_challenge",
    "part_access",
    "place_office",
    "record_looks",
    "remove_second_step",
    "restrict_record",
    "review_challenge",
]
