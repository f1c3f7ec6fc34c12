"""What the kernel itself announces."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.kernel.event import DomainEvent


@dataclass(frozen=True, kw_only=True)
class RecordsErased(DomainEvent):
    """Records of a kind were erased or anonymised under a rule: how many, and a digest of which.

    `since` and `until` are the first and the last moment from which their time was counted.
    """

    erasure_id: UUID
    run_id: UUID
    record_kind: str
    rule_from: date
    pack_version: str
    number: int
    digest: str
    since: datetime
    until: datetime
