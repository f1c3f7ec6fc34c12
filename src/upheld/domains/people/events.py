"""What people announces: ids and the name of a system only."""

from dataclasses import dataclass
from uuid import UUID

from upheld.kernel.event import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ClientRegistered(DomainEvent):
    """A client is now known to the service, by hand or by the first record that a system sent."""

    client_id: UUID
    source_record_id: UUID | None = None
    system: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceRecordReceived(DomainEvent):
    """A record of a further system was linked to a client who is known already."""

    client_id: UUID
    source_record_id: UUID
    system: str


@dataclass(frozen=True, kw_only=True)
class SourceRecordChanged(DomainEvent):
    """A system's record of a client now says something else; what it said before is kept."""

    client_id: UUID
    source_record_id: UUID
    system: str


@dataclass(frozen=True, kw_only=True)
class NeedsChanged(DomainEvent):
    """What a client needs from us changed."""

    client_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class NameCorrected(DomainEvent):
    """The name by which a client is called in letters changed."""

    client_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class AddressAdded(DomainEvent):
    """A client lives or is written to at a new address."""

    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactPointAdded(DomainEvent):
    """A client can be reached in a new way; `way` is "phone" or "email"."""

    client_id: UUID
    way: str


@dataclass(frozen=True, kw_only=True)
class RepresentativeAdded(DomainEvent):
    """Someone now speaks for a client."""

    client_id: UUID
    representative_id: UUID


@dataclass(frozen=True, kw_only=True)
class RepresentativeEnded(DomainEvent):
    """Someone no longer speaks for a client."""

    client_id: UUID
    representative_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClientServedAt(DomainEvent):
    """A further office now serves a client."""

    client_id: UUID
    office_id: UUID


@dataclass(frozen=True, kw_only=True)
class RowQuarantined(DomainEvent):
    """A row of an extract could not be read and was set aside."""

    row_id: int
    system: str
    row_number: int
    field: str


@dataclass(frozen=True, kw_only=True)
class QuarantinedRowAccepted(DomainEvent):
    """A row that had been set aside was read at a later try."""

    row_id: int
    system: str


@dataclass(frozen=True, kw_only=True)
class QuarantinedRowDismissed(DomainEvent):
    """A row that had been set aside will not be read; the reason is kept with it."""

    row_id: int
    system: str


@dataclass(frozen=True, kw_only=True)
class LegalHoldPlaced(DomainEvent):
    """Nothing about a client may be erased from now on."""

    client_id: UUID
    hold_id: UUID


@dataclass(frozen=True, kw_only=True)
class LegalHoldLifted(DomainEvent):
    """What is due about a client may be erased again."""

    client_id: UUID
    hold_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClientErased(DomainEvent):
    """Everything about a client was erased. What this record says of the id names nobody any more."""

    client_id: UUID
    run_id: UUID


@dataclass(frozen=True, kw_only=True)
class DoubtfulPairDecided(DomainEvent):
    """Somebody said about two records whether they are about one person; `state` is what the pair is now."""

    pair_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class DoubtfulPairReopened(DomainEvent):
    """Two records wait again for somebody to decide about them."""

    pair_id: UUID


@dataclass(frozen=True, kw_only=True)
class DoubtfulPairDoubted(DomainEvent):
    """Somebody doubts that a record belongs to its client."""

    pair_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecordTakenOut(DomainEvent):
    """A record of a system was found to be about somebody else, who is now a client of their own."""

    source_record_id: UUID
    client_id: UUID
    from_client_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClientsMerged(DomainEvent):
    """Two clients were found to be one person: `absorbed` leads to `into` from now on."""

    into: UUID
    absorbed: UUID
    merge_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClientsParted(DomainEvent):
    """Two clients who had been joined were found to be two people, and are apart again."""

    into: UUID
    absorbed: UUID
    merge_id: UUID


@dataclass(frozen=True, kw_only=True)
class BreachRecorded(DomainEvent):
    """While two clients were joined in error somebody saw what was held about one as the other's."""

    breach_id: UUID
    client_id: UUID
    merge_id: UUID


@dataclass(frozen=True, kw_only=True)
class BreachTold(DomainEvent):
    """A client was told that somebody saw what is held about them as another's."""

    breach_id: UUID
    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class DoubtfulPairFound(DomainEvent):
    """Two records may be about one person: a person should compare them."""

    pair_id: UUID


@dataclass(frozen=True, kw_only=True)
class DoubtfulPairSettled(DomainEvent):
    """What systems say now leaves no doubt about two records, so nobody need compare them."""

    pair_id: UUID


@dataclass(frozen=True, kw_only=True)
class SourceRecordWithdrawn(DomainEvent):
    """A system no longer holds a record of a client; what it said is kept."""

    client_id: UUID
    source_record_id: UUID
    system: str


@dataclass(frozen=True, kw_only=True)
class SourceRecordReturned(DomainEvent):
    """A system holds a record of a client again."""

    client_id: UUID
    source_record_id: UUID
    system: str
