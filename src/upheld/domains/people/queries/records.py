"""What people hands out: frozen records of clients. Nothing that can be saved leaves the domain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.people.queries.saying import Said
from upheld.domains.people.rules.needs import Needs


@dataclass(frozen=True, kw_only=True)
class OtherName:
    """A further name: an earlier one (with `ends_on`), one they are known as, or one that a system holds."""

    name: str
    kind: str
    system_label: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class AddressLine:
    """An address with its days; it counts up to the day before `ends_on`."""

    lines: tuple[str, ...]
    postcode: str
    starts_on: date | None
    ends_on: date | None

    @property
    def text(self) -> str:
        """The whole address on one line."""
        return ", ".join(part for part in (*self.lines, self.postcode) if part)


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """A telephone number or email address, and what to mind when using it."""

    value: str
    note: str


@dataclass(frozen=True, kw_only=True)
class RepresentativeLine:
    """Someone who speaks for the client; `kind` is a word such as "appointee"."""

    id: UUID
    name: str
    kind: str
    phone: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class SourceRecordLine:
    """What one system holds: which, under which reference, as of which day, and when it came and last
    changed.

    `as_received` is the row as the system sent it, heading to text; `said` is what was read from it.
    """

    id: UUID
    system: str
    system_label: str
    reference: str
    benefit: str
    extract_on: date
    received_at: datetime
    changed_at: datetime | None
    as_received: Mapping[str, str]
    withdrawn_on: date | None
    said: Said


@dataclass(frozen=True, kw_only=True)
class IdentityStrip:
    """Who a client is and what they need from us, in one line. `name` is "Name not held" when no name is
    held.

    `national_insurance_number` is written in pairs, QQ 12 34 56 C, or empty; `age` is in whole years;
    `representative` is a sentence part such as "Ann Lee, appointee"; `instructions` are sentences for
    officers.
    """

    client_id: UUID
    name: str
    pronouns: str
    born_on: date | None
    died_on: date | None
    age: int | None
    national_insurance_number: str
    language: str
    instructions: tuple[str, ...]
    safe_contact: str
    representative: str
    offices: tuple[UUID, ...]
    version: int


@dataclass(frozen=True, kw_only=True)
class ClientRecord:
    """All that the page of a client needs. `strip` is the identity strip; what is current comes first in
    each list.

    `version` goes back with an edit, so that a stale one is noticed. Earlier addresses and representatives
    are those that ended on or before the day that was asked about.
    """

    strip: IdentityStrip
    family_name: str
    given_names: str
    title: str
    needs: Needs
    other_names: tuple[OtherName, ...]
    addresses: tuple[AddressLine, ...]
    earlier_addresses: tuple[AddressLine, ...]
    phones: tuple[ContactLine, ...]
    emails: tuple[ContactLine, ...]
    representatives: tuple[RepresentativeLine, ...]
    earlier_representatives: tuple[RepresentativeLine, ...]
    source_records: tuple[SourceRecordLine, ...]
    opened_at: datetime
    changed_at: datetime
    changed_by: UUID

    @property
    def id(self) -> UUID:
        """The client's id."""
        return self.strip.client_id

    @property
    def name(self) -> str:
        """The name that letters use, or "Name not held"."""
        return self.strip.name

    @property
    def version(self) -> int:
        """Which edit of the client this is."""
        return self.strip.version
