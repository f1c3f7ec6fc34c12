"""A handover is offered with a note, and moves the case only when it is accepted."""

from datetime import timedelta

import pytest

from tests.builders.casework import agency
from upheld.domains.access.queries import Role
from upheld.domains.casework import commands
from upheld.domains.casework.queries import list_offers_to
from upheld.domains.casework.rules import (
    AlreadyOffered,
    NoSuchCase,
    NoteIsMissing,
    NothingIsOffered,
    NotTheOwner,
    OwnerIsNotTrained,
)
from upheld.domains.charter.queries import list_promises_of_case
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db


def offer():
    """An agency in which one officer has offered a case to another."""
    here = agency()
    owner, receiver = here.officer(), here.officer()
    case_id = here.case(owner=owner)
    here.offered(case_id, receiver, by=owner)
    return here, case_id, owner, receiver


class TestWhenACaseIsOffered:
    def test_it_stays_with_its_owner(self):
        here, case_id, owner, _ = offer()
        assert here.see(case_id).row.owner_id == owner

    def test_the_receiver_finds_the_offer_with_its_note(self):
        here, case_id, _, receiver = offer()
        [waiting] = list_offers_to(receiver, viewer=here.viewer(receiver), as_of=here.at)
        assert waiting.case.id == case_id
        assert waiting.note.startswith("The client was told")

    def test_it_cannot_be_offered_to_someone_else_as_well(self):
        here, case_id, owner, _ = offer()
        with pytest.raises(AlreadyOffered):
            here.offered(case_id, here.officer(), by=owner)

    def test_a_note_is_needed(self):
        here = agency()
        owner = here.officer()
        case_id = here.case(owner=owner)
        with pytest.raises(NoteIsMissing):
            commands.offer_case(case_id=case_id, to=here.officer(), note="  ", by=owner, at=here.at)

    def test_only_someone_with_training_can_be_asked(self):
        here = agency()
        owner, untrained = here.officer(), here.officer(trained_for=())
        with pytest.raises(OwnerIsNotTrained):
            here.offered(here.case(owner=owner), untrained, by=owner)

    def test_a_colleague_cannot_offer_it(self):
        here = agency()
        case_id, colleague = here.case(owner=here.officer()), here.officer()
        with pytest.raises(NotTheOwner):
            here.offered(case_id, here.officer(), by=colleague)

    def test_the_leader_of_the_team_can_offer_it(self):
        here = agency()
        case_id, receiver = here.case(owner=here.officer()), here.officer()
        here.offered(case_id, receiver, by=here.leader())
        assert here.see(case_id).offer.to_id == receiver

    def test_someone_from_another_office_does_not_find_it(self):
        here, elsewhere = agency(), agency()
        stranger = elsewhere.officer()
        with pytest.raises(NoSuchCase):
            here.offered(here.case(), stranger, by=stranger)


class TestWhenTheReceiverAccepts:
    def test_they_own_it_and_every_hop_is_kept(self):
        here, case_id, owner, receiver = offer()
        commands.accept_case(case_id=case_id, by=receiver, at=here.later(hours=1))
        case = here.see(case_id)
        assert case.row.owner_id == receiver
        assert [hop.owner_id for hop in case.hops] == [None, owner, receiver]
        assert case.hops[1].ended_at == case.hops[2].started_at

    def test_what_was_promised_is_now_theirs_to_keep(self):
        here, case_id, _, receiver = offer()
        commands.accept_case(case_id=case_id, by=receiver, at=here.at)
        promises = list_promises_of_case(case_id=case_id, viewer=here.viewer(receiver), as_of=here.at)
        assert {promise.owner_id for promise in promises} == {receiver}

    def test_nobody_else_can(self):
        here, case_id, _, _ = offer()
        with pytest.raises(NothingIsOffered):
            commands.accept_case(case_id=case_id, by=here.officer(), at=here.at)

    def test_a_second_answer_is_refused(self):
        here, case_id, _, receiver = offer()
        commands.accept_case(case_id=case_id, by=receiver, at=here.at)
        with pytest.raises(NothingIsOffered):
            commands.decline_case(case_id=case_id, reason="No room.", by=receiver, at=here.at)


class TestWhenTheReceiverDeclines:
    def test_the_case_stays_and_the_reason_is_kept(self):
        here, case_id, owner, receiver = offer()
        commands.decline_case(case_id=case_id, reason="I am full.", by=receiver, at=here.at)
        case = here.see(case_id)
        assert case.row.owner_id == owner
        assert [(one.state, one.answer) for one in case.handovers][-1] == ("declined", "I am full.")


class TestWhenNobodyAnswers:
    def test_the_offer_comes_back_after_the_packs_working_days(self):
        here, case_id, owner, _ = offer()
        friday = here.at + timedelta(days=3)
        assert commands.return_unanswered_offers(by=SYSTEM, at=here.at + timedelta(days=2)) == 0
        assert commands.return_unanswered_offers(by=SYSTEM, at=friday) == 1
        case = here.see(case_id)
        assert (case.row.owner_id, case.offer) == (owner, None)
        assert case.handovers[-1].state == "not_answered"


class TestWhenTheOfferIsTakenBack:
    def test_it_can_be_offered_to_someone_else(self):
        here, case_id, owner, _ = offer()
        commands.withdraw_offer(case_id=case_id, reason="Asked the wrong person.", by=owner, at=here.at)
        other = here.officer()
        here.offered(case_id, other, by=owner)
        assert here.see(case_id).offer.to_id == other


class TestSomeoneFromAnotherOfficeWhoIsAsked:
    def test_they_may_read_the_case_and_accept_it(self):
        here, elsewhere = agency(), agency()
        receiver = elsewhere.officer()
        case_id = here.case()
        here.offered(case_id, receiver, by=here.leader())
        assert here.see(case_id, by=receiver).offer.to_id == receiver
        commands.accept_case(case_id=case_id, by=receiver, at=here.at)
        assert here.see(case_id, by=receiver).row.owner_id == receiver


def test_an_administrator_reads_no_case():
    here = agency()
    administrator = here.officer(role=Role.ADMINISTRATOR)
    with pytest.raises(NoSuchCase):
        here.see(here.case(), by=administrator)
