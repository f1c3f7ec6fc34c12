"""Reads of people: one client, many strips, finding someone, rows set aside, reading an extract's row."""

from upheld.domains.people.queries.clients import (
    count_clients,
    find_client_of_several_systems,
    find_clients_by_reference,
    get_client,
    get_client_names,
    get_identity_strips,
    is_client_in_scope,
)
from upheld.domains.people.queries.due import is_on_hold
from upheld.domains.people.queries.finding import SearchHit, SearchPage, search_clients
from upheld.domains.people.queries.holding import (
    Holding,
    HoldLine,
    count_due_records,
    find_erased,
    get_holding,
    list_holds,
)
from upheld.domains.people.queries.needs import instructions_for
from upheld.domains.people.queries.own import OwnRecord, find_client_by_number, get_own_records
from upheld.domains.people.queries.quarantine import (
    QuarantineCount,
    QuarantinedRowRecord,
    count_quarantined,
    get_quarantined_row,
    list_quarantined,
)
from upheld.domains.people.queries.records import (
    AddressLine,
    ClientRecord,
    ContactLine,
    IdentityStrip,
    OtherName,
    RepresentativeLine,
    SourceRecordLine,
)
from upheld.domains.people.rules.names import NAME_NOT_HELD
from upheld.domains.people.rules.needs import Needs
from upheld.domains.people.rules.nobody import NOBODY
from upheld.domains.people.rules.reading import (
    RowIsFaulty,
    RowReader,
    columns_of,
    headings_of,
    missing_headings,
)
from upheld.domains.people.rules.records import FaultyRow, ImportCounts, ReceivedRecord
from upheld.domains.people.rules.refusals import (
    ClientChangedMeanwhile,
    HoldNeedsAReason,
    IsHeldAlready,
    NoSuchClient,
    NoSuchHold,
    NoSuchQuarantinedRow,
    NoSuchRepresentative,
    RowIsSettled,
)

__all__ = [
    "FACTS_FOR_RULES",
    "NAME_NOT_HELD",
    "NOBODY",
    "AddressLine",
    "ClientChangedMeanwhile",
    "ClientRecord",
    "ContactLine",
    "FaultyRow",
    "HoldLine",
    "HoldNeedsAReason",
    "Holding",
    "IdentityStrip",
    "ImportCounts",
    "IsHeldAlready",
    "Needs",
    "NoSuchClient",
    "NoSuchHold",
    "NoSuchQuarantinedRow",
    "NoSuchRepresentative",
    "OtherName",
    "OwnRecord",
    "QuarantineCount",
    "QuarantinedRowRecord",
    "ReceivedRecord",
    "RepresentativeLine",
    "RowIsFaulty",
    "RowIsSettled",
    "RowReader",
    "SearchHit",
    "SearchPage",
    "SourceRecordLine",
    "columns_of",
    "count_clients",
    "count_due_records",
    "count_quarantined",
    "find_client_by_number",
    "find_client_of_several_systems",
    "find_clients_by_reference",
    "find_erased",
    "get_client",
    "get_client_names",
    "get_holding",
    "get_identity_strips",
    "get_own_records",
    "get_quarantined_row",
    "headings_of",
    "instructions_for",
    "is_client_in_scope",
    "is_on_hold",
    "list_holds",
    "list_quarantined",
    "missing_headings",
    "search_clients",
]


FACTS_FOR_RULES = (instructions_for, is_on_hold, find_erased)
"""Reads without a viewer: they put into words what the caller has read already, or say what may be
erased, and what was.
"""
