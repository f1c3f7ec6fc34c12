"""Writes of people: clients, what systems hold about them, and rows that were set aside."""

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
from upheld.domains.people.commands.names import add_other_name, correct_name
from upheld.domains.people.commands.quarantine import (
    Retried,
    correct_quarantined_row,
    dismiss_quarantined_row,
    quarantine_rows,
    retry_quarantined_row,
)
from upheld.domains.people.commands.receiving import receive_source_records

__all__ = [
    "Retried",
    "add_address",
    "add_contact_point",
    "add_other_name",
    "add_representative",
    "change_needs",
    "correct_name",
    "correct_quarantined_row",
    "dismiss_quarantined_row",
    "end_representative",
    "erase_clients",
    "erase_earlier_records",
    "erase_quarantined_rows",
    "erase_references",
    "forget_references",
    "lift_hold",
    "make_nobody",
    "place_hold",
    "quarantine_rows",
    "receive_source_records",
    "register_client",
    "retry_quarantined_row",
    "serve_client_at",
]
