"""Lists of cases, tasks and offers: sorted by what breaks first, and paged by key."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from upheld.domains.access.queries import SeenBy, Viewer, of_viewer, open_to
from upheld.domains.casework.models import Case, CaseQuerySet, Handover, Hold, Task
from upheld.domains.casework.queries.reading import (
    case_row,
    case_rows,
    for_list,
    names_for,
    task_row,
    unowned_words,
)
from upheld.domains.casework.queries.records import CaseRow, OfferRow, TaskRow, UnownedCount
from upheld.kernel.among import is_among
from upheld.kernel.prepared import Given
from upheld.policy import current_pack


def list_cases_of_client(client_id: UUID, *, viewer: Viewer, as_of: datetime) -> list[CaseRow]:
    """Every case of a client that the viewer may see, open ones first, then the newest."""
    rows = _OF_CLIENT.by(viewer, client_id=client_id)
    return case_rows(
        sorted(rows, key=lambda case: (case.closed_at is not None, -case.opened_at.timestamp())), as_of
    )


def list_cases_owned(
    owner_id: UUID,
    *,
    viewer: Viewer,
    as_of: datetime,
    limit: int = 50,
    after: tuple[date, UUID] | None = None,
) -> list[CaseRow]:
    """The open cases of an officer that the viewer may see, by next date.

    `after` is the (next_on, id) of the last one shown.
    """
    day, last = after or (None, None)
    return case_rows(
        _OWNED.by(viewer, limit, after is not None, owner_id=owner_id, day=day, last=last), as_of
    )


def list_unowned(
    *,
    viewer: Viewer,
    team_ids: Iterable[UUID],
    as_of: datetime,
    reason: str = "",
    limit: int = 25,
    after: tuple[datetime | None, UUID] | None = None,
) -> list[CaseRow]:
    """The open cases of these teams that nobody owns, by due date, those without one last.

    `after` is the (due_at, id) of the last one shown.
    """
    teams = list(set(team_ids))
    if not (reason or after):
        return case_rows(_UNOWNED.by(viewer, limit, team_ids=teams) if teams else [], as_of)
    cases = Case.objects.visible_to(viewer).open().filter(team_id__in=teams, owner=None)
    if reason:
        cases = cases.filter(unowned_reason=reason)
    if after:
        due, last = after
        same_day = Q(due_at=due, id__gt=last)
        cases = cases.filter(Q(due_at__gt=due) | same_day | Q(due_at=None) if due else same_day)
    return case_rows(for_list(cases).order_by("due_at", "id")[:limit], as_of)


def count_unowned(*, viewer: Viewer, team_ids: Iterable[UUID]) -> list[UnownedCount]:
    """How many open cases of each of these teams have no owner, by reason."""
    cases = Case.objects.visible_to(viewer).open().filter(team_id__in=set(team_ids), owner=None)
    counts = Counter(cases.values_list("team_id", "unowned_reason"))
    pack = current_pack()
    return [
        UnownedCount(team_id, reason, unowned_words(pack, reason), number)
        for (team_id, reason), number in sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))
    ]


def list_tasks_to_do(*, viewer: Viewer, until: date, limit: int = 100) -> list[TaskRow]:
    """What the viewer has to do on their own cases up to a day, earliest first.

    While a case waits, only looking at it again on the day that its hold ends is to do.
    """
    return [task_row(row, {}) for row in _TO_DO.by(viewer, limit, until=until)]


def list_leader_tasks(*, viewer: Viewer, team_ids: Iterable[UUID], limit: int = 50) -> list[TaskRow]:
    """What the leaders of these teams are asked to do about cases, earliest first.

    Finding owners comes last: those cases stand in `list_unowned` too, and must not crowd out the rest.
    """
    teams = list(set(team_ids))
    rows = _FOR_LEADER.by(viewer, limit, team_ids=teams) if teams else []
    return [task_row(row, {}) for row in rows]


def list_offers_to(officer_id: UUID, *, viewer: Viewer, as_of: datetime) -> list[OfferRow]:
    """The cases offered to an officer that wait for an answer, the first to lapse first.

    Officers see their own; leaders see those of cases that they may see.
    """
    is_own = officer_id == viewer.account_id
    return _offers(_OFFERS_TO.by(viewer, is_own, officer_id=officer_id), as_of)


def list_offers_from(*, viewer: Viewer, team_ids: Iterable[UUID], as_of: datetime) -> list[OfferRow]:
    """The offers of these teams' cases that wait for an answer."""
    teams = list(set(team_ids))
    return _offers(_OFFERS_FROM.by(viewer, team_ids=teams) if teams else [], as_of)


def list_cases_without_movement(*, viewer: Viewer, before: date, limit: int = 500) -> list[UUID]:
    """Open cases near to being stuck.

    Their next date passed before a day, and no leader was asked about them yet.
    """
    asked = Task.objects.filter(case=OuterRef("pk"), state="open", for_leader=True)
    cases = Case.objects.visible_to(viewer).open().filter(~Exists(asked), next_on__lt=before)
    return list(cases.order_by("next_on", "id").values_list("id", flat=True)[:limit])


def _owned(viewer: Viewer, limit: int, is_later_page: bool) -> CaseQuerySet:
    cases = Case.objects.visible_to(viewer).open().filter(owner_id=Given("owner_id"))
    if is_later_page:
        same_day = Q(next_on=Given("day"), id__gt=Given("last"))
        cases = cases.filter(Q(next_on__gt=Given("day")) | same_day)
    return for_list(cases).order_by("next_on", "id")[:limit]


def _unowned(viewer: Viewer, limit: int) -> CaseQuerySet:
    return for_list(_of_teams(viewer).open().filter(owner=None)).order_by("due_at", "id")[:limit]


def _to_do(viewer: Viewer, limit: int) -> QuerySet[Task]:
    held = Hold.objects.filter(case=OuterRef("case"), ended_at=None)
    tasks = Task.objects.filter(
        ~Exists(held) | Q(kind="end_hold"),
        state="open",
        for_leader=False,
        due_on__lte=Given("until"),
        case__owner_id=of_viewer(viewer, "account_id"),
        case__closed_at=None,
    ).filter(open_to(viewer, client="case__client_id"))
    return tasks.select_related("case").order_by("due_on", "id")[:limit]


def _for_leader(viewer: Viewer, limit: int) -> QuerySet[Task]:
    tasks = Task.objects.filter(state="open", for_leader=True, case__in=_of_teams(viewer).open())
    last = ExpressionWrapper(Q(kind="assign_owner"), output_field=BooleanField())
    return tasks.select_related("case").order_by(last, "due_on", "id")[:limit]


def _offers_to(viewer: Viewer, is_own: bool) -> QuerySet[Handover]:
    offers = Handover.objects.filter(
        open_to(viewer, client="case__client_id"), to_id=Given("officer_id"), state="offered"
    )
    if not is_own:
        offers = offers.filter(case__in=Case.objects.visible_to(viewer))
    return _with_case(offers)


def _offers_from(viewer: Viewer) -> QuerySet[Handover]:
    return _with_case(Handover.objects.filter(state="offered", case__in=_of_teams(viewer)))


def _with_case(offers: QuerySet[Handover]) -> QuerySet[Handover]:
    held = Hold.objects.filter(case=OuterRef("case"), ended_at=None)
    return offers.select_related("case__team").annotate(is_held=Exists(held)).order_by("answer_by", "id")


def _of_teams(viewer: Viewer) -> CaseQuerySet:
    return Case.objects.visible_to(viewer).filter(is_among("team_id", Given("team_ids")))


_OF_CLIENT = SeenBy(
    lambda viewer: for_list(Case.objects.visible_to(viewer).filter(client_id=Given("client_id")))
)
_OWNED, _UNOWNED, _TO_DO, _FOR_LEADER = SeenBy(_owned), SeenBy(_unowned), SeenBy(_to_do), SeenBy(_for_leader)
_OFFERS_TO, _OFFERS_FROM = SeenBy(_offers_to), SeenBy(_offers_from)


def _offers(handovers: Iterable[Any], as_of: datetime) -> list[OfferRow]:
    found = list(handovers)
    for row in found:
        row.case.is_held = row.is_held
    people = [one for row in found for one in (row.to_id, row.from_owner_id, row.offered_by)]
    names = names_for(people, (row.case.owner_id for row in found))
    return [
        OfferRow(
            id=row.id,
            case=case_row(row.case, names, as_of=as_of),
            to_id=row.to_id,
            to_name=names.get(row.to_id, ""),
            from_name=names.get(row.from_owner_id, "") if row.from_owner_id else "",
            offered_by_name=names.get(row.offered_by, ""),
            note=row.note,
            offered_at=row.offered_at,
            answer_by=row.answer_by,
        )
        for row in found
    ]
