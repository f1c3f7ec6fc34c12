"""Erasing what the pages themselves remember: sent forms, and sign-ins that have ended."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session

from upheld.domains.access.queries import Viewer
from upheld.journeys.retention import Eraser
from upheld.kernel.commands import command
from upheld.kernel.erasures import Order, note_erasure
from upheld.web.models import SentForm


@command
def erase_sent_forms(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase the marks of forms that were sent long ago. Returns how many."""
    due = SentForm.objects.filter(sent_at__lt=order.before).select_for_update(skip_locked=True)
    rows = list(due.values_list("key", "sent_at")[: order.limit])
    SentForm.objects.filter(key__in=[key for key, _ in rows]).delete()
    return note_erasure(order, rows, by=by, at=at)


@command
def erase_sessions(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase sign-ins that ended long ago, with what was kept in them. Returns how many."""
    due = Session.objects.filter(expire_date__lt=order.before).select_for_update(skip_locked=True)
    rows = list(due.values_list("session_key", "expire_date")[: order.limit])
    Session.objects.filter(session_key__in=[key for key, _ in rows]).delete()
    return note_erasure(order, rows, by=by, at=at)


def _count_forms(viewer: Viewer, before: datetime, most: int) -> int:
    return SentForm.objects.filter(sent_at__lt=before)[:most].count()


def _count_sessions(viewer: Viewer, before: datetime, most: int) -> int:
    return Session.objects.filter(expire_date__lt=before)[:most].count()


ERASERS: Mapping[str, Eraser] = {
    "sent_form": Eraser(lambda order, by, at: erase_sent_forms(order=order, by=by, at=at), _count_forms),
    "session": Eraser(lambda order, by, at: erase_sessions(order=order, by=by, at=at), _count_sessions),
}
