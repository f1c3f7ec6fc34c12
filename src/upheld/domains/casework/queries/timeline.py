"""What happened on a client's cases, one sentence for each thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import Case, CaseTransition, Hold, Note, Ownership, Task
from upheld.domains.casework.queries.reading import benefit_name, names_for, stage_name, unowned_words
from upheld.domains.casework.queries.records import Entry
from upheld.kernel.days import start_of_day
from upheld.policy import current_pack


@dataclass(frozen=True)
class _Raw:
    at: datetime
    kind: str
    sentence: str
    detail: str
    by: UUID | None
    case_id: UUID


def list_entries_of_client(
    client_id: UUID,
    *,
    viewer: Viewer,
    benefit: str = "",
    case_id: UUID | None = None,
    before: datetime | None = None,
    limit: int = 50,
) -> list[Entry]:
    """What happened on the client's cases that the viewer may see, newest first, earlier than `before`. Seven
    queries at most.

    `benefit` and `case_id` narrow it. The next part is asked for with the `at` of the last entry.
    """
    cases = Case.objects.visible_to(viewer).filter(client_id=client_id)
    if benefit:
        cases = cases.filter(benefit=benefit)
    if case_id:
        cases = cases.filter(id=case_id)
    benefits = dict(cases.values_list("id", "benefit"))
    reach = _Reach(tuple(benefits), before, limit)
    parts = [*_moves(reach), *_hops(reach), *_tasks(reach), *_notes(reach), *_holds(reach)]
    newest = sorted(parts, key=lambda one: one.at, reverse=True)[:limit]
    names = names_for(one.by for one in newest)
    return [_entry(one, names, benefits) for one in newest]


@dataclass(frozen=True)
class _Reach:
    case_ids: tuple[UUID, ...]
    before: datetime | None
    limit: int

    def of(self, model: type, field: str) -> Iterable:  # type: ignore[type-arg]
        """The newest rows of a model on these cases."""
        rows = model.objects.filter(case_id__in=self.case_ids)  # type: ignore[attr-defined]
        if self.before:
            rows = rows.filter(**{f"{field}__lt": self.before})
        return rows.order_by(f"-{field}")[: self.limit]  # type: ignore[no-any-return]


def _moves(reach: _Reach) -> Iterable[_Raw]:
    pack = current_pack()
    for row in reach.of(CaseTransition, "at"):
        if not row.from_stage:
            sentence = "Case opened" if row.to_stage != "closed" else "Case taken over from an earlier system"
        elif row.to_stage == "closed":
            sentence = "Case closed"
        else:
            sentence = f"Moved to “{stage_name(pack, row.to_stage)}”"
        yield _Raw(row.at, "stage", sentence, row.reason, row.by, row.case_id)


def _hops(reach: _Reach) -> Iterable[_Raw]:
    pack = current_pack()
    for row in reach.of(Ownership, "started_at"):
        if row.owner_id:
            yield _Raw(row.started_at, "owner", "Became the owner of the case", "", row.owner_id, row.case_id)
        elif row.unowned_reason != "new":
            words = unowned_words(pack, row.unowned_reason)
            yield _Raw(row.started_at, "unowned", "The case has no owner", words, None, row.case_id)


def _tasks(reach: _Reach) -> Iterable[_Raw]:
    done = Task.objects.filter(case_id__in=reach.case_ids, state="done")
    if reach.before:
        done = done.filter(ended_at__lt=reach.before)
    for row in done.order_by("-ended_at")[: reach.limit]:
        if row.ended_at:
            yield _Raw(row.ended_at, "task", f"Done: {row.title}", "", row.ended_by, row.case_id)


def _notes(reach: _Reach) -> Iterable[_Raw]:
    for row in reach.of(Note, "written_at"):
        yield _Raw(row.written_at, "note", "Wrote a note", row.text, row.author, row.case_id)


def _holds(reach: _Reach) -> Iterable[_Raw]:
    pack = current_pack()
    for row in reach.of(Hold, "starts_on"):
        sentence = f"Put on hold until {row.ends_on:%-d %B %Y}"
        words = ". ".join(part for part in (pack.hold_reason(row.reason).label, row.note) if part)
        at = start_of_day(row.starts_on, pack.time_zone)
        yield _Raw(at, "hold", sentence, words, row.placed_by, row.case_id)


def _entry(raw: _Raw, names: Mapping[UUID, str], benefits: Mapping[UUID, str]) -> Entry:
    benefit = benefits[raw.case_id]
    return Entry(
        at=raw.at,
        kind=raw.kind,
        sentence=raw.sentence,
        detail=raw.detail,
        by_name=names.get(raw.by, "") if raw.by else "",
        case_id=raw.case_id,
        benefit=benefit,
        benefit_name=benefit_name(current_pack(), benefit),
    )
