"""Measuring on the command line, and the standards that its figures and the page of standards share."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders.casework import agency
from tests.doors.command_line import upheld
from upheld.domains.access.queries import the_service
from upheld.domains.casework.commands import close_case, move_case
from upheld.domains.casework.queries import Stage
from upheld.journeys.standards import get_standards, last_months
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

ALL = the_service()
PENSION = "state-pension"
BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday: a State Pension claim of that day is due within 10 working days, on 16 March 2026."""

LATER = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
HEADING = "case:concept:name,case:enddate,case:deadline,concept:name,time:timestamp,org:resource"


@pytest.fixture
def write(tmp_path):
    """Write a log of these rows as CSV."""

    def write(*rows, name="letters.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def later():
    """It is May 2026."""
    with clock.freeze(LATER):
        yield


def begun(home, *, days=0):
    """A claim for a State Pension that was made so many days after the first Monday of March."""
    home.at = BEGUN + timedelta(days=days)
    return home.case(benefit=PENSION)


def decided(home, *, after, days=0):
    """A claim that was decided so many days after it was made."""
    case_id = begun(home, days=days)
    for stage in (Stage.ASSESSMENT, Stage.DECISION, Stage.AWARD):
        move_case(case_id=case_id, to_stage=stage, by=SYSTEM, at=home.at + timedelta(days=after))
    return case_id


def withdrawn(home, *, after):
    """A claim that was closed without a decision so many days after it was made."""
    case_id = begun(home)
    close_case(case_id=case_id, outcome="Withdrawn.", by=SYSTEM, at=home.at + timedelta(days=after))


def standards(viewer=ALL, as_of=LATER, **how):
    since, until = last_months(as_of.date())
    view = get_standards(viewer=viewer, since=since, until=until, as_of=as_of, **how)
    return {one.benefit: one for one in view.benefits}


def pension_by_command(*words):
    data = json.loads(upheld("measure", "standards", "--format", "json", *words).out)
    return next(one for one in data["benefits"] if one["benefit"] == PENSION)


@pytest.mark.django_db
class TestALog:
    rows = (
        "A,2026-01-06 10:00:00,2026-01-09,Read,2026-01-05 10:00:00,Una",
        "B,,2026-01-09,Read,2026-01-05 11:00:00,",
    )

    def test_it_is_data_with_the_agreed_keys_and_nothing_else_on_the_stream(self, write):
        upheld("import", "log", write(*self.rows))
        found = json.loads(upheld("measure", "log", "--format", "json").out)
        assert (found["cases"], found["events"], found["workers"]) == (2, 2, 1)
        assert (found["cases_with_deadline"], found["finished_by_deadline"]) == (2, 1)
        assert found["people_per_case"] == {"mean": 0.5, "median": 0.5, "max": 1}
        assert (found["handovers"], found["returns"], found["median_working_days"]) == (0, 0, 1)

    def test_each_figure_has_its_numerator_denominator_and_version(self, write):
        upheld("import", "log", write(*self.rows))
        parts = json.loads(upheld("measure", "log", "--format", "json").out)["definitions"]
        assert all({"numerator", "denominator", "version"} <= set(part) for part in parts.values())
        said = next(line for line in upheld("measure", "log").out.splitlines() if "50.0%" in line)
        assert [cell.strip() for cell in said.strip("│").split("│")][1:] == ["50.0%", "1", "2", "version 1"]

    def test_it_need_not_be_named_while_it_is_the_only_one(self, write):
        upheld("import", "log", write(*self.rows))
        upheld("import", "log", write(*self.rows[:1], name="calls.csv"))
        assert "There is more than one case log. Say which: calls, letters" in upheld("measure", "log").err
        assert json.loads(upheld("measure", "log", "calls", "--format", "json").out)["cases"] == 1

    def test_without_any_it_says_how_to_import_one(self):
        said = upheld("measure", "log")
        assert (said.status, said.out) == (1, "")
        assert "Import one: upheld import log FILE" in said.err

    def test_one_that_is_not_held_is_said_to_be_so(self):
        assert "We hold no case log of that name" in upheld("measure", "log", "nothing").err

    def test_it_is_read_in_three_queries(self, write):
        upheld("import", "log", write(*self.rows))
        with CaptureQueriesContext(connection) as asked:
            upheld("measure", "log", "letters")
        assert len(asked) <= 3


@pytest.mark.django_db
@pytest.mark.usefixtures("later")
class TestAStandard:
    def test_each_claim_counts_once_by_the_month_in_which_it_was_due(self):
        home = agency()
        for after in (1, 14, 15, 30):
            decided(home, after=after)
        begun(home)
        begun(home, days=70)
        march, may = pension_by_command()["months"]
        assert march["month"] == "2026-03-01"
        assert (march["met"], march["late"], march["open_past_due"], march["denominator"]) == (2, 2, 1, 5)
        assert (march["numerator"], march["percent"]) == (2, 40)
        assert (may["month"], may["denominator"], may["not_yet_due"]) == ("2026-05-01", 0, 1)

    def test_a_claim_closed_undecided_counts_nowhere_if_in_time_and_as_late_if_not(self):
        home = agency()
        withdrawn(home, after=3)
        withdrawn(home, after=20)
        [march] = pension_by_command()["months"]
        assert (march["denominator"], march["late"]) == (1, 1)

    def test_it_comes_with_its_title_target_reference_definition_and_pack(self):
        data = json.loads(upheld("measure", "standards", "--format", "json").out)
        assert (data["definition"]["key"], data["definition"]["version"]) == ("standard_met", 1)
        pension = next(one for one in data["benefits"] if one["benefit"] == PENSION)
        assert pension["title"] == "State Pension claims decided within 10 working days"
        assert (pension["target"], pension["set_by"]) == (None, "published")
        assert "parliamentary answer of 1 May 2024" in pension["reference"]
        assert data["pack_version"]

    def test_it_is_shown_in_words_too(self):
        decided(agency(), after=2)
        said = upheld("measure", "standards", "--benefit", PENSION).out
        row = next(line for line in said.splitlines() if "March 2026" in line and "│" in line)
        assert [cell.strip() for cell in row.strip("│").split("│")[1:4]] == ["1", "1", "100.0%"]
        assert "Target: none is published" in said
        assert "Personal Independence Payment" not in said

    def test_only_whole_months_that_were_asked_for_are_measured(self):
        home = agency()
        decided(home, after=2)
        decided(home, after=2, days=40)
        april = pension_by_command("--since", "2026-04", "--until", "2026-04-15")["months"]
        assert [one["month"] for one in april] == ["2026-04-01"]

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (("--since", "spring"), "“spring” is neither"),
            (("--since", "2026-04", "--until", "2026-03"), "The last month lies before the first"),
            (("--benefit", "no-such"), 'The pack has no benefit "no-such"'),
        ],
    )
    def test_what_makes_no_sense_is_said_to_be_so(self, words, why):
        said = upheld("measure", "standards", *words)
        assert (said.status, said.out, why in said.err) == (1, "", True)


@pytest.mark.django_db
class TestWhoIsBehind:
    def test_without_a_published_target_it_is_the_offices_below_all_together(self):
        good, bad = agency(), agency()
        decided(good, after=2)
        decided(good, after=2)
        decided(bad, after=2)
        decided(bad, after=30)
        pension = standards()[PENSION]
        assert [(one.office_id, one.met, one.due) for one in pension.behind] == [(bad.office_id, 1, 2)]
        assert pension.compared_with == "all offices together, 75.0%"
        assert pension.behind[0].month == date(2026, 3, 1)

    def test_a_month_that_is_not_over_is_not_judged(self):
        home = agency()
        decided(home, after=30)
        assert standards(as_of=datetime(2026, 3, 25, 9, tzinfo=UTC))[PENSION].behind == ()

    def test_one_office_alone_is_behind_nobody(self):
        decided(agency(), after=30)
        assert standards()[PENSION].behind == ()


@pytest.mark.django_db
class TestTheStandardsForAPage:
    def test_a_viewer_sees_the_figures_of_their_own_offices(self):
        here, there = agency(), agency()
        officer = here.officer()
        decided(here, after=2)
        decided(there, after=30)
        [march] = standards(viewer=here.viewer(officer))[PENSION].rows
        assert (march.met, march.due, march.office) == (1, 1, None)

    def test_every_benefit_of_the_agency_is_there_also_one_with_nothing_due(self):
        found = standards()
        assert "universal-credit" in found
        assert all((one.rows, one.chart) == ((), "") for one in found.values())

    def test_a_chart_says_what_was_found(self):
        decided(agency(), after=2)
        chart = standards()[PENSION].chart
        assert chart.startswith("<svg")
        assert "In March 2026, 100.0% of State Pension was done in time." in chart

    def test_more_cases_take_no_more_queries(self, django_assert_num_queries):
        home = agency()
        for days in range(5):
            decided(home, after=2, days=7 * days)
        with django_assert_num_queries(5):
            standards(with_charts=False)


@pytest.mark.django_db
@pytest.mark.usefixtures("later")
class TestMeasuringEverything:
    def test_it_is_each_log_and_every_standard(self, write):
        upheld("import", "log", write(*TestALog.rows))
        decided(agency(), after=2)
        said = upheld("measure").out
        assert "The log letters" in said
        assert "Standards from June 2025 to May 2026" in said
        assert "March 2026" in said

    def test_it_is_data_on_request(self, write):
        upheld("import", "log", write(*TestALog.rows))
        data = json.loads(upheld("measure", "--format", "json").out)
        assert [log["log"] for log in data["logs"]] == ["letters"]
        assert {one["benefit"] for one in data["standards"]["benefits"]} >= {PENSION, "letters"}
