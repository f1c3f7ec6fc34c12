"""Erasing what is due about cases, a small batch at a time, and never what a legal hold stands on.

A batch locks its cases and their clients, and passes over those that somebody else has locked. Whoever places
a hold locks the same client: so the hold either comes first, and the batch sees it, or waits for the batch.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Case as SqlCase
from django.db.models import CharField, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from upheld.domains.casework.events import CaseErased, CaseWordsErased
from upheld.domains.casework.models import Case, CaseTransition, Handover, Hold, Note, NoteDraft, Task
from upheld.domains.casework.queries.due import due_cases, due_drafts, due_words
from upheld.domains.charter.commands import erase_words_of_promises, release_promises
from upheld.domains.people.commands import forget_references, make_nobody
from upheld.domains.people.queries import is_on_hold
from upheld.kernel import outbox
from upheld.kernel.commands import command
from upheld.kernel.erasures import Order, note_erasure
from upheld.kernel.event import DomainEvent
from upheld.policy import current_pack

ERASED = "erased-"
"""How the reference of an erased case, or of a step that another system named, begins: its own id follows."""


@command
def erase_case_words(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase what was written about cases that closed long ago. Returns how many cases.

    The summary, the outcome, notes, drafts, notes of handovers and holds, reasons, words of promises go; a
    task keeps the words that the pack has for its kind. Who did what when stays.
    """
    taken = _take(due_words(order.before), order.limit)
    ids = list(taken)
    Note.objects.filter(case__in=ids).delete()
    NoteDraft.objects.filter(case__in=ids).delete()
    Handover.objects.filter(case__in=ids).update(note="", answer="")
    Hold.objects.filter(case__in=ids).update(note="")
    CaseTransition.objects.filter(case__in=ids).exclude(reason="").update(reason="")
    Task.objects.filter(case__in=ids).update(title=_words_of_the_pack())
    Case.objects.filter(id__in=ids).update(summary="", outcome="", words_erased_at=at)
    erase_words_of_promises(case_ids=ids, by=by, at=at)
    _announce({id_: CaseWordsErased(case_id=id_, run_id=order.run_id) for id_ in ids}, by=by, at=at)
    return note_erasure(order, list(taken.items()), by=by, at=at)


@command
def erase_closed_cases(*, order: Order, by: UUID, at: datetime) -> int:
    """Make cases anonymous that closed long ago and have no words any more. Returns how many.

    They belong to nobody, and bear no reference that anybody knows. Benefit, office, standard, stages and
    dates stay, so that what was measured once is measured the same again. A sealed mark keeps the case log of
    another system from bringing its case back.
    """
    taken = _take(due_cases(order.before), order.limit)
    ids = list(taken)
    cases = Case.objects.filter(id__in=ids)
    known: dict[str, list[str]] = {}
    for source, reference in cases.exclude(source="").values_list("source", "reference"):
        known.setdefault(source, []).append(reference)
    for source, references in known.items():
        forget_references(system=source, references=references, by=by, at=at)
    own_id = Concat(Value(ERASED), Cast("id", CharField()), output_field=TextField())
    nobody = make_nobody(by=by, at=at)
    cases.update(client_id=nobody, reference=own_id, erased_at=at)
    Task.objects.filter(case__in=ids).exclude(reference="").update(reference=own_id)
    release_promises(case_ids=ids, to=nobody, by=by, at=at)
    _announce({id_: CaseErased(case_id=id_, run_id=order.run_id) for id_ in ids}, by=by, at=at)
    return note_erasure(order, list(taken.items()), by=by, at=at)


@command
def erase_note_drafts(*, order: Order, by: UUID, at: datetime) -> int:
    """Erase drafts of notes that nobody went on with. Returns how many."""
    due = due_drafts(order.before).select_related("case__client").only("saved_at", "case__client__version")
    locked = due.select_for_update(skip_locked=True, no_key=True, of=("self", "case__client"))
    taken = {draft.id: draft.saved_at for draft in locked[: order.limit]}
    free = NoteDraft.objects.filter(~is_on_hold("case__client_id"), id__in=list(taken))
    ids = list(free.values_list("id", flat=True))
    NoteDraft.objects.filter(id__in=ids).delete()
    return note_erasure(order, [(id_, taken[id_]) for id_ in ids], by=by, at=at)


def _take(due: QuerySet[Case], limit: int) -> dict[UUID, datetime]:
    """Lock some of these cases with their clients, and say when each closed.

    A hold that was placed while the locks were taken is seen by the second look.
    """
    found = due.select_related("client").only("closed_at", "client__version")
    locked = found.select_for_update(skip_locked=True, no_key=True, of=("self", "client"))
    taken = [case.id for case in locked[:limit]]
    free = Case.objects.filter(id__in=taken).exclude(is_on_hold("client_id")).order_by("id")
    return {id_: closed_at for id_, closed_at in free.values_list("id", "closed_at") if closed_at}


def _words_of_the_pack() -> SqlCase:
    tasks = current_pack().tasks
    known = (When(kind=key, then=Value(tasks.get(key).label)) for key in tasks)
    return SqlCase(*known, default=Value(""), output_field=TextField())


def _announce(events: Mapping[UUID, DomainEvent], *, by: UUID, at: datetime) -> None:
    outbox.record_many([(event, f"case:{id_}") for id_, event in events.items()], by=by, at=at)
