"""Every open case has exactly one owner, or stands visibly unowned with a reason."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.rules import (
    NotTheOwner,
    OwnerCannotOwnCases,
    OwnerIsNotTrained,
    OwnsItAlready,
    ReasonIsMissing,
)
from upheld.domains.workforce.commands import stop_owning_cases
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db


class TestANewCase:
    def test_it_stands_unowned_as_new(self):
        here = agency()
        case = here.see(here.case())
        assert case.row.owner_id is None
        assert case.row.unowned_words == "New and not given to anyone yet"

    def test_it_has_a_task_a_next_date_and_a_due_date_by_the_standard(self):
        here = agency()
        case = here.see(here.case())
        assert [task.kind for task in case.tasks] == ["first_contact"]
        assert case.row.next_on == case.tasks[0].due_on
        assert case.row.working_days_left == 75

    def test_someone_who_is_trained_takes_it(self):
        here = agency()
        officer = here.officer()
        case = here.see(here.case(owner=officer))
        assert case.row.owner_id == officer
        assert [hop.owner_id for hop in case.hops] == [None, officer]

    def test_someone_without_training_is_refused_it(self):
        here = agency()
        untrained = here.officer(trained_for=())
        with pytest.raises(OwnerIsNotTrained):
            here.case(owner=untrained)

    def test_someone_who_is_away_for_long_is_refused_it(self):
        here = agency()
        away = here.officer()
        stop_owning_cases(officer_id=away, reason="Away for long", by=SYSTEM, at=here.at)
        with pytest.raises(OwnerCannotOwnCases):
            here.case(owner=away)


class TestACaseThatIsOwned:
    def test_nobody_else_takes_it(self):
        here = agency()
        case_id = here.case(owner=here.officer())
        with pytest.raises(NotTheOwner):
            commands.take_case(case_id=case_id, by=here.officer(), at=here.at)

    def test_its_owner_cannot_be_offered_it(self):
        here = agency()
        owner = here.officer()
        with pytest.raises(OwnsItAlready):
            here.offered(here.case(owner=owner), owner, by=owner)

    def test_its_owner_gives_it_back_with_a_reason_and_the_leader_is_asked(self):
        here = agency()
        owner = here.officer()
        case_id = here.case(owner=owner)
        with pytest.raises(ReasonIsMissing):
            commands.give_case_back(case_id=case_id, reason=" ", by=owner, at=here.at)
        commands.give_case_back(case_id=case_id, reason="I know this person.", by=owner, at=here.at)
        assert here.see(case_id).row.unowned_words == "Given back by its owner"


class TestTheDatabase:
    """It refuses what no command would try."""

    def refuses(self, sql: str, *values: object) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            self.run(sql, values)

    def run(self, sql: str, values: tuple[object, ...]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_it_refuses_an_open_case_without_owner_and_reason(self):
        here = agency()
        self.refuses("UPDATE casework_case SET unowned_reason = '' WHERE id = %s", here.case())

    def test_it_refuses_an_owner_and_a_reason_together(self):
        here = agency()
        case_id = here.case(owner=here.officer())
        self.refuses("UPDATE casework_case SET unowned_reason = 'new' WHERE id = %s", case_id)

    def test_it_refuses_a_case_without_a_next_date(self):
        here = agency()
        self.refuses("UPDATE casework_case SET next_on = NULL WHERE id = %s", here.case())

    def test_it_refuses_two_owners_at_the_same_time(self):
        here = agency()
        owner = here.officer()
        self.refuses(
            "INSERT INTO casework_ownership (id, case_id, owner_id, unowned_reason, started_at)"
            " VALUES (gen_random_uuid(), %s, %s, '', now())",
            here.case(owner=owner),
            owner,
        )

    def test_it_refuses_to_let_an_officer_leave_who_still_owns_a_case(self):
        here = agency()
        owner = here.officer()
        here.case(owner=owner)
        self.refuses(
            "UPDATE workforce_officer SET can_own_cases = false, not_owning_reason = 'x'"
            " WHERE account_id = %s",
            owner,
        )

    def test_it_refuses_an_open_case_without_an_open_task(self):
        here = agency()
        self.refuses(
            "UPDATE casework_task SET state = 'done', ended_at = now(), ended_by = gen_random_uuid()"
            " WHERE case_id = %s",
            here.case(),
        )
