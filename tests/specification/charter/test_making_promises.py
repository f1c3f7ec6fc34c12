from datetime import UTC, date, datetime

import pytest

from tests.builders.charter import BENEFIT, DUE, NOW, a_promise, seen
from upheld.domains.charter.models import Promise
from upheld.domains.charter.queries import PromiseIsDueBeforeItIsMade, PromiseState
from upheld.domains.charter.rules import WordsAreMissing
from upheld.kernel.identifiers import new_id
from upheld.kernel.models import EventRow
from upheld.policy import LimitIsGiven, UnknownValue, current_pack

pytestmark = pytest.mark.django_db


def promised(**told):
    """What a client was promised."""
    a_promise(client_id=(client_id := new_id()), **told)
    return seen(client_id)


class TestWhenTheAgencySetsTheTime:
    def test_it_is_due_at_the_last_moment_of_the_last_day(self):
        assert promised().due_at == DUE

    def test_days_end_when_they_end_in_the_country(self):
        in_summer = promised(at=datetime(2026, 7, 6, 9, tzinfo=UTC))
        assert in_summer.due_at == datetime(2026, 7, 7, 22, 59, 59, 999999, tzinfo=UTC)

    def test_bank_holidays_do_not_count(self):
        before_easter = promised(at=datetime(2026, 4, 2, 9, tzinfo=UTC))
        assert before_easter.due_on == date(2026, 4, 7)

    def test_the_clock_may_have_started_earlier(self):
        assert promised(kind="reply", starts_on=date(2026, 2, 27)).due_on == date(2026, 3, 4)

    def test_a_decision_is_promised_by_the_standard_of_its_benefit(self):
        assert promised(kind="decision", benefit=BENEFIT).due_on == date(2026, 3, 16)

    def test_a_decision_needs_to_say_of_which_benefit(self):
        with pytest.raises(UnknownValue):
            a_promise(kind="decision")


class TestWhenSomebodySetsTheTime:
    def test_it_is_due_then(self):
        due_at = datetime(2026, 3, 9, 17, tzinfo=UTC)
        assert promised(kind="source_deadline", due_at=due_at).due_at == due_at

    def test_it_must_be_said(self):
        with pytest.raises(LimitIsGiven):
            a_promise(kind="source_deadline")

    def test_nothing_is_promised_for_the_past(self):
        with pytest.raises(PromiseIsDueBeforeItIsMade):
            a_promise(due_at=NOW)


class TestWhenWordsAreSaid:
    def test_the_words_of_the_agency_are_filled_in(self):
        said = promised(kind="first_contact", benefit=BENEFIT, words={"officer": "Iris Madeup"}).words
        assert said == "Iris Madeup will contact you by 9 March 2026 about your State Pension."

    def test_an_officer_who_is_not_known_yet_is_one_of_ours(self):
        said = promised(kind="first_contact", benefit=BENEFIT).words
        assert said.startswith("One of our officers will contact you")

    def test_words_that_were_said_are_kept_as_they_were(self):
        assert promised(words="I will ring you tomorrow, Ann.").words == "I will ring you tomorrow, Ann."

    def test_a_fact_that_the_words_need_must_be_given(self):
        with pytest.raises(WordsAreMissing, match="benefit"):
            a_promise(kind="first_contact")


class TestWhenAPromiseIsMade:
    def test_it_is_open(self):
        assert promised().state is PromiseState.OPEN

    def test_it_has_the_label_of_its_kind(self):
        assert promised().label == "Call back"

    def test_it_keeps_the_standard_and_the_version_of_the_pack_that_it_comes_from(self):
        promise = Promise.objects.get(id=a_promise())
        assert (promise.standard, promise.pack_version) == ("call-back", current_pack().version)

    def test_its_event_tells_no_words(self):
        promise_id = a_promise(words="I will ring you tomorrow, Ann.")
        told = EventRow.objects.get(stream=f"promise:{promise_id}")
        assert (told.kind, "Ann" in str(told.facts)) == ("charter.PromiseMade", False)

    def test_a_kind_that_the_agency_does_not_know_is_refused(self):
        with pytest.raises(UnknownValue):
            a_promise(kind="free_lunch")
