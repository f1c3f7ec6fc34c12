from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.builders.casework import START, Agency, agency
from tests.builders.people import record
from tests.builders.retention import LONG_AFTER, erase
from upheld.domains.access.queries import the_service
from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import (
    NoSuchCase,
    Stage,
    find_cases_by_reference,
    get_case,
    list_cases_of_client,
    list_entries_of_client,
)
from upheld.domains.charter.queries import list_promises_of_client
from upheld.domains.people.commands import receive_source_records
from upheld.domains.people.queries import NOBODY, NoSuchClient, get_client, search_clients
from upheld.journeys.retention import erase_due, list_due
from upheld.journeys.standards import get_standards
from upheld.kernel import audit
from upheld.kernel.erasures import list_runs
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.policy import UnknownValue, current_pack

pytestmark = pytest.mark.django_db

WORDS = "Xanthippe fears the dog of her neighbour."


@pytest.fixture
def house() -> Agency:
    return agency()


def closed_case(house: Agency, *, decided: bool = True) -> UUID:
    """A case of a new client with words in every place, closed after a week."""
    officer = house.officers[0] if house.officers else house.officer()
    case_id = house.case(owner=officer)
    casework.write_note(case_id=case_id, text=WORDS, key=new_id(), by=officer, at=house.at)
    casework.describe_case(case_id=case_id, summary=WORDS, version=1, by=officer, at=house.at)
    casework.add_task(case_id=case_id, kind="other", title=WORDS, by=officer, at=house.at)
    if decided:
        casework.move_case(case_id=case_id, to_stage=Stage.DECISION, reason=WORDS, by=officer, at=house.at)
    casework.close_case(case_id=case_id, outcome=WORDS, by=officer, at=house.at)
    return case_id


def client_of(case_id: UUID) -> UUID:
    return get_case(case_id, viewer=the_service(), as_of=START).row.client_id


class TestAClosedCaseWhoseWordsAreDue:
    def test_the_words_go_and_the_case_stays_with_its_client(self, house: Agency) -> None:
        case_id = closed_case(house)
        client_id = client_of(case_id)
        assert erase(START + timedelta(days=740))["case_words"] == 1
        seen = get_case(case_id, viewer=the_service(), as_of=START)
        assert (seen.row.client_id, seen.row.outcome, list(seen.notes)) == (client_id, "", [])
        entries = list_entries_of_client(client_id, viewer=the_service())
        assert entries
        assert not [entry for entry in entries if WORDS in entry.told + entry.detail]

    def test_a_day_before_they_are_all_there(self, house: Agency) -> None:
        case_id = closed_case(house)
        assert erase(START + timedelta(days=729)) == {}
        assert get_case(case_id, viewer=the_service(), as_of=START).row.outcome == WORDS

    def test_an_open_case_keeps_its_words_however_old(self, house: Agency) -> None:
        case_id = house.case(owner=house.officer())
        casework.describe_case(case_id=case_id, summary=WORDS, version=1, by=house.officers[0], at=START)
        assert erase()["case_words"] == 0
        assert get_case(case_id, viewer=the_service(), as_of=START).summary == WORDS


class TestAClosedCaseThatIsDue:
    def test_it_belongs_to_nobody_and_cannot_be_opened_or_found(self, house: Agency) -> None:
        case_id = closed_case(house)
        reference = get_case(case_id, viewer=the_service(), as_of=START).row.reference
        client_id = client_of(case_id)
        assert erase(only="case_words") + erase(only="closed_case") == {"case_words": 1, "closed_case": 1}
        with pytest.raises(NoSuchCase):
            get_case(case_id, viewer=the_service(), as_of=START)
        for text in (reference, f"erased-{case_id}"):
            assert find_cases_by_reference(text, viewer=the_service(), as_of=START) == []
        assert list_cases_of_client(client_id, viewer=the_service(), as_of=START) == []
        assert list_entries_of_client(client_id, viewer=the_service()) == []

    def test_it_waits_until_its_words_have_gone(self, house: Agency) -> None:
        closed_case(house)
        assert erase(only="closed_case") == {}

    def test_nobody_is_never_found_or_shown(self, house: Agency) -> None:
        closed_case(house)
        erase()
        with pytest.raises(NoSuchClient):
            get_client(viewer=the_service(), client_id=NOBODY, on=LONG_AFTER.date())


class TestWhatWasMeasured:
    def test_every_standard_is_the_same_before_and_after(self, house: Agency) -> None:
        for late in (0, 20, 200):
            house.at = START
            officer = house.officer()
            case_id = house.case(owner=officer)
            casework.move_case(
                case_id=case_id, to_stage=Stage.DECISION, by=officer, at=house.later(days=late)
            )
            casework.close_case(case_id=case_id, outcome="Paid.", by=officer, at=house.at)
        before = self.measured(house)
        assert sum(row.due for benefit in before for row in benefit.rows) == 3
        assert erase()["closed_case"] == 3
        assert self.measured(house) == before

    def measured(self, house: Agency):  # type: ignore[no-untyped-def]
        manager = house.viewer(house.leader())
        as_of = START + timedelta(days=300)
        return get_standards(
            viewer=manager, since=date(2026, 1, 1), until=date(2027, 1, 1), as_of=as_of, with_charts=False
        ).benefits


class TestAClientWhoIsDue:
    def test_nothing_about_them_can_be_opened_or_found(self, house: Agency) -> None:
        client_id = client_of(closed_case(house))
        name = get_client(viewer=the_service(), client_id=client_id, on=START.date()).strip.name
        assert erase()["client"] == 1
        with pytest.raises(NoSuchClient):
            get_client(viewer=the_service(), client_id=client_id, on=START.date())
        assert search_clients(viewer=the_service(), text=name, on=START.date()).found == 0
        assert list_promises_of_client(viewer=the_service(), client_id=client_id, as_of=START) == []

    def test_they_stay_while_a_case_of_theirs_is_kept(self, house: Agency) -> None:
        client_id = client_of(closed_case(house))
        assert erase(START + timedelta(days=1200))["client"] == 0
        assert get_client(viewer=the_service(), client_id=client_id, on=START.date())

    def test_they_stay_while_a_system_still_names_them(self, house: Agency) -> None:
        row = record("PIP-1", family_name="Okafor", extract_on=LONG_AFTER.date() - timedelta(days=30))
        receive_source_records(rows=[row], system="disability", by=SYSTEM, at=START)
        assert erase()["client"] == 0

    def test_one_who_died_is_due_counting_from_their_death(self, house: Agency) -> None:
        row = record("PIP-1", family_name="Okafor", died_on=date(2026, 2, 1), extract_on=LONG_AFTER.date())
        receive_source_records(rows=[row], system="disability", by=SYSTEM, at=START)
        assert erase() == {"client_who_died": 1}


class TestTheRecordOfEvents:
    def test_it_is_whole_and_holds_all_that_it_held(self, house: Agency) -> None:
        closed_case(house)
        mark = audit.verify().mark
        erase()
        verdict = audit.verify(expect=mark)
        assert verdict.is_whole
        assert verdict.as_expected is True


class TestTheManifest:
    def test_it_says_what_was_erased_under_which_rule_and_of_which_time(self, house: Agency) -> None:
        closed_case(house)
        erase()
        lines = {line.record_kind: line for line in list_runs()}
        words = lines["case_words"]
        assert (words.number, words.batches, words.since, words.until) == (1, 1, START, START)
        assert words.rule_from == current_pack().retention.get("case_words").first_day
        assert words.pack_version == current_pack().version
        assert {"case_words", "closed_case", "client"} <= set(lines)

    def test_every_line_of_it_is_vouched_for_by_the_record_of_events(self, house: Agency) -> None:
        from upheld.kernel.models import Erasure, EventRow

        closed_case(house)
        erase()
        told = EventRow.objects.filter(kind="kernel.RecordsErased").values_list("facts__digest", flat=True)
        assert sorted(told) == sorted(Erasure.objects.values_list("digest", flat=True))

    def test_a_run_that_erases_nothing_leaves_no_line(self, house: Agency) -> None:
        assert erase() == {}
        assert list_runs() == []


class TestARunThatIsStopped:
    def test_the_next_one_goes_on_where_it_stopped(self, house: Agency) -> None:
        for _ in range(3):
            closed_case(house)
        run = erase_due(batch=1, by=SYSTEM, at=LONG_AFTER)
        next(run), next(run)
        run.close()  # type: ignore[attr-defined]
        assert erase()["case_words"] == 1

    def test_it_never_erases_more_than_it_was_told(self, house: Agency) -> None:
        for _ in range(3):
            closed_case(house)
        assert erase(limit=2, batch=500) == {"case_words": 2}

    def test_a_kind_that_is_none_is_refused_before_anything_is_erased(self, house: Agency) -> None:
        closed_case(house)
        with pytest.raises(UnknownValue):
            erase_due(only="client_words", by=SYSTEM, at=LONG_AFTER)


class TestWhatIsDue:
    def test_each_kind_is_counted_with_its_rule(self, house: Agency) -> None:
        closed_case(house)
        due = {
            one.kind: one for one in list_due(viewer=the_service(), as_of=datetime(2029, 1, 1, tzinfo=UTC))
        }
        assert due["case_words"].number == 1
        assert due["case_words"].before == date(2027, 1, 1)
        assert due["closed_case"].number == 0
