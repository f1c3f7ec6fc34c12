"""What happens next after an event, on one page."""

from collections.abc import Mapping, Sequence

from upheld.kernel.event import DomainEvent
from upheld.kernel.outbox import Reaction

REACTIONS: Mapping[type[DomainEvent], Sequence[Reaction]] = {}
