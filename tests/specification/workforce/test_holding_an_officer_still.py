import threading

import pytest
from django.db import connection, transaction

from tests.builders.workforce import BENEFIT, NOW, TODAY, an_officer
from upheld.domains.workforce.commands import hold_officer_still, record_leaving
from upheld.domains.workforce.queries import NoSuchOfficer, facts_for_ownership
from upheld.kernel.identifiers import SYSTEM, new_id


def _leave(officer_id, done):
    try:
        record_leaving(officer_id=officer_id, leaving_on=TODAY, reason="A new job.", by=SYSTEM, at=NOW)
        done.set()
    finally:
        connection.close()


class TestWhenSomeoneLeavesMeanwhile:
    @pytest.mark.django_db(transaction=True)
    def test_the_leaving_waits_until_the_other_transaction_ends(self):
        officer_id, done = an_officer(), threading.Event()
        leaving = threading.Thread(target=_leave, args=(officer_id, done))
        with transaction.atomic():
            hold_officer_still(officer_id=officer_id)
            leaving.start()
            assert not done.wait(timeout=0.5)
            assert facts_for_ownership(officer_id, BENEFIT, TODAY).can_own
        assert done.wait(timeout=10)
        leaving.join()
        assert not facts_for_ownership(officer_id, BENEFIT, TODAY).can_own


class TestWhenItCannotBe:
    @pytest.mark.django_db
    def test_the_officer_must_exist(self):
        with pytest.raises(NoSuchOfficer):
            hold_officer_still(new_id())

    @pytest.mark.django_db(transaction=True)
    def test_there_must_be_a_transaction_to_hold_them_in(self):
        with pytest.raises(RuntimeError, match="within a transaction"):
            hold_officer_still(new_id())
