"""Erasing what the pages themselves remember: sent forms, and sign-ins that have ended."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session

from upheld.domains.access.queries import Viewer
from upheld.kernel.commands import command
from upheld.kernel.counting import count_each
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


ERASE = {"sent_form": erase_sent_forms, "session": erase_sessions}
"""How each kind of record is erased that the pages keep."""


def count_due(before: Mapping[str, datetime], viewer: Viewer, most: int) -> dict[str, int]:
    """How many of them are due; `most` for as many or more. One query. They name nobody."""
    due = {
        "sent_form": SentForm.objects.filter(sent_at__lt=before["sent_form"]),
        "session": Session.objects.filter(expire_date__lt=before["session"]),
    }
    return count_each(due, most=most)
