"""One story of a client: what happened on every case, what was promised, and what other systems told us."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.queries import Entry, list_entries_of_client
from upheld.domains.charter.queries import PromiseRow
from upheld.domains.people.queries import SourceRecordLine
from upheld.policy import current_pack
from upheld.policy.values import UnknownValue


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One sentence of the story. `about` names the benefit; `detail` is longer text, such as a note.

    `is_noise` marks what another sentence says already, or what is rarely looked for.
    """

    at: datetime
    told: str
    detail: str = ""
    about: str = ""
    case_id: UUID | None = None
    is_noise: bool = False


@dataclass(frozen=True)
class Story:
    """A part of a client's story, newest first. `earlier` asks for the part before it, if there is one."""

    happenings: tuple[Happening, ...]
    earlier: datetime | None


def tell_story(
    client_id: UUID,
    *,
    viewer: Viewer,
    promises: Iterable[PromiseRow],
    records: Iterable[SourceRecordLine],
    benefit: str = "",
    before: datetime | None = None,
    limit: int = 40,
) -> Story:
    """What happened before a moment, newest first, about one benefit or all. Two queries.

    Everything that happened at one moment stands in one part, so that nothing is lost between two parts.
    """
    entries = list_entries_of_client(
        client_id, viewer=viewer, benefit=benefit, before=before, limit=limit + 1
    )
    known = [promise for promise in promises if benefit in ("", promise.benefit)]
    told = [
        *_of_cases(entries, known),
        *(one for promise in known for one in _of_promise(promise, entries)),
        *(one for record in records if benefit in ("", record.benefit) for one in _of_record(record)),
    ]
    told = [one for one in told if before is None or one.at < before]
    return _part(sorted(told, key=lambda one: one.at, reverse=True), limit)


def _part(told: Sequence[Happening], limit: int) -> Story:
    if len(told) <= limit:
        return Story(tuple(told), None)
    whole = [one for one in told[:limit] if one.at != told[limit].at] or list(told[:limit])
    return Story(tuple(whole), whole[-1].at)


def _of_cases(entries: Iterable[Entry], promises: Iterable[PromiseRow]) -> Iterator[Happening]:
    """What was done. A task that kept a promise is said by the promise."""
    kept = {(promise.case_id, promise.kept_at) for promise in promises if promise.kept_at}
    for entry in entries:
        yield Happening(
            at=entry.at,
            told=entry.told,
            detail=entry.detail,
            about=entry.benefit_name,
            case_id=entry.case_id,
            is_noise=entry.kind == "task" and (entry.case_id, entry.at) in kept,
        )


def _of_promise(promise: PromiseRow, entries: Iterable[Entry]) -> Iterator[Happening]:
    """A promise made, broken and kept. What is promised with every new case is folded at its opening."""
    at_opening = any(
        entry.kind == "stage" and entry.case_id == promise.case_id and entry.at == promise.made_at
        for entry in entries
    )
    due = f"{promise.due_on:%-d %B %Y}"
    yield _said(promise, promise.made_at, f"We promised: “{promise.words}”", is_noise=at_opening)
    if promise.broken_at:
        yield _said(promise, promise.broken_at, f"We broke a promise: {promise.label}, due by {due}.")
    if promise.kept_at:
        late = " late" if promise.broken_at else ""
        yield _said(promise, promise.kept_at, f"We kept a promise{late}: {promise.label}, due by {due}.")


def _said(promise: PromiseRow, at: datetime, told: str, *, is_noise: bool = False) -> Happening:
    about = benefit_name(promise.benefit)
    return Happening(at=at, told=told, about=about, case_id=promise.case_id, is_noise=is_noise)


def _of_record(record: SourceRecordLine) -> Iterator[Happening]:
    about = benefit_name(record.benefit)
    came = f"The {_system(record)} sent us its record, reference {record.reference}."
    yield Happening(at=record.received_at, told=came, about=about, is_noise=True)
    if record.changed_at:
        changed = f"The {_system(record)} sent us a changed record, reference {record.reference}."
        yield Happening(at=record.changed_at, told=changed, about=about, is_noise=True)


def _system(record: SourceRecordLine) -> str:
    return record.system_label[:1].lower() + record.system_label[1:]


def benefit_name(key: str) -> str:
    """What the pack calls a benefit; one that it does not know is written as words, and none is empty."""
    try:
        return current_pack().benefit(key).name if key else ""
    except UnknownValue:
        return key.replace("-", " ").capitalize()
