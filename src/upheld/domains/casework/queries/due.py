"""Which cases are due to be erased, and which never are: those of clients on a legal hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from upheld.domains.access.queries import Viewer, require_sight_of_erasing
from upheld.domains.casework.models import Case, NoteDraft
from upheld.domains.people.queries import is_on_hold
from upheld.kernel.counting import count_each


def due_words(before: datetime) -> QuerySet[Case]:
    """Cases that closed before then and still have their words."""
    closed = Case.objects.filter(closed_at__lt=before, words_erased_at=None)
    return closed.exclude(is_on_hold("client_id")).annotate(since=F("closed_at")).order_by("closed_at", "id")


def due_cases(before: datetime) -> QuerySet[Case]:
    """Cases that closed before then, without words, that still belong to someone."""
    closed = Case.objects.filter(closed_at__lt=before, words_erased_at__isnull=False, erased_at=None)
    return closed.exclude(is_on_hold("client_id")).annotate(since=F("closed_at")).order_by("closed_at", "id")


def due_drafts(before: datetime) -> QuerySet[NoteDraft]:
    """Drafts of notes that were last saved before then."""
    drafts = NoteDraft.objects.filter(~is_on_hold("case__client_id"), saved_at__lt=before)
    return drafts.annotate(since=F("saved_at")).order_by("saved_at", "id")


DUE: Mapping[str, Callable[[datetime], QuerySet[Any]]] = {
    "case_words": due_words,
    "closed_case": due_cases,
    "note_draft": due_drafts,
}


def count_due_records(before: Mapping[str, datetime], *, viewer: Viewer, most: int) -> dict[str, int]:
    """How many records are due of each kind that casework has; `most` for as many or more. One query.

    `before` says before which moment their time must have begun to count. Raises NotYoursToDo, except for
    managers, safeguarding leads and administrators.
    """
    require_sight_of_erasing(viewer)
    return count_each({kind: due(before[kind]) for kind, due in DUE.items() if kind in before}, most=most)


def has_a_case() -> Exists:
    """The condition that a client has a case that is not erased: such a client is needed."""
    return Exists(Case.objects.filter(client=OuterRef("pk")))
