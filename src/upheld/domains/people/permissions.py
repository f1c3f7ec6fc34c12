"""Which clients, and which rows set aside, a viewer may see."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from upheld.domains.access import queries as access
from upheld.domains.access.queries import NotYoursToDo, Viewer
from upheld.domains.people.rules.merging import MergingNeedsMore
from upheld.domains.people.rules.nobody import NOBODY
from upheld.kernel.identifiers import SYSTEM


def clients_in_scope(viewer: Viewer, *, offices: str = "offices") -> Q:
    """Choose the clients whom the viewer may see: see access. Nobody is never one of them, and no one who was
    absorbed into another: their id leads there, by `find_survivor`.

    `offices` names what holds the ids of their offices, where a query has it under another name.
    """
    seen = access.clients_in_scope(viewer, client="id", offices=offices)
    return seen & Q(merged_into=None) & ~Q(id=NOBODY)


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


def may_part(viewer: Viewer, offices: Collection[UUID]) -> bool:
    """Whether they may part what was joined: they lead a team of one of the client's offices, manage one, or
    look after its safety.
    """
    leads = bool(viewer.led_teams) and not viewer.offices.isdisjoint(offices)
    return leads or viewer.looks_after(offices)


def require_joining(
    viewer: Viewer, offices: Collection[UUID], *, decided: bool, confirmed: bool, weighty: bool
) -> None:
    """Raise NotYoursToDo or MergingNeedsMore unless they may join two clients of these offices.

    `decided`: a pair of their records was found to be the same; `confirmed`: by another person than the
    viewer, or by two; `weighty`: both have open cases. A pair that somebody decided may be joined by whoever
    sees both. Without one it takes somebody who leads, manages or safeguards there; with open cases on both
    sides a second person, or one who manages or safeguards.
    """
    if not (decided or may_part(viewer, offices)):
        raise NotYoursToDo
    looks_after = viewer.looks_after(offices) and viewer.account_id != SYSTEM and not decided
    if weighty and not (confirmed or looks_after):
        raise MergingNeedsMore
