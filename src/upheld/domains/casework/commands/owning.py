"""Ownership: offered with a note, and moved only when the receiver accepts."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import is_open_to, who_acts
from upheld.domains.casework.commands.locking import agency_day, seen_case, tell, worked_case
from upheld.domains.casework.commands.notes import keep_reason
from upheld.domains.casework.commands.tasks import note_owner_found
from upheld.domains.casework.events import CaseBecameUnowned, CaseHandedOver, CaseOffered, OfferCameBack
from upheld.domains.casework.models import Case, Handover, Ownership
from upheld.domains.casework.permissions import may_work
from upheld.domains.casework.rules import (
    NoteIsMissing,
    NothingIsOffered,
    NotTheOwner,
    OfferState,
    OwnsItAlready,
    ReasonIsMissing,
    RecordIsClosedToThem,
    Unowned,
    check_new_owner,
    check_words,
)
from upheld.domains.charter.commands import pass_promises_on
from upheld.domains.people.commands import serve_client_at
from upheld.domains.workforce.commands import hold_officer_still
from upheld.domains.workforce.queries import OwnershipFacts, facts_for_ownership
from upheld.kernel.commands import command
from upheld.kernel.days import end_of_day
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack


@command
def offer_case(*, case_id: UUID, to: UUID, note: str, by: UUID, at: datetime) -> UUID:
    """Ask someone to take a case. Ownership does not change until they accept. Returns the offer's id.

    The owner offers their own case; leaders of the team offer any; an unowned case may be offered by whoever
    sees it.
    Raises NoSuchCase, NotTheOwner, CaseIsClosed, NoteIsMissing, OwnsItAlready, AlreadyOffered,
    OwnerCannotOwnCases, OwnerIsNotTrained, RecordIsClosedToThem.
    """
    words = check_words(note, NoteIsMissing)
    case = seen_case(case_id, by=by, at=at)
    if case.owner_id is not None and case.owner_id != by and not may_work(who_acts(by, at), case):
        raise NotTheOwner
    _check_may_own(case, to, at)
    return _offer(case, to, words, by=by, at=at).id


@command
def take_case(*, case_id: UUID, by: UUID, at: datetime) -> None:
    """Take an unowned case oneself.

    Raises NoSuchCase, NotTheOwner when it has an owner, and what accepting raises.
    """
    hold_officer_still(officer_id=by)
    case = seen_case(case_id, by=by, at=at)
    if case.owner_id is not None:
        raise NotTheOwner
    handover = _waiting(case) or _offer(case, by, "Took this unowned case.", by=by, at=at)
    if handover.to_id != by:
        _come_back(case, handover, OfferState.WITHDRAWN, "Someone else took the case.", by=by, at=at)
        handover = _offer(case, by, "Took this unowned case.", by=by, at=at)
    _accept(case, handover, by=by, at=at)


@command
def accept_case(*, case_id: UUID, by: UUID, at: datetime) -> None:
    """Accept a case that was offered: the only way in which a case gets a new owner.

    Raises NoSuchCase, CaseIsClosed, NothingIsOffered, OwnerCannotOwnCases, OwnerIsNotTrained.
    """
    hold_officer_still(officer_id=by)
    case = _offered_case(case_id, by=by, at=at)
    _accept(case, _offer_to(case, by), by=by, at=at)


@command
def decline_case(*, case_id: UUID, reason: str, by: UUID, at: datetime) -> None:
    """Say no to an offer, and why. The case stays where it was. Raises NothingIsOffered, ReasonIsMissing."""
    words = check_words(reason, ReasonIsMissing)
    case = _offered_case(case_id, by=by, at=at)
    _come_back(case, _offer_to(case, by), OfferState.DECLINED, words, by=by, at=at)


@command
def withdraw_offer(*, case_id: UUID, reason: str, by: UUID, at: datetime) -> None:
    """Take an offer back before it is answered.

    Raises NoSuchCase, NotTheOwner, NothingIsOffered, ReasonIsMissing.
    """
    words = check_words(reason, ReasonIsMissing)
    case = seen_case(case_id, by=by, at=at)
    handover = _waiting(case)
    if handover is None:
        raise NothingIsOffered
    if handover.offered_by != by and not may_work(who_acts(by, at), case):
        raise NotTheOwner
    _come_back(case, handover, OfferState.WITHDRAWN, words, by=by, at=at)


@command
def return_unanswered_offers(*, by: UUID, at: datetime) -> int:
    """Bring back every offer that was not answered in time. Done by the clock; returns how many."""
    late = Handover.objects.filter(state=OfferState.OFFERED.value, answer_by__lt=at)
    back = 0
    for case in _locked_cases(late.values_list("case_id", flat=True)):
        handover = _waiting(case)
        if handover and handover.answer_by < at:
            _come_back(case, handover, OfferState.NOT_ANSWERED, "", by=by, at=at)
            back += 1
    return back


@command
def give_case_back(*, case_id: UUID, reason: str, by: UUID, at: datetime) -> None:
    """Give a case up: it stands unowned, in the leader's sight, with the reason as a note.

    Raises NoSuchCase, NotTheOwner, ReasonIsMissing.
    """
    words = check_words(reason, ReasonIsMissing)
    case = worked_case(case_id, by=by, at=at)
    if case.owner_id is None:
        raise NotTheOwner
    _release(case, Unowned.GIVEN_BACK, by=by, at=at)
    keep_reason(case, f"The case was given back. {words}", by=by, at=at)


@command
def release_cases_of(*, officer_id: UUID, reason: Unowned, by: UUID, at: datetime) -> tuple[UUID, ...]:
    """Make every case of an officer visibly unowned, and bring back what was offered to them.

    Returns the ids of the cases.

    For journeys in which someone leaves or is away for long: the caller has already checked who may say so.
    """
    offered = Handover.objects.filter(to_id=officer_id, state=OfferState.OFFERED.value)
    for case in _locked_cases(offered.values_list("case_id", flat=True)):
        handover = _waiting(case)
        if handover and handover.to_id == officer_id:
            _come_back(case, handover, OfferState.WITHDRAWN, "", by=by, at=at)
    owned = Case.objects.open().filter(owner_id=officer_id)
    cases = _locked_cases(owned.values_list("id", flat=True))
    for case in cases:
        _release(case, reason, by=by, at=at)
    return tuple(case.id for case in cases)


@command
def release_cases_closed_to_owner(
    *, client_ids: Collection[UUID], by: UUID, at: datetime
) -> tuple[UUID, ...]:
    """Make every open case of these clients unowned whose owner may no longer see it. Returns the cases.

    What was offered to such a person comes back. For journeys in which a record is restricted or closed.
    """
    day, released = agency_day(at), []
    theirs = Case.objects.open().filter(client_id__in=client_ids)
    for case in _locked_cases(theirs.values_list("id", flat=True)):
        handover = _waiting(case)
        if handover and not is_open_to(handover.to_id, client_id=case.client_id, on=day):
            _come_back(case, handover, OfferState.WITHDRAWN, "", by=by, at=at)
        if case.owner_id and not is_open_to(case.owner_id, client_id=case.client_id, on=day):
            _release(case, Unowned.CLOSED_TO_OWNER, by=by, at=at)
            released.append(case.id)
    return tuple(released)


def _locked_cases(ids: Iterable[UUID]) -> list[Case]:
    return list(Case.objects.select_for_update().filter(id__in=list(ids)).order_by("id"))


def _waiting(case: Case) -> Handover | None:
    return case.handovers.filter(state=OfferState.OFFERED.value).first()


def _offered_case(case_id: UUID, *, by: UUID, at: datetime) -> Case:
    """The case, locked, for the person to whom it is offered: they may see it even from another office."""
    if not Handover.objects.filter(case_id=case_id, to_id=by, state=OfferState.OFFERED.value).exists():
        raise NothingIsOffered
    case = seen_case(case_id, by=SYSTEM, at=at)
    if not is_open_to(by, client_id=case.client_id, on=agency_day(at)):
        raise NothingIsOffered
    return case


def _offer_to(case: Case, officer_id: UUID) -> Handover:
    handover = _waiting(case)
    if handover is None or handover.to_id != officer_id:
        raise NothingIsOffered
    return handover


def _check_may_own(case: Case, officer_id: UUID, at: datetime) -> OwnershipFacts:
    if case.owner_id == officer_id:
        raise OwnsItAlready
    if not is_open_to(officer_id, client_id=case.client_id, on=agency_day(at)):
        raise RecordIsClosedToThem
    facts = facts_for_ownership(officer_id, case.benefit, agency_day(at))
    check_new_owner(can_own=facts.can_own, is_trained=facts.is_trained)
    return facts


def _offer(case: Case, to: UUID, note: str, *, by: UUID, at: datetime) -> Handover:
    pack, day = current_pack(), agency_day(at)
    last_day = pack.calendar.add_working_days(day, pack.offer_answer_days(on=day))
    handover = Handover(
        case=case,
        from_owner_id=case.owner_id,
        to_id=to,
        note=note,
        offered_by=by,
        offered_at=at,
        answer_by=end_of_day(last_day, pack.time_zone),
    )
    handover.save(force_insert=True)
    event = CaseOffered(case_id=case.id, handover_id=handover.id, from_owner_id=case.owner_id, to_owner_id=to)
    tell(case, event, by=by, at=at)
    return handover


def _accept(case: Case, handover: Handover, *, by: UUID, at: datetime) -> None:
    office_id = _check_may_own(case, by, at).office_id
    before = case.owner_id
    is_return = case.ownerships.filter(owner_id=by).exists()
    _answer(handover, OfferState.ACCEPTED, "", at=at)
    _change_owner(case, owner_id=by, reason="", at=at)
    event = CaseHandedOver(
        case_id=case.id,
        client_id=case.client_id,
        handover_id=handover.id,
        from_owner_id=before,
        to_owner_id=by,
        is_return=is_return,
    )
    tell(case, event, by=by, at=at)
    pass_promises_on(case_id=case.id, to=by, by=by, at=at)
    note_owner_found(case, by=by, at=at)
    if office_id and office_id != case.office_id:
        serve_client_at(client_id=case.client_id, office_id=office_id, by=by, at=at)


def _release(case: Case, reason: Unowned, *, by: UUID, at: datetime) -> None:
    before = case.owner_id
    if before is None:
        return
    _change_owner(case, owner_id=None, reason=reason.value, at=at)
    event = CaseBecameUnowned(case_id=case.id, from_owner_id=before, reason=reason.value)
    tell(case, event, by=by, at=at)
    pass_promises_on(case_id=case.id, to=None, by=by, at=at)


def _change_owner(case: Case, *, owner_id: UUID | None, reason: str, at: datetime) -> None:
    case.owner_id, case.unowned_reason, case.owned_since = owner_id, reason, at
    case.save(update_fields=["owner_id", "unowned_reason", "owned_since"])
    case.ownerships.filter(ended_at=None).update(ended_at=at)
    Ownership(case=case, owner_id=owner_id, unowned_reason=reason, started_at=at).save(force_insert=True)


def _answer(handover: Handover, state: OfferState, words: str, *, at: datetime) -> None:
    handover.state, handover.answered_at, handover.answer = state.value, at, words
    handover.save(update_fields=["state", "answered_at", "answer"])


def _come_back(
    case: Case, handover: Handover, state: OfferState, words: str, *, by: UUID, at: datetime
) -> None:
    _answer(handover, state, words, at=at)
    event = OfferCameBack(case_id=case.id, handover_id=handover.id, how=state.value)
    tell(case, event, by=by, at=at)
