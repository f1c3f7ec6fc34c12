"""Reading a case event log."""

import gzip
import shutil
from datetime import UTC, date, datetime

import pytest

from upheld.insight.eventlog import read_log

EVENT = '<string key="concept:name" value="Decide"/><date key="time:timestamp" value="2024-03-01T10:00:00Z"/>'


class TestARealLogInTwoFormats:
    def test_the_csv_read_in_its_own_zone_gives_the_same_cases_as_the_xes(self, event_logs):
        from_csv = list(read_log(event_logs / "receipt.csv", zone="Europe/Amsterdam"))
        from_xes = list(read_log(event_logs / "receipt.xes.gz"))
        assert len(from_csv) == 1434
        assert from_csv == from_xes

    def test_the_xes_gives_the_same_cases_when_it_is_not_gzipped(self, event_logs, tmp_path):
        plain = tmp_path / "receipt"
        with gzip.open(event_logs / "receipt.xes.gz") as packed, plain.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        assert list(read_log(plain)) == list(read_log(event_logs / "receipt.xes.gz"))

    def test_the_csv_gives_the_same_cases_when_it_is_gzipped(self, event_logs, tmp_path):
        packed = tmp_path / "receipt.csv.gz"
        packed.write_bytes(gzip.compress((event_logs / "receipt.csv").read_bytes()))
        assert list(read_log(packed)) == list(read_log(event_logs / "receipt.csv"))

    def test_105_cases_are_not_finished_and_all_have_a_deadline(self, event_logs):
        cases = list(read_log(event_logs / "receipt.xes.gz"))
        assert sum(case.finished_at is None for case in cases) == 105
        assert all(case.deadline_at for case in cases)

    def test_a_group_written_as_empty_is_no_group(self, event_logs):
        events = [event for case in read_log(event_logs / "receipt.csv") for event in case.events]
        assert sum(event.group is None for event in events) == 1936


class TestALogThatSaysLittle:
    def test_the_running_example_has_no_deadlines_and_no_ends(self, event_logs):
        cases = list(read_log(event_logs / "running-example.xes"))
        assert [len(case.work) for case in cases] == [9, 5, 5, 5, 13, 5]
        assert {(case.deadline_at, case.finished_at) for case in cases} == {(None, None)}

    def test_a_case_starts_with_its_first_event(self, csv_log):
        (case,) = read_log(csv_log("A,Later,2024-03-02 09:00,,,,", "A,Sooner,2024-03-01 09:00,,,,"))
        assert case.started_at == datetime(2024, 3, 1, 9, tzinfo=UTC)
        assert [event.activity for event in case.events] == ["Sooner", "Later"]

    def test_an_event_without_a_name_is_called_by_its_place_in_the_file(self, csv_log):
        (case,) = read_log(csv_log("A,Second,2024-03-02 09:00,,,,", "A,First,2024-03-01 09:00,,,,"))
        assert [event.reference for event in case.events] == ["A#2", "A#1"]

    def test_other_names_for_the_columns_are_known(self, csv_log):
        (case,) = read_log(
            csv_log("A;Decide;2024-03-01 09:00;Una", heading="Case ID;Activity;Timestamp;Resource")
        )
        assert (case.reference, case.events[0].activity, case.events[0].worker) == ("A", "Decide", "Una")


class TestCasesWhoseRowsAreScattered:
    def test_the_rows_of_a_case_are_gathered(self, csv_log):
        rows = ["B,One,2024-03-01 09:00,,,,", "A,One,2024-03-01 10:00,,,,", "B,Two,2024-03-01 11:00,,,,"]
        cases = list(read_log(csv_log(*rows)))
        assert [(case.reference, len(case.events)) for case in cases] == [("B", 2), ("A", 1)]


class TestEventsThatAreNotCompletions:
    def test_they_are_kept_and_do_not_count_as_work(self, csv_log):
        (case,) = read_log(
            csv_log("A,Visit,2024-03-01 09:00,,,start,v", "A,Visit,2024-03-01 10:00,,,COMPLETE,v")
        )
        assert [event.transition for event in case.events] == ["start", "COMPLETE"]
        assert [event.transition for event in case.work] == ["COMPLETE"]

    def test_two_events_of_one_instance_keep_different_references(self, csv_log):
        (case,) = read_log(
            csv_log("A,Visit,2024-03-01 09:00,,,start,v", "A,Visit,2024-03-01 10:00,,,complete,v")
        )
        assert [event.reference for event in case.events] == ["v", "A#2"]


class TestTimesWithoutAnOffset:
    @pytest.mark.parametrize(("zone", "hour"), [("Europe/London", 8), ("Europe/Amsterdam", 7)])
    def test_they_are_local_to_the_zone_that_is_asked_for(self, csv_log, zone, hour):
        (case,) = read_log(csv_log("A,Decide,2024-07-01 09:00:00,,,,"), zone=zone)
        assert case.started_at == datetime(2024, 7, 1, hour, tzinfo=UTC)

    def test_the_hour_that_happens_twice_is_taken_in_winter_time(self, csv_log):
        (case,) = read_log(csv_log("A,Decide,2024-10-27 01:30:00,,,,"))
        assert case.started_at == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)

    def test_a_written_offset_wins_and_the_local_day_is_kept(self, csv_log):
        (case,) = read_log(csv_log("A,Decide,2024-07-01T00:30:00+02:00,,,,"))
        assert case.started_at == datetime(2024, 6, 30, 22, 30, tzinfo=UTC)
        assert case.started_at.date() == date(2024, 7, 1)

    def test_a_deadline_that_is_only_a_day_lasts_until_the_end_of_it(self, csv_log):
        heading = "case:concept:name,concept:name,time:timestamp,case:deadline"
        (case,) = read_log(csv_log("A,Decide,2024-01-02 09:00,2024-01-31", heading=heading))
        assert case.deadline_at == datetime(2024, 1, 31, 23, 59, 59, 999999, tzinfo=UTC)


class TestXesThatSaysMoreThanIsNeeded:
    def test_attributes_inside_attributes_are_passed_over(self, xes_log):
        nested = '<string key="channel" value="Post"><string key="concept:name" value="not this"/></string>'
        name = '<string key="concept:name" value="A"/>'
        (case,) = read_log(xes_log("<trace>", name, nested, "<event>", EVENT, "</event>", "</trace>"))
        assert (case.reference, case.attributes) == ("A", {"channel": "Post"})
