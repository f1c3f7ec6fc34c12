"""What people stores: clients, what other systems hold about them, how both are linked, what is kept."""

from upheld.domains.people.models.clients import Address, Client, ClientName, ContactPoint, Representative
from upheld.domains.people.models.keeping import ErasedReference, LegalHold
from upheld.domains.people.models.links import Breach, DoubtfulPair, Link, LinkKey, Merge
from upheld.domains.people.models.sources import EarlierSourceRecord, QuarantinedRow, SourceRecord
from upheld.domains.people.models.steps import PairStep

__all__ = [
    "Address",
    "Breach",
    "Client",
    "ClientName",
    "ContactPoint",
    "DoubtfulPair",
    "EarlierSourceRecord",
    "ErasedReference",
    "LegalHold",
    "Link",
    "LinkKey",
    "Merge",
    "PairStep",
    "QuarantinedRow",
    "Representative",
    "SourceRecord",
]
