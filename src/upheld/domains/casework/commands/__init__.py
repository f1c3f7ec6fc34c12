"""Writes of casework. Each is one transaction; `by` is the account that acts, `at` the moment."""

from upheld.domains.casework.commands.counting import keep_decision_counts
from upheld.domains.casework.commands.describing import describe_case
from upheld.domains.casework.commands.erasing import (
    erase_case_words,
    erase_closed_cases,
    erase_note_drafts,
)
from upheld.domains.casework.commands.history import CaseHistory, Step, record_history
from upheld.domains.casework.commands.holding import end_hold, end_holds_due, hold_case
from upheld.domains.casework.commands.logs import recognise_workers, register_log
from upheld.domains.casework.commands.moving import ask_owners_to_read, move_cases, part_cases
from upheld.domains.casework.commands.notes import save_draft, write_note
from upheld.domains.casework.commands.opening import open_case
from upheld.domains.casework.commands.owning import (
    accept_case,
    decline_case,
    give_case_back,
    offer_case,
    release_cases_closed_to_owner,
    release_cases_of,
    return_unanswered_offers,
    take_case,
    withdraw_offer,
)
from upheld.domains.casework.commands.promising import promise_client
from upheld.domains.casework.commands.reaching import note_out_of_reach
from upheld.domains.casework.commands.stages import close_case, move_case
from upheld.domains.casework.commands.tasks import (
    add_leader_task,
    add_task,
    complete_task,
    postpone_task,
)

__all__ = [
    "CaseHistory",
    "Step",
    "accept_case",
    "add_leader_task",
    "add_task",
    "ask_owners_to_read",
    "close_case",
    "complete_task",
    "decline_case",
    "describe_case",
    "end_hold",
    "end_holds_due",
    "erase_case_words",
    "erase_closed_cases",
    "erase_note_drafts",
    "give_case_back",
    "hold_case",
    "keep_decision_counts",
    "move_case",
    "move_cases",
    "note_out_of_reach",
    "offer_case",
    "open_case",
    "part_cases",
    "postpone_task",
    "promise_client",
    "recognise_workers",
    "record_history",
    "register_log",
    "release_cases_closed_to_owner",
    "release_cases_of",
    "return_unanswered_offers",
    "save_draft",
    "take_case",
    "withdraw_offer",
    "write_note",
]
