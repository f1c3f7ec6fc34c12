"""Figures about links: how many, how strong, made by what, and what people said when they looked again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, TextField, Value, When

from upheld.domains.access.queries import Viewer
from upheld.domains.people.models import DoubtfulPair, Link, Merge, PairStep
from upheld.domains.people.permissions import pairs_in_scope, records_in_scope

STRONG, VERY_STRONG = 10.0, 20.0
"""From how many bits on a link is strong, and very strong. 10 bits: about a thousand to one."""


@dataclass(frozen=True, kw_only=True)
class LinkCount:
    """How many links count now. `strength` is "very strong", "strong", "weak" or "" where nothing was
    weighed.
    """

    system: str
    maker: str
    model_version: str
    strength: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ReviewCount:
    """How many pairs people decided, and how. Of each pair both systems are named, in order."""

    why: str
    model_version: str
    systems: tuple[str, str]
    state: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ChangeCount:
    """How often links were mended: records taken out, clients joined, joined ones parted, answers undone."""

    taken_out: int
    joined: int
    parted: int
    undone: int


def count_links(*, viewer: Viewer) -> list[LinkCount]:
    """The links that count, by system, maker, model and strength. One query, and no client."""
    links = Link.objects.filter(records_in_scope(viewer, record="record__"), ended_at=None)
    grouped = links.annotate(
        strength=Case(
            When(weight=None, then=Value("")),
            When(weight__gte=VERY_STRONG, then=Value("very strong")),
            When(weight__gte=STRONG, then=Value("strong")),
            default=Value("weak"),
            output_field=TextField(),
        )
    ).values("record__system", "maker", "model_version", "strength")
    rows = grouped.annotate(number=Count("id")).order_by(
        "record__system", "maker", "-model_version", "strength"
    )
    return [
        LinkCount(
            system=row["record__system"],
            maker=row["maker"],
            model_version=row["model_version"],
            strength=row["strength"],
            number=row["number"],
        )
        for row in rows
    ]


def count_reviewed(*, viewer: Viewer) -> list[ReviewCount]:
    """The pairs that people decided to be of one person or of two. One query, and no client."""
    decided = DoubtfulPair.objects.filter(pairs_in_scope(viewer), state__in=("same", "different"))
    grouped = decided.values("why", "model_version", "one__system", "other__system", "state")
    rows = grouped.annotate(number=Count("id")).order_by("why", "model_version")
    return [
        ReviewCount(
            why=row["why"],
            model_version=row["model_version"],
            systems=(
                min(row["one__system"], row["other__system"]),
                max(row["one__system"], row["other__system"]),
            ),
            state=row["state"],
            number=row["number"],
        )
        for row in rows
    ]


def count_link_changes(*, viewer: Viewer) -> ChangeCount:
    """How often people mended what was linked. Three queries, and no client."""
    links = Link.objects.filter(records_in_scope(viewer, record="record__"))
    merges = Merge.objects.filter(into__in=links.order_by().values("client")).aggregate(
        joined=Count("id"), parted=Count("id", filter=Q(undone_at__isnull=False))
    )
    parting = Merge.objects.filter(into=OuterRef("client"), undone_at=OuterRef("ended_at"))
    left = links.filter(~Exists(parting), ended_at__isnull=False, client__merged_into=None)
    taken_out = left.exclude(client=F("record__client"))
    seen = DoubtfulPair.objects.filter(pairs_in_scope(viewer))
    return ChangeCount(
        taken_out=taken_out.count(),
        joined=merges["joined"],
        parted=merges["parted"],
        undone=PairStep.objects.filter(pair__in=seen, said="undone").count(),
    )
