"""What holds when two people act at the same moment, on real connections."""

import pytest

from tests.builders.casework import agency
from tests.builders.concurrency import at_once
from upheld.domains.casework import commands
from upheld.domains.casework.models import Case, Ownership, Task
from upheld.domains.casework.rules import (
    AlreadyOffered,
    CaseChangedMeanwhile,
    NothingIsOffered,
    NotTheOwner,
    OwnerCannotOwnCases,
)
from upheld.journeys.leaving import record_leaving
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


def owners_now(case_id):
    return list(Ownership.objects.filter(case_id=case_id, ended_at=None).values_list("owner_id", flat=True))


def only_errors(results, *kinds):
    errors = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(error, kinds) for error in errors), errors
    return errors


class TestTwoWhoTakeTheSameCase:
    def test_one_gets_it_and_the_other_is_told(self):
        here = agency()
        ann, ben = here.officer(), here.officer()
        for _ in range(ROUNDS):
            case_id = here.case()
            results = at_once(
                lambda case_id=case_id: commands.take_case(case_id=case_id, by=ann, at=here.at),
                lambda case_id=case_id: commands.take_case(case_id=case_id, by=ben, at=here.at),
            )
            assert len(only_errors(results, NotTheOwner)) == 1
            assert len(owners_now(case_id)) == 1


class TestTwoOffersOfTheSameCase:
    def test_one_is_made(self):
        here = agency()
        owner, ann, ben = here.officer(), here.officer(), here.officer()
        for _ in range(ROUNDS):
            case_id = here.case(owner=owner)
            results = at_once(
                lambda case_id=case_id: here.offered(case_id, ann, by=owner),
                lambda case_id=case_id: here.offered(case_id, ben, by=owner),
            )
            assert len(only_errors(results, AlreadyOffered)) == 1


class TestTwoOffersAcceptedAtOnce:
    def test_both_receivers_own_what_they_accepted(self):
        here = agency()
        owner, ann, ben = here.officer(), here.officer(), here.officer()
        for _ in range(ROUNDS):
            one, other = here.case(owner=owner), here.case(owner=owner)
            here.offered(one, ann, by=owner)
            here.offered(other, ben, by=owner)
            at_once(
                lambda one=one: commands.accept_case(case_id=one, by=ann, at=here.at),
                lambda other=other: commands.accept_case(case_id=other, by=ben, at=here.at),
            )
            assert (owners_now(one), owners_now(other)) == ([ann], [ben])

    def test_the_same_offer_is_accepted_once(self):
        here = agency()
        owner, ann = here.officer(), here.officer()
        for _ in range(ROUNDS):
            case_id = here.case(owner=owner)
            here.offered(case_id, ann, by=owner)
            results = at_once(
                lambda case_id=case_id: commands.accept_case(case_id=case_id, by=ann, at=here.at),
                lambda case_id=case_id: commands.accept_case(case_id=case_id, by=ann, at=here.at),
            )
            assert len(only_errors(results, NothingIsOffered)) == 1
            assert owners_now(case_id) == [ann]


class TestALeaverRecordedWhileACaseIsAccepted:
    def test_the_case_never_ends_with_someone_who_left(self):
        here = agency()
        owner = here.officer()
        for _ in range(ROUNDS):
            leaver, case_id = here.officer(), here.case(owner=owner)
            here.offered(case_id, leaver, by=owner)
            results = at_once(
                lambda leaver=leaver, case_id=case_id: commands.accept_case(
                    case_id=case_id, by=leaver, at=here.at
                ),
                lambda leaver=leaver: record_leaving(
                    officer_id=leaver,
                    leaving_on=here.at.date(),
                    reason="Another post.",
                    by=SYSTEM,
                    at=here.at,
                ),
            )
            only_errors(results, NothingIsOffered, OwnerCannotOwnCases)
            assert not isinstance(results[1], Exception)
            assert not Case.objects.filter(owner_id=leaver).exists()


class TestTwoLastTasksDoneAtOnce:
    def test_the_case_still_has_something_to_do(self):
        here = agency()
        owner = here.officer()
        for _ in range(ROUNDS):
            case_id = here.case(owner=owner)
            commands.add_task(case_id=case_id, kind="other", by=owner, at=here.at)
            first, second = Task.objects.filter(case_id=case_id, state="open").values_list("id", flat=True)
            results = at_once(
                lambda first=first: commands.complete_task(task_id=first, by=owner, at=here.at),
                lambda second=second: commands.complete_task(task_id=second, by=owner, at=here.at),
            )
            assert only_errors(results) == []
            assert Task.objects.filter(case_id=case_id, state="open").count() == 1


class TestTwoWhoEditTheSameWords:
    def test_one_is_kept_and_the_other_sees_both(self):
        here = agency()
        owner, leader = here.officer(), here.leader()
        case_id = here.case(owner=owner)
        results = at_once(
            lambda: commands.describe_case(case_id=case_id, summary="A", version=1, by=owner, at=here.at),
            lambda: commands.describe_case(case_id=case_id, summary="B", version=1, by=leader, at=here.at),
        )
        [stale] = only_errors(results, CaseChangedMeanwhile)
        assert {stale.theirs, stale.mine} == {"A", "B"}


class TestTheSameNoteSentTwiceAtOnce:
    def test_one_is_kept(self):
        here = agency()
        owner = here.officer()
        case_id, key = here.case(owner=owner), new_id()
        results = at_once(
            *[
                lambda: commands.write_note(case_id=case_id, text="Once.", key=key, by=owner, at=here.at)
                for _ in range(3)
            ]
        )
        assert len(set(results)) == 1
