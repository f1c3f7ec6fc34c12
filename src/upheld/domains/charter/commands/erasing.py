"""What becomes of promises when the case or the client that they were made to is erased.

A promise itself stays, and whether it was kept, so that what was measured once is measured the same again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from upheld.domains.charter.models import Promise, PromiseTransition
from upheld.kernel.commands import command

ERASED = "Erased."
"""Stands where a promise must say why it was withdrawn, once that was erased."""


@command
def erase_words_of_promises(*, case_ids: Collection[UUID], by: UUID, at: datetime) -> None:
    """Erase what was said to the clients of these cases, and every reason that was given."""
    _erase_words(Q(case_id__in=list(case_ids)))


@command
def release_promises(*, case_ids: Collection[UUID], to: UUID, by: UUID, at: datetime) -> None:
    """Let the promises of these cases belong to another client id: that of nobody."""
    Promise.objects.filter(case_id__in=list(case_ids)).update(client_id=to)


@command
def erase_promises_of_clients(*, client_ids: Sequence[UUID], to: UUID, by: UUID, at: datetime) -> None:
    """Erase the words of whatever was promised to these clients, and let it belong to another client id."""
    _erase_words(Q(client_id__in=list(client_ids)))
    Promise.objects.filter(client_id__in=list(client_ids)).update(client_id=to)


def _erase_words(which: Q) -> None:
    promises = Promise.objects.filter(which)
    PromiseTransition.objects.filter(promise__in=promises).exclude(reason="").update(reason="")
    promises.exclude(reason="").update(reason=ERASED)
    promises.exclude(words=ERASED).update(words=ERASED)
