"""Lists of cases, tasks and offers: sorted by what breaks first, and paged by key."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from upheld.domains.access.queries import Viewer, open_to
from upheld.domains.casework.models import Case, Handover, Hold, Task
from upheld.domains.casework.queries.reading import (
    case_row,
    case_rows,
    for_list,
    names_for,
    task_row,
    unowned_words,
)
from upheld.domains.casework.queries.records import CaseRow, OfferRow, TaskRow, UnownedCount
from upheld.policy import current_pack


def list_cases_of_client(client_id: UUID, *, viewer: Viewer, as_of: datetime) -> list[CaseRow]:
    """Every case of a client that the viewer may see, open ones first, then the newest."""
    rows = for_list(Case.objects.visible_to(viewer).filter(client_id=client_id))
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
    cases = Case.objects.visible_to(viewer).open().filter(owner_id=owner_id)
    if after:
        day, last = after
        cases = cases.filter(Q(next_on__gt=day) | Q(next_on=day, id__gt=last))
    return case_rows(for_list(cases).order_by("next_on", "id")[:limit], as_of)


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
    cases = Case.objects.visible_to(viewer).open().filter(team_id__in=set(team_ids), owner=None)
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
    held = Hold.objects.filter(case=OuterRef("case"), ended_at=None)
    tasks = Task.objects.filter(
        ~Exists(held) | Q(kind="end_hold"),
        state="open",
        for_leader=False,
        due_on__lte=until,
        case__owner_id=viewer.account_id,
        case__closed_at=None,
    ).filter(open_to(viewer, client="case__client_id"))
    rows = list(tasks.select_related("case").order_by("due_on", "id")[:limit])
    return [task_row(row, {}) for row in rows]


def list_leader_tasks(*, viewer: Viewer, team_ids: Iterable[UUID], limit: int = 50) -> list[TaskRow]:
    """What the leaders of these teams are asked to do about cases, earliest first.

    Finding owners comes last: those cases stand in `list_unowned` too, and must not crowd out the rest.
    """
    visible = Case.objects.visible_to(viewer).open().filter(team_id__in=set(team_ids))
    tasks = Task.objects.filter(state="open", for_leader=True, case__in=visible)
    last = ExpressionWrapper(Q(kind="assign_owner"), output_field=BooleanField())
    ordered = tasks.select_related("case").order_by(last, "due_on", "id")
    return [task_row(row, {}) for row in ordered[:limit]]


def list_offers_to(officer_id: UUID, *, viewer: Viewer, as_of: datetime) -> list[OfferRow]:
    """The cases offered to an officer that wait for an answer, the first to lapse first.

    Officers see their own; leaders see those of cases that they may see.
    """
    offers = Handover.objects.filter(
        open_to(viewer, client="case__client_id"), to_id=officer_id, state="offered"
    )
    if officer_id != viewer.account_id:
        offers = offers.filter(case__in=Case.objects.visible_to(viewer))
    return _offers(offers.order_by("answer_by", "id"), as_of)


def list_offers_from(*, viewer: Viewer, team_ids: Iterable[UUID], as_of: datetime) -> list[OfferRow]:
    """The offers of these teams' cases that wait for an answer."""
    visible = Case.objects.visible_to(viewer).filter(team_id__in=set(team_ids))
    return _offers(
        Handover.objects.filter(state="offered", case__in=visible).order_by("answer_by", "id"), as_of
    )


def list_cases_without_movement(*, viewer: Viewer, before: date, limit: int = 500) -> list[UUID]:
    """Open cases near to being stuck.

    Their next date passed before a day, and no leader was asked about them yet.
    """
    asked = Task.objects.filter(case=OuterRef("pk"), state="open", for_leader=True)
    cases = Case.objects.visible_to(viewer).open().filter(~Exists(asked), next_on__lt=before)
    return list(cases.order_by("next_on", "id").values_list("id", flat=True)[:limit])


def _offers(handovers: QuerySet[Any], as_of: datetime) -> list[OfferRow]:
    held = Hold.objects.filter(case=OuterRef("case"), ended_at=None)
    found = list(handovers.select_related("case__team").annotate(is_held=Exists(held)))
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
