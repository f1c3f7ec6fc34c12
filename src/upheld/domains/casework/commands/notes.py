"""Notes and their drafts: nothing typed is lost, and sending twice keeps one."""

from datetime import datetime
from uuid import UUID

from upheld.domains.casework.commands.locking import seen_case, tell
from upheld.domains.casework.events import NoteWritten
from upheld.domains.casework.models import Case, Note, NoteDraft
from upheld.domains.casework.rules import ReasonIsMissing, check_words
from upheld.kernel.commands import command
from upheld.kernel.identifiers import new_id


class NoteIsEmpty(ReasonIsMissing):
    """Write something before you save the note."""


@command
def write_note(*, case_id: UUID, text: str, key: UUID, by: UUID, at: datetime) -> UUID:
    """Keep a note on a case and clear its draft. Returns the note's id.

    The same `key` a second time keeps nothing more and returns the first note's id.

    Raises NoSuchCase, CaseIsClosed, NoteIsEmpty.
    """
    words = check_words(text, NoteIsEmpty)
    case = seen_case(case_id, by=by, at=at)
    existing = Note.objects.filter(key=key, case=case, author=by).first()
    if existing:
        return existing.id
    note = Note(id=new_id(), case=case, author=by, text=words, written_at=at, key=key)
    note.save(force_insert=True)
    NoteDraft.objects.filter(case=case, author=by).delete()
    tell(case, NoteWritten(case_id=case.id, note_id=note.id), by=by, at=at)
    return note.id


def keep_reason(case: Case, words: str, *, by: UUID, at: datetime) -> None:
    """Write down why something was done to a case, where everyone who works on it reads it."""
    note = Note(id=new_id(), case=case, author=by, text=words, written_at=at, key=new_id())
    note.save(force_insert=True)
    tell(case, NoteWritten(case_id=case.id, note_id=note.id), by=by, at=at)


@command
def save_draft(*, case_id: UUID, text: str, by: UUID, at: datetime) -> None:
    """Keep what someone has typed so far; empty text forgets it. Raises NoSuchCase, CaseIsClosed."""
    case = seen_case(case_id, by=by, at=at)
    drafts = NoteDraft.objects.filter(case=case, author=by)
    if not text.strip():
        drafts.delete()
    else:
        NoteDraft.objects.update_or_create(case=case, author=by, defaults={"text": text, "saved_at": at})
