"""Writes of people: clients, what systems hold about them, and rows that were set aside."""

from upheld.domains.people.commands.breaches import record_breaches, tell_breach
from upheld.domains.people.commands.clients import change_needs, register_client, serve_client_at
from upheld.domains.people.commands.contact import (
    add_address,
    add_contact_point,
    add_representative,
    end_representative,
)
from upheld.domains.people.commands.erasing import (
    erase_clients,
    erase_earlier_records,
    erase_quarantined_rows,
    erase_references,
    forget_references,
    make_nobody,
)
from upheld.domains.people.commands.holding import lift_hold, place_hold
from upheld.domains.people.commands.linking import FoundPair, note_keys, queue_pairs
from upheld.domains.people.commands.merging import keep_moved, merge_records
from upheld.domains.people.commands.names import add_other_name, correct_name
from upheld.domains.people.commands.pairs import (
    bring_back_answer,
    decide_pair,
    doubt_link,
    draw_sample,
    undo_different,
    weigh_pairs,
)
from upheld.domains.people.commands.parting import lock_merge, part_records
from upheld.domains.people.commands.quarantine import (
    Retried,
    correct_quarantined_row,
    dismiss_quarantined_row,
    quarantine_rows,
    retry_quarantined_row,
)
from upheld.domains.people.commands.receiving import receive_source_records
from upheld.domains.people.commands.taking_out import take_out_record
from upheld.domains.people.commands.withdrawing import withdraw_records

__all__ = [
    "FoundPair",
    "Retried",
    "add_address",
    "add_contact_point",
    "add_other_name",
    "add_representative",
    "bring_back_answer",
    "change_needs",
    "correct_name",
    "correct_quarantined_row",
    "decide_pair",
    "dismiss_quarantined_row",
    "doubt_link",
    "draw_sample",
    "end_representative",
    "erase_clients",
    "erase_earlier_records",
    "erase_quarantined_rows",
    "erase_references",
    "forget_references",
    "keep_moved",
    "lift_hold",
    "lock_merge",
    "make_nobody",
    "merge_records",
    "note_keys",
    "part_records",
    "place_hold",
    "quarantine_rows",
    "queue_pairs",
    "receive_source_records",
    "record_breaches",
    "register_client",
    "retry_quarantined_row",
    "serve_client_at",
    "take_out_record",
    "tell_breach",
    "undo_different",
    "weigh_pairs",
    "withdraw_records",
]
