"""Measuring a case log."""

import csv
import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.insight.eventlog import read_log
from upheld.insight.performance import CaseTrace, measure_log, trace_of
from upheld.kernel.working_days import calendar

WEEKDAYS = calendar("weekdays")
START = datetime(2024, 3, 1, 9, tzinfo=UTC)


def measured(path, **how):
    return measure_log((trace_of(case) for case in read_log(path, **how)), WEEKDAYS).as_data()


def trace(workers, *, reference="A", days=None, due_in=None):
    steps = tuple((START + timedelta(hours=hour), worker) for hour, worker in enumerate(workers))
    finished = None if days is None else START + timedelta(days=days)
    due = None if due_in is None else START + timedelta(days=due_in)
    return CaseTrace(reference, START, due, finished, steps)


@pytest.fixture(scope="module")
def receipt_by_hand(event_logs):
    """The rows of each case of the real log, by plain csv, in time order."""
    rows = defaultdict(list)
    with (event_logs / "receipt.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["case:concept:name"]].append(row)
    return [sorted(of_case, key=lambda row: row["time:timestamp"]) for of_case in rows.values()]


@pytest.fixture(scope="module")
def figures(event_logs):
    """What our own code makes of the real log."""
    return measured(event_logs / "receipt.xes.gz")


def weekdays_by_hand(start, end):
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.isoweekday() <= 5 for day in days)


class TestTheRealLog:
    def test_952_of_1434_cases_were_finished_by_their_deadline(self, figures, receipt_by_hand):
        by_hand = sum(
            c[0]["case:enddate"] != "" and c[0]["case:enddate"] <= c[0]["case:deadline"]
            for c in receipt_by_hand
        )
        assert figures["finished_by_deadline"] == by_hand == 952
        assert figures["cases_with_deadline"] == len(receipt_by_hand) == 1434

    def test_its_cases_events_and_workers_are_as_counted_by_hand(self, figures, receipt_by_hand):
        workers = {row["org:resource"] for case in receipt_by_hand for row in case}
        by_hand = (len(receipt_by_hand), sum(map(len, receipt_by_hand)), len(workers))
        assert (figures["cases"], figures["events"], figures["workers"]) == by_hand == (1434, 8577, 48)

    def test_its_people_per_case_are_as_counted_by_hand(self, figures, receipt_by_hand):
        people = [len({row["org:resource"] for row in case}) for case in receipt_by_hand]
        assert figures["people_per_case"]["mean"] == pytest.approx(mean(people))
        assert figures["people_per_case"]["median"] == median(people)
        assert figures["people_per_case"]["max"] == max(people)

    def test_its_handovers_and_returns_are_as_counted_by_hand(self, figures, receipt_by_hand):
        handovers = returns = 0
        for case in receipt_by_hand:
            who = [row["org:resource"] for row in case]
            for at in range(1, len(who)):
                handovers += who[at] != who[at - 1]
                returns += who[at] != who[at - 1] and who[at] in who[: at - 1]
        assert (figures["handovers"], figures["returns"]) == (handovers, returns) == (1208, 210)

    def test_its_median_working_days_are_as_counted_by_hand(self, figures, receipt_by_hand):
        ends = [
            (c[0]["case:startdate"], c[0]["case:enddate"]) for c in receipt_by_hand if c[0]["case:enddate"]
        ]
        days = [weekdays_by_hand(*(date.fromisoformat(text[:10]) for text in pair)) for pair in ends]
        assert figures["median_working_days"] == median(days) == 36

    def test_both_files_give_the_same_figures_whatever_the_zone(self, figures, event_logs):
        assert measured(event_logs / "receipt.csv") == figures
        assert measured(event_logs / "receipt.csv", zone="Europe/Amsterdam") == figures

    def test_every_figure_carries_its_numbers_and_the_version_of_its_definition(self, figures):
        parts = figures["definitions"]["finished_by_deadline"]
        assert (parts["numerator"], parts["denominator"], parts["version"]) == (952, 1434, 1)
        assert set(figures) - {"definitions", "cases_with_deadline"} == set(figures["definitions"])
        assert json.loads(json.dumps(figures)) == figures


class TestTheRunningExample:
    def test_it_has_no_deadlines_to_keep_and_no_finished_case(self, event_logs):
        figures = measured(event_logs / "running-example.xes")
        assert (figures["cases"], figures["events"], figures["workers"]) == (6, 42, 6)
        assert (figures["cases_with_deadline"], figures["finished_by_deadline"]) == (0, 0)
        assert figures["median_working_days"] is None


class TestAnEmptyLog:
    def test_means_and_medians_are_unknown_rather_than_nought(self):
        figures = measure_log([], WEEKDAYS).as_data()
        assert figures["people_per_case"] == {"mean": None, "median": None, "max": None}
        assert (figures["cases"], figures["median_working_days"]) == (0, None)


class TestWorkThatChangesHands:
    def test_a_step_that_names_nobody_is_passed_over(self):
        found = measure_log([trace(["Una", None, "Una", None, "Vera"])], WEEKDAYS)
        assert (found.events, found.people, found.handovers, found.returns) == (5, 2, 1, 0)

    def test_coming_back_is_a_handover_and_a_return(self):
        found = measure_log([trace(["Una", "Vera", "Una", "Vera"])], WEEKDAYS)
        assert (found.handovers, found.returns, found.steps_followed) == (3, 2, 3)


class TestADeadline:
    @pytest.mark.parametrize(("days", "kept"), [(9, 1), (10, 1), (11, 0), (None, 0)])
    def test_it_is_kept_at_the_very_moment_and_not_by_a_case_that_is_still_open(self, days, kept):
        found = measure_log([trace(["Una"], days=days, due_in=10)], WEEKDAYS)
        assert (found.finished_by_deadline, found.cases_with_deadline) == (kept, 1)

    def test_a_case_that_ends_before_it_starts_took_no_days(self):
        assert measure_log([trace(["Una"], days=-7)], WEEKDAYS).median_working_days == 0


cases = st.builds(
    trace,
    st.lists(st.sampled_from([None, "Una", "Vera", "Wim", "Xan"]), max_size=8),
    days=st.none() | st.integers(-5, 90),
    due_in=st.none() | st.integers(0, 90),
)


class TestWhateverTheLog:
    @given(st.lists(cases, max_size=12), st.randoms(use_true_random=False))
    def test_the_order_of_the_cases_changes_nothing(self, log, dice):
        shuffled = dice.sample(log, len(log))
        assert measure_log(shuffled, WEEKDAYS) == measure_log(log, WEEKDAYS)

    @given(st.lists(cases, max_size=12))
    def test_each_numerator_is_within_its_denominator(self, log):
        found = measure_log(log, WEEKDAYS)
        assert 0 <= found.returns <= found.handovers <= found.steps_followed <= found.events
        assert 0 <= found.finished_by_deadline <= found.cases_with_deadline <= found.cases

    @given(st.lists(cases, max_size=12), st.lists(cases, max_size=12))
    def test_counts_of_two_logs_add_up(self, one, other):
        apart = [measure_log(log, WEEKDAYS) for log in (one, other)]
        both = measure_log(one + other, WEEKDAYS)
        for count in ("cases", "events", "people", "handovers", "returns", "finished_by_deadline"):
            assert getattr(both, count) == sum(getattr(part, count) for part in apart)

    @given(st.lists(cases, min_size=1, max_size=12))
    def test_mean_and_median_are_those_of_the_cases(self, log):
        found = measure_log(log, WEEKDAYS)
        people = [len({who for _, who in case.steps if who}) for case in log]
        assert found.people_mean == pytest.approx(mean(people))
        assert (found.people_median, found.people_max) == (median(people), max(people))
