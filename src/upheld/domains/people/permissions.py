"""Which clients, and which rows set aside, a viewer may see."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from upheld.domains.access import queries as access
from upheld.domains.access.queries import Viewer
from upheld.domains.people.rules.nobody import NOBODY


def clients_in_scope(viewer: Viewer, *, offices: str = "offices") -> Q:
    """Choose the clients whom the viewer may see: see access. Nobody is never one of them.

    `offices` names what holds the ids of their offices, where a query has it under another name.
    """
    return access.clients_in_scope(viewer, client="id", offices=offices) & ~Q(id=NOBODY)


def records_in_scope(viewer: Viewer, *, record: str = "") -> Q:
    """Choose the records of systems that the viewer reads: of clients whom they see, about benefits that they
    read in one of the client's offices, or whose client they opened for today.

    `record` names the path to the record, such as "one__", where a query has it under another name.
    """
    client, offices = f"{record}client_id", f"{record}client__offices"
    seen = access.clients_in_scope(viewer, client=client, offices=offices) & ~Q(**{client: NOBODY})
    if viewer.everywhere:
        return seen
    read = ~Q(**{f"{record}facts__has_key": "benefit"}) | Q(**{f"{client}__in": sorted(viewer.challenged)})
    read |= Q(**{f"{record}facts__benefit__in": sorted(viewer.everywhere_for)})
    read |= Q(**{f"{offices}__overlap": sorted(viewer.whole_offices)})
    for benefit, places in viewer.offices_by_benefit.items():
        read |= Q(**{f"{record}facts__benefit": benefit, f"{offices}__overlap": sorted(places)})
    return seen & read


def pairs_in_scope(viewer: Viewer) -> Q:
    """Choose the doubtful pairs of which the viewer reads both records."""
    return records_in_scope(viewer, record="one__") & records_in_scope(viewer, record="other__")


def rows_in_scope(viewer: Viewer) -> Q:
    """Choose the quarantined rows of the viewer's offices; rows of no known office need sight of all."""
    if viewer.everywhere:
        return Q()
    return Q(office_id__in=viewer.whole_offices)


def may_read_record(viewer: Viewer, *, client_id: UUID, offices: Collection[UUID], benefit: str) -> bool:
    """Whether they read what a system says about a benefit of a client whom they see.

    They read the benefit in one of the client's offices, or opened the record for today.
    """
    return client_id in viewer.challenged or viewer.reads_benefit(benefit, offices)
