"""Erasing how records were linked: keys, links, pairs and what was said of them, merges and breaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from upheld.domains.people.models import Breach, DoubtfulPair, Link, LinkKey, Merge, PairStep
from upheld.kernel.deleting import delete_where


def unlink(records: Sequence[UUID], clients: Sequence[UUID]) -> None:
    """Erase everything about linking these records and joining these clients, in the present transaction.

    A link of somebody else's record that was made by comparing it with one of these stays, without saying
    what was compared.
    """
    pairs = _ids(DoubtfulPair.objects.filter(Q(one__in=records) | Q(other__in=records)))
    merges = _ids(Merge.objects.filter(Q(into__in=clients) | Q(absorbed__in=clients)))
    Link.objects.filter(compared_with__in=records).update(compared_with=None, evidence=[])
    Merge.objects.filter(pair__in=pairs).update(pair=None)
    for model, field, ids in (
        (LinkKey, "record", records),
        (Link, "record", records),
        (Breach, "merge", merges),
        (Breach, "client", clients),
        (Merge, "id", merges),
        (PairStep, "pair", pairs),
        (DoubtfulPair, "id", pairs),
    ):
        delete_where(model, field, ids)


def _ids(rows: QuerySet[Any]) -> list[UUID]:
    return list(rows.values_list("id", flat=True))
