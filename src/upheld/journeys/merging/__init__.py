"""Two clients who are one person are joined; those who were joined in error are parted, and told."""

from upheld.domains.people.queries import Later
from upheld.journeys.merging.breaches import Untold, list_breaches
from upheld.journeys.merging.joining import Joining, merge_clients, plan_joining
from upheld.journeys.merging.parting import Parting, part_clients, plan_parting
from upheld.journeys.merging.telling import tell_owners_of_joining, tell_owners_of_parting

__all__ = [
    "Joining",
    "Later",
    "Parting",
    "Untold",
    "list_breaches",
    "merge_clients",
    "part_clients",
    "plan_joining",
    "plan_parting",
    "tell_owners_of_joining",
    "tell_owners_of_parting",
]
