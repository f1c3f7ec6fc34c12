import pytest

from tests.builders.people import AT, ELSEWHERE, OFFICE, ROW, TODAY, reader_in
from upheld.domains.people import commands
from upheld.domains.people.queries import (
    FaultyRow,
    NoSuchQuarantinedRow,
    RowIsSettled,
    count_quarantined,
    find_clients_by_reference,
    get_quarantined_row,
    list_quarantined,
)
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

ACT = {"by": SYSTEM, "at": AT}
OFFICES = {"north": OFFICE}


def set_aside(*digests: str, office=OFFICE, **raw: str) -> int:
    rows = [
        FaultyRow(
            row_number=number,
            field="born_on",
            value="31/02/1980",
            reason="It is not a date.",
            raw={**ROW, "date_of_birth": "31/02/1980", **raw},
            digest=digest,
        )
        for number, digest in enumerate(digests, 2)
    ]
    return commands.quarantine_rows(
        rows=rows, system="disability", file_name="e.csv", office_id=office, **ACT
    )


def only_row():
    [row] = list_quarantined(viewer=reader_in(OFFICE))
    return row


class TestWhenRowsAreSetAside:
    def test_each_is_set_aside_once(self):
        assert (set_aside("a", "b"), set_aside("b", "c")) == (2, 1)
        assert [one.waiting for one in count_quarantined(viewer=reader_in(OFFICE), on=TODAY)] == [3]

    def test_the_event_names_place_and_field_but_no_value(self):
        set_aside("a")
        facts = EventRow.objects.get().facts
        assert (facts["row_number"], facts["field"]) == (2, "born_on")
        assert "31/02/1980" not in str(facts)

    def test_only_their_office_sees_them(self):
        set_aside("a", office=ELSEWHERE)
        set_aside("b", office=None)
        assert list_quarantined(viewer=reader_in(OFFICE)) == []
        assert len(list_quarantined(viewer=reader_in(ELSEWHERE))) == 1


class TestWhenARowIsCorrected:
    @pytest.mark.parametrize("name", ["born_on", "date_of_birth"])
    def test_it_is_received_at_the_next_try(self, name: str):
        set_aside("a")
        row_id = only_row().id
        commands.correct_quarantined_row(row_id=row_id, values={name: "1980-02-28"}, **ACT)
        retried = commands.retry_quarantined_row(row_id=row_id, offices=OFFICES, **ACT)
        assert (retried.accepted, retried.counts.new_clients) == (True, 1)
        assert find_clients_by_reference(viewer=reader_in(OFFICE), system="disability", references=["PIP-1"])

    def test_it_waits_with_the_next_reason_when_it_is_still_wrong(self):
        set_aside("a", service_centre="nowhere")
        row_id = only_row().id
        commands.correct_quarantined_row(row_id=row_id, values={"born_on": "1980-02-28"}, **ACT)
        retried = commands.retry_quarantined_row(row_id=row_id, offices=OFFICES, **ACT)
        assert (retried.accepted, retried.field, only_row().value) == (False, "office", "nowhere")

    def test_what_was_received_stays_beside_the_correction(self):
        set_aside("a")
        commands.correct_quarantined_row(row_id=only_row().id, values={"born_on": "1980-02-28"}, **ACT)
        row = only_row()
        assert (row.raw["date_of_birth"], row.corrections) == ("31/02/1980", {"date_of_birth": "1980-02-28"})

    def test_a_field_that_the_system_does_not_have_is_refused_by_name(self):
        set_aside("a")
        with pytest.raises(RuleBroken, match="shoe_size"):
            commands.correct_quarantined_row(row_id=only_row().id, values={"shoe_size": "9"}, **ACT)


class TestWhenARowIsSettled:
    def test_a_dismissed_one_keeps_its_reason_and_is_not_set_aside_again(self):
        set_aside("a")
        row_id = only_row().id
        commands.dismiss_quarantined_row(row_id=row_id, reason="A test entry.", **ACT)
        assert (set_aside("a"), list_quarantined(viewer=reader_in(OFFICE))) == (0, [])
        row = get_quarantined_row(viewer=reader_in(OFFICE), row_id=row_id)
        assert (row.state, row.settled_because) == ("dismissed", "A test entry.")

    def test_it_cannot_be_settled_twice(self):
        set_aside("a")
        row_id = only_row().id
        commands.dismiss_quarantined_row(row_id=row_id, reason="A test entry.", **ACT)
        with pytest.raises(RowIsSettled, match="dismissed"):
            commands.retry_quarantined_row(row_id=row_id, offices=OFFICES, **ACT)

    def test_a_reason_is_asked_for(self):
        set_aside("a")
        with pytest.raises(RuleBroken, match="Say why"):
            commands.dismiss_quarantined_row(row_id=only_row().id, reason=" ", **ACT)

    def test_a_row_that_is_not_there_is_not_found(self):
        with pytest.raises(NoSuchQuarantinedRow):
            commands.dismiss_quarantined_row(row_id=1, reason="Gone.", **ACT)
