from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders.people import AT, EXTRACT, extract
from upheld.domains.people.models import SourceRecord
from upheld.domains.workforce.commands import open_office
from upheld.journeys.people_import import Progress, import_people
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

ONE = {"claim_id": "PIP-1"}
TWO = {"claim_id": "PIP-2", "surname": "Lund", "forenames": "Bo", "nino": "", "date_of_birth": "1955-07-09"}
LATER = {"extracted": "2026-04-01"}


@pytest.fixture(autouse=True)
def _an_office():
    open_office(name="North", key="north", by=SYSTEM, at=AT)


@pytest.fixture
def take(tmp_path: Path):
    """Import rows as one extract, the whole one of its system unless said otherwise."""

    def _take(*rows: dict[str, str], complete: bool = True) -> Progress:
        path = extract(tmp_path, *rows)
        later = AT + timedelta(days=31)
        *_, last = import_people(path=path, system="disability", complete=complete, by=SYSTEM, at=later)
        return last

    return _take


def withdrawn() -> set[str]:
    return set(SourceRecord.objects.exclude(withdrawn_on=None).values_list("reference", flat=True))


class TestWhenAWholeExtractLeavesARecordOut:
    def test_it_is_marked_from_that_day_and_kept(self, take):
        take(ONE, TWO)
        assert take({**ONE, **LATER}).counts.withdrawn == 1
        record = SourceRecord.objects.get(reference="PIP-2")
        assert (withdrawn(), (record.withdrawn_on - EXTRACT).days) == ({"PIP-2"}, 31)
        assert record.facts["family_name"] == "Lund"

    def test_it_is_announced_once(self, take):
        take(ONE, TWO)
        take({**ONE, **LATER})
        take({**ONE, **LATER})
        event = EventRow.objects.get(kind="people.SourceRecordWithdrawn")
        assert event.facts.keys() == {"client_id", "source_record_id", "system"}

    def test_it_comes_back_when_it_is_named_again(self, take):
        take(ONE, TWO)
        take({**ONE, **LATER})
        take({**TWO, "extracted": "2026-04-02"}, complete=False)
        assert withdrawn() == set()
        assert EventRow.objects.filter(kind="people.SourceRecordReturned").count() == 1

    def test_an_older_extract_does_not_bring_it_back(self, take):
        take(ONE, TWO)
        take({**ONE, **LATER})
        take(ONE, TWO, complete=False)
        assert withdrawn() == {"PIP-2"}


class TestWhenItIsNotKnownWhatAnExtractLeavesOut:
    def test_a_part_of_an_extract_withdraws_nothing(self, take):
        take(ONE, TWO)
        take({**ONE, **LATER}, complete=False)
        assert withdrawn() == set()

    def test_a_row_that_cannot_be_read_still_names_its_record(self, take):
        take(ONE, TWO)
        take({**ONE, **LATER}, {**TWO, **LATER, "date_of_birth": "1955-02-31"})
        assert withdrawn() == set()

    def test_a_row_that_names_nobody_knows_whom_keeps_all_from_being_withdrawn(self, take):
        take(ONE, TWO)
        last = take({**ONE, **LATER}, {"claim_id": "", **LATER})
        assert (last.unreadable, withdrawn()) == (1, set())

    def test_an_extract_of_an_earlier_day_withdraws_nothing_that_came_later(self, take):
        take({**ONE, **LATER}, {**TWO, **LATER})
        take(ONE)
        assert withdrawn() == set()

    def test_an_empty_extract_withdraws_nothing(self, take):
        take(ONE, TWO)
        take()
        assert withdrawn() == set()
