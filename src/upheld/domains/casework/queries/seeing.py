"""Finding the one case that someone looks at."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from upheld.domains.access.queries import SeenBy, Viewer, of_viewer, open_to, saw
from upheld.domains.casework.models import Case, Handover, Hold, NoteDraft
from upheld.domains.casework.rules import NoSuchCase
from upheld.kernel.prepared import Given


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
    for case in _CASE.by(viewer, case_id=case_id):
        saw("case", [case.client_id])
        return Seen(case, case.draft or "", case.offered_to)  # type: ignore[attr-defined]
    raise NoSuchCase


def _case(viewer: Viewer) -> QuerySet[Case]:
    me = of_viewer(viewer, "account_id")
    waiting = Handover.objects.filter(case=OuterRef("pk"), state="offered")
    drafts = NoteDraft.objects.filter(case=OuterRef("pk"), author=me)
    asked = Case.objects.filter(open_to(viewer, client="client_id"), Exists(waiting.filter(to_id=me)))
    seen = (Case.objects.visible_to(viewer) | asked).filter(id=Given("case_id"), erased_at=None)
    return seen.select_related("team", "office").annotate(
        draft=Subquery(drafts.values("text")[:1]),
        offered_to=Subquery(waiting.values("to_id")[:1]),
        is_held=Exists(Hold.objects.filter(case=OuterRef("pk"), ended_at=None)),
    )


_CASE = SeenBy(_case)
