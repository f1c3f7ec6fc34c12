"""What a benefit system sends about one person, read and checked, beside the row as it was received."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class ReceivedRecord:
    """One row of an extract. Only `reference`, `extract_on` and `office_id` must be known.

    `as_received` is the row itself, heading to text, without the column of the extract's date, so that a
    later extract that says the same is no change. Empty means not held. `language`, `format`, `channel` and
    `benefit` are keys of the pack; the National Insurance number and the postcode are normalised;
    `interpreter` is None when the system does not say.
    """

    reference: str
    extract_on: date
    office_id: UUID
    as_received: Mapping[str, str] = field(default_factory=dict)
    family_name: str = ""
    given_names: str = ""
    title: str = ""
    pronouns: str = ""
    born_on: date | None = None
    died_on: date | None = None
    national_insurance_number: str | None = None
    address_lines: tuple[str, ...] = ()
    postcode: str = ""
    phone: str = ""
    email: str = ""
    sex: str = ""
    language: str = ""
    format: str = ""
    channel: str = ""
    interpreter: bool | None = None
    safe_contact: str = ""
    representative_name: str = ""
    representative_kind: str = ""
    benefit: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportCounts:
    """What became of the rows of one batch, or of a whole extract. `read` is the sum of the kinds below it.

    `new_clients`: a client was registered; `linked`: the record was added to a client whom another record
    names; `updated`: a held record changed; `unchanged`: it says what is held; `older`: it says what a later
    extract, or a later row of the same day, has replaced. `conflicts` counts, among `new_clients`, those
    whose National Insurance number belongs to someone else too, who were not linked. `doubtful` counts the
    pairs of clients that wait now for a person to compare them, `withdrawn` the records that the system no
    longer holds.
    """

    new_clients: int = 0
    linked: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    conflicts: int = 0
    conflict_references: tuple[str, ...] = ()
    doubtful: int = 0
    withdrawn: int = 0

    @property
    def read(self) -> int:
        """How many records were received."""
        return self.new_clients + self.linked + self.updated + self.unchanged + self.older

    def __add__(self, other: "ImportCounts") -> "ImportCounts":
        """Both together. Of the references of conflicts only the first fifty are named."""
        return ImportCounts(
            new_clients=self.new_clients + other.new_clients,
            linked=self.linked + other.linked,
            updated=self.updated + other.updated,
            unchanged=self.unchanged + other.unchanged,
            older=self.older + other.older,
            conflicts=self.conflicts + other.conflicts,
            conflict_references=(self.conflict_references + other.conflict_references)[:50],
            doubtful=self.doubtful + other.doubtful,
            withdrawn=self.withdrawn + other.withdrawn,
        )


@dataclass(frozen=True, kw_only=True)
class FaultyRow:
    """A row of an extract that could not be read: where it stood, which field, what it held, and why not.

    `raw` is the row as received, heading to text; by its `digest` the same row is set aside only once.
    """

    row_number: int
    field: str
    value: str
    reason: str
    raw: Mapping[str, str]
    digest: str
