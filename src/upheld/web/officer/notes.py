"""Notes on a case: kept once, however often they are sent; and their drafts."""

from uuid import UUID

from django.http import HttpResponse

from upheld.domains.casework import commands
from upheld.journeys.case_page import get_notes_page
from upheld.kernel import clock
from upheld.kernel.identifiers import new_id
from upheld.web.doors import PageRequest
from upheld.web.officer.deeds import Deed, do_deed
from upheld.web.officer.forms import NoteForm
from upheld.web.rows import key_of, moment_key

NOTES = Deed("Notes", "Save the note", "The note is saved.")


def notes(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Every note of a case, and a form for one more: the form of the case's own page is sent here too."""
    at = clock.now()
    before = moment_key(request.GET.get("before", ""))
    about = get_notes_page(case_id=case_id, viewer=request.viewer, at=at, before=before)
    form = NoteForm(request.POST or None, case_id=case_id, initial={"text": about.heading.draft})
    return do_deed(
        request,
        about,
        NOTES,
        form,
        lambda given: commands.write_note(
            case_id=case_id, text=given["text"], key=_key(request), by=request.viewer.account_id, at=at
        ),
        template="notes",
        next=key_of(about.next),
    )


def draft(request: PageRequest, case_id: UUID) -> HttpResponse:
    """Keep what is typed so far. The script of the page sends it; nothing comes back."""
    text = request.POST.get("text", "")
    commands.save_draft(case_id=case_id, text=text, by=request.viewer.account_id, at=clock.now())
    return HttpResponse(status=204)


def _key(request: PageRequest) -> UUID:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return new_id()
