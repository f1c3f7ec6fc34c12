"""Finding the one case that someone looks at."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from upheld.domains.access.queries import Viewer, open_to, saw
from upheld.domains.casework.models import Case, Handover, Hold, NoteDraft
from upheld.domains.casework.rules import NoSuchCase


@dataclass(frozen=True)
class Seen:
    """A case, the viewer's own draft of a note on it, and who is asked to take it."""

    case: Case
    draft: str
    offered_to: UUID | None


def see_case(case_id: UUID, viewer: Viewer) -> Seen:
    """The case with its team and office, annotated with `is_held`. One query.

    Raises NoSuchCase, also for one outside the viewer's scope; whoever is asked to take a case may read it,
    even from another office.
    """
    waiting = Handover.objects.filter(case=OuterRef("pk"), state="offered")
    drafts = NoteDraft.objects.filter(case=OuterRef("pk"), author=viewer.account_id)
    asked = Case.objects.filter(
        open_to(viewer, client="client_id"), Exists(waiting.filter(to_id=viewer.account_id))
    )
    seen = (Case.objects.visible_to(viewer) | asked).filter(id=case_id, erased_at=None)
    found = seen.select_related("team", "office")
    case = found.annotate(
        draft=Subquery(drafts.values("text")[:1]),
        offered_to=Subquery(waiting.values("to_id")[:1]),
        is_held=Exists(Hold.objects.filter(case=OuterRef("pk"), ended_at=None)),
    ).first()
    if case is None:
        raise NoSuchCase
    saw("case", [case.client_id])
    return Seen(case, case.draft or "", case.offered_to)  # type: ignore[attr-defined]
