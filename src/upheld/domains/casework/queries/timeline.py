"""What happened on a client's cases, one sentence for each thing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from upheld.domains.access.queries import SeenBy, Viewer, matters_in_scope, saw
from upheld.domains.casework.models import CaseTransition, Hold, Note, Ownership, Task
from upheld.domains.casework.queries.reading import benefit_name, names_for, stage_name, unowned_words
from upheld.domains.casework.queries.records import Entry
from upheld.kernel.prepared import Given
from upheld.policy import Pack, current_pack


class _Raw(NamedTuple):
    """One thing that happened; what its texts hold depends on its kind."""

    kind: str
    at: datetime
    by: UUID | None
    case_id: UUID
    benefit: str
    text: str
    detail: str
    earlier: str
    until: date | None


def list_entries_of_client(
    client_id: UUID,
    *,
    viewer: Viewer,
    benefit: str = "",
    case_id: UUID | None = None,
    before: datetime | None = None,
    limit: int = 50,
) -> list[Entry]:
    """What happened on the client's cases that the viewer may see, newest first.

    Only what is earlier than `before`. Two queries.

    `benefit` and `case_id` narrow it. The next part is asked for with the `at` of the last entry.
    """
    found = _NEWEST.by(
        viewer,
        *(bool(benefit), case_id is not None, before is not None, limit),
        client_id=client_id,
        benefit=benefit,
        case_id=case_id,
        before=before,
    )
    newest = [_Raw(*row) for row in found]
    saw("case", [client_id] if newest else [])
    names = names_for(one.by for one in newest)
    return [_entry(one, names) for one in newest]


def _newest(
    viewer: Viewer, of_benefit: bool, of_case: bool, is_later_part: bool, limit: int
) -> QuerySet[Any, Any]:
    seen = matters_in_scope(
        viewer,
        client="case__client_id",
        office="case__office_id",
        benefit="case__benefit",
        owner="case__owner_id",
    ) & Q(case__client_id=Given("client_id"))
    if of_benefit:
        seen &= Q(case__benefit=Given("benefit"))
    if of_case:
        seen &= Q(case_id=Given("case_id"))
    first, *others = (_latest(part.filter(seen), is_later_part, limit) for part in _parts())
    return first.union(*others, all=True).order_by("-told_at", "told_kind")[:limit]


_NEWEST = SeenBy(_newest)


def _parts() -> tuple[QuerySet[Any, Any], ...]:
    """Everything that is told: each kind from its own table, all in the shape of `_Raw`."""
    nothing, no_day = Value("", TextField()), Cast(Value(None), DateField())
    owned = Ownership.objects.exclude(unowned_reason="new")
    done = Task.objects.filter(state="done")
    return (
        _shaped(
            CaseTransition.objects, "stage", "at", "by", F("to_stage"), F("reason"), F("from_stage"), no_day
        ),
        _shaped(owned, "owner", "started_at", "owner_id", F("unowned_reason"), nothing, nothing, no_day),
        _shaped(done, "task", "ended_at", "ended_by", F("title"), nothing, nothing, no_day),
        _shaped(Note.objects, "note", "written_at", "author", nothing, F("text"), nothing, no_day),
        _shaped(
            Hold.objects, "hold", "placed_at", "placed_by", F("reason"), F("note"), nothing, F("ends_on")
        ),
    )


def _shaped(rows: Any, kind: str, at: str, by: str, text: Any, detail: Any, earlier: Any, until: Any) -> Any:
    told = rows.annotate(
        told_kind=Value(kind, TextField()),
        told_at=F(at),
        told_text=text,
        told_detail=detail,
        told_earlier=earlier,
        told_until=until,
    )
    return told.values_list(
        *("told_kind", "told_at", by, "case_id", "case__benefit"),
        *("told_text", "told_detail", "told_earlier", "told_until"),
    )


def _latest(part: QuerySet[Any, Any], is_later_part: bool, limit: int) -> QuerySet[Any, Any]:
    if is_later_part:
        part = part.filter(told_at__lt=Given("before"))
    return part.order_by("-told_at")[:limit]


def _entry(raw: _Raw, names: Mapping[UUID, str]) -> Entry:
    pack = current_pack()
    told = _TOLD[raw.kind](pack, raw)
    who = names.get(raw.by, "") if raw.by else ""
    return Entry(
        at=raw.at,
        kind=told.kind,
        sentence=told.sentence,
        told=f"{who or 'Someone'} {told.deed}." if told.deed else f"{told.sentence}.",
        detail=told.detail,
        by_name=who,
        case_id=raw.case_id,
        benefit=raw.benefit,
        benefit_name=benefit_name(pack, raw.benefit),
    )


class _Told(NamedTuple):
    """The sentence without who did it, and what is said after their name; nothing where nobody did it."""

    kind: str
    sentence: str
    deed: str
    detail: str = ""


def _moved(pack: Pack, raw: _Raw) -> _Told:
    if not raw.earlier and raw.text == "closed":
        return _Told("stage", "Case taken over from an earlier system", "", raw.detail)
    if not raw.earlier:
        return _Told("stage", "Case opened", "opened the case", raw.detail)
    if raw.text == "closed":
        return _Told("stage", "Case closed", "closed the case", raw.detail)
    stage = stage_name(pack, raw.text)
    return _Told("stage", f"Moved to “{stage}”", f"moved the case to “{stage}”", raw.detail)


def _owned(pack: Pack, raw: _Raw) -> _Told:
    if raw.by:
        return _Told("owner", "Became the owner of the case", "became the owner of the case")
    return _Told("unowned", "The case has no owner", "", unowned_words(pack, raw.text))


def _done(pack: Pack, raw: _Raw) -> _Told:
    return _Told("task", f"Done: {raw.text}", f"did what was next: {raw.text}")


def _noted(pack: Pack, raw: _Raw) -> _Told:
    return _Told("note", "Wrote a note", "wrote a note", raw.detail)


def _held(pack: Pack, raw: _Raw) -> _Told:
    words = (pack.hold_reason(raw.text).label, raw.detail)
    until = f"on hold until {raw.until:%-d %B %Y}"
    return _Told("hold", f"Put {until}", f"put the case {until}", ". ".join(part for part in words if part))


_TOLD = {"stage": _moved, "owner": _owned, "task": _done, "note": _noted, "hold": _held}
