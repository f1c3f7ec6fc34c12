"""Reads of the logs that cases came from."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import Case, LogWorker, SourceLog
from upheld.domains.casework.queries.records import HeldHistory, LogRow
from upheld.domains.casework.rules import NoSuchLog


def list_logs(*, viewer: Viewer) -> list[LogRow]:
    """The logs whose cases the viewer may see, by name. One query."""
    return [_row(log) for log in _visible(viewer).order_by("name")]


def get_log(name: str, *, viewer: Viewer) -> LogRow:
    """One log. Raises NoSuchLog, also for one outside the viewer's offices."""
    log = _visible(viewer).filter(name=name).first()
    if log is None:
        raise NoSuchLog
    return _row(log)


def list_log_workers(log_id: UUID, *, viewer: Viewer) -> dict[str, UUID]:
    """The officers whom a log's workers are, by the name that the log gives them. One query."""
    workers = LogWorker.objects.filter(log_id=log_id, log__in=_visible(viewer))
    return dict(workers.values_list("name", "officer_id"))


def list_held_histories(
    source: str, references: Collection[str], *, viewer: Viewer
) -> dict[str, HeldHistory]:
    """What is held of these cases of a log, by reference; a case that is not held is left out. One query."""
    cases = Case.objects.visible_to(viewer).filter(source=source, reference__in=references)
    steps = Count("tasks", filter=Q(tasks__kind="source_step") & ~Q(tasks__reference=""))
    rows = cases.annotate(steps=steps).values_list("reference", "due_at", "closed_at", "steps")
    return {reference: HeldHistory(due, closed, count) for reference, due, closed, count in rows.order_by()}


def _visible(viewer: Viewer) -> QuerySet[SourceLog]:
    if viewer.reads_every_client:
        return SourceLog.objects.all()
    return SourceLog.objects.filter(office_id__in=viewer.offices)


def _row(log: SourceLog) -> LogRow:
    return LogRow(log.id, log.name, log.zone, log.benefit, log.office_id, log.team_id, log.first_imported_at)
