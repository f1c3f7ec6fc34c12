"""Importing a case log on the command line."""

import csv
import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import mean, median

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.builders.casework import agency
from tests.doors.command_line import upheld
from upheld.domains.access.queries import the_service
from upheld.domains.casework.commands import record_history
from upheld.domains.casework.queries import get_case, get_log, list_cases_of_client, list_log_workers
from upheld.domains.charter.queries import count_promises
from upheld.domains.people.queries import NAME_NOT_HELD, find_clients_by_reference, get_client
from upheld.domains.workforce.queries import get_officer, list_offices, list_teams
from upheld.journeys.leaving import record_leaving
from upheld.kernel import clock
from upheld.kernel.audit import verify
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEADING = (
    "case:concept:name,case:startdate,case:deadline,case:enddate,"
    "concept:name,time:timestamp,org:resource,concept:instance,lifecycle:transition"
)
ALL = the_service()


@pytest.fixture
def now():
    """It is a Monday morning in March 2026."""
    with clock.freeze(NOW):
        yield NOW


@pytest.fixture
def write(tmp_path):
    """Write a log of these rows as CSV."""

    def write(*rows, name="letters.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def row(case, what="Read", at="2026-01-05 10:00:00", who="", *, start="", due="", end="", name="", how=""):
    return f"{case},{start},{due},{end},{what},{at},{who},{name},{how}"


def case_of(reference, log="letters", benefit=""):
    client = client_of(reference, log)
    [only] = list_cases_of_client(client, viewer=ALL, as_of=NOW)
    return get_case(only.id, viewer=ALL, as_of=NOW)


def client_of(reference, log="letters"):
    return find_clients_by_reference(viewer=ALL, system=log, references=[reference])[reference]


def figures(*words):
    return json.loads(upheld("measure", "log", *words, "--format", "json").out)


def breaks_at_second_call():
    """Takes histories over once, and then fails as a computer does."""
    calls = []

    def record(**given):
        calls.append(given)
        if len(calls) > 1:
            raise OSError
        return record_history(**given)

    return record


@pytest.fixture(scope="module")
def real(shared_data, django_db_setup, django_db_blocker):
    """What was printed and measured when the real log was imported as XES, and then again as CSV."""
    folder = shared_data / "event_logs"
    with django_db_blocker.unblock(), transaction.atomic():
        seen = {"first": upheld("import", "log", folder / "receipt.xes.gz"), "figures": figures()}
        seen |= {"promises": count_promises(viewer=ALL), "events": EventRow.objects.count()}
        seen |= {"second": upheld("import", "log", folder / "receipt.csv"), "again": figures()}
        seen |= {"events_again": EventRow.objects.count(), "jobs": ProcrastinateJob.objects.count()}
        seen |= {"chains": verify()}
        transaction.set_rollback(True)
    return seen


@pytest.fixture(scope="module")
def by_hand(shared_data):
    """The rows of each case of the real log, by plain csv, in time order."""
    rows = defaultdict(list)
    with (shared_data / "event_logs" / "receipt.csv").open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            rows[one["case:concept:name"]].append(one)
    return [sorted(of_case, key=lambda one: one["time:timestamp"]) for of_case in rows.values()]


def weekdays_by_hand(start, end):
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.isoweekday() <= 5 for day in days)


@pytest.mark.slow
class TestTheRealLog:
    def test_it_ends_well_and_says_what_came(self, real):
        assert (real["first"].status, real["second"].status) == (0, 0)
        for line in ("1,434  cases", "8,577  events", "48  workers", "1,434  new", "0  already held"):
            assert f"{line}\n" in real["first"].out

    def test_the_other_format_brings_nothing_new(self, real):
        assert "0  new\n" in real["second"].out
        assert "1,434  already held\n" in real["second"].out
        assert "says more" not in real["second"].out
        assert real["events_again"] == real["events"]

    def test_both_files_give_the_same_figures(self, real):
        first, again = ({**one, "deadlines": None} for one in (real["figures"], real["again"]))
        assert first == again

    def test_cases_events_workers_and_deadlines_are_as_counted_by_hand(self, real, by_hand):
        found, ends = real["figures"], [case[0] for case in by_hand]
        workers = {one["org:resource"] for case in by_hand for one in case}
        in_time = sum(
            one["case:enddate"] != "" and one["case:enddate"] <= one["case:deadline"] for one in ends
        )
        assert (found["cases"], found["events"]) == (len(by_hand), sum(map(len, by_hand))) == (1434, 8577)
        assert found["workers"] == len(workers) == 48
        assert (found["finished_by_deadline"], found["cases_with_deadline"]) == (in_time, 1434) == (952, 1434)

    def test_people_handovers_and_returns_are_as_counted_by_hand(self, real, by_hand):
        found, handovers, returns = real["figures"], 0, 0
        people = [len({one["org:resource"] for one in case}) for case in by_hand]
        for case in by_hand:
            who = [one["org:resource"] for one in case]
            changes = [at for at in range(1, len(who)) if who[at] != who[at - 1]]
            handovers += len(changes)
            returns += sum(who[at] in who[:at] for at in changes)
        mean_median_max = (pytest.approx(mean(people)), median(people), max(people))
        assert tuple(found["people_per_case"].values()) == mean_median_max
        assert (found["handovers"], found["returns"]) == (handovers, returns) == (1208, 210)

    def test_its_median_working_days_are_those_of_its_own_days(self, real, by_hand):
        ends = [(case[0]["case:startdate"], case[0]["case:enddate"]) for case in by_hand]
        days = [
            weekdays_by_hand(date.fromisoformat(start[:10]), date.fromisoformat(end[:10]))
            for start, end in ends
            if end
        ]
        assert real["figures"]["zone"] == "Europe/Amsterdam"
        assert real["figures"]["median_working_days"] == median(days) == 36

    def test_each_deadline_was_a_promise_that_was_kept_kept_late_or_broken(self, real, by_hand):
        ends = [case[0] for case in by_hand]
        late = sum(one["case:enddate"] > one["case:deadline"] for one in ends)
        never = sum(one["case:enddate"] == "" for one in ends)
        promises = real["promises"]
        assert (promises.kept, promises.kept_late, promises.broken, promises.open) == (952, late, never, 0)

    def test_nothing_waits_to_be_done_about_what_is_long_past(self, real):
        assert real["jobs"] == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
class TestWhatALogBecomes:
    def test_each_worker_becomes_an_officer_of_the_log_s_team_since_their_first_work(self, write):
        upheld("import", "log", write(row("A", who="Una"), row("B", at="2025-11-03 09:00:00", who="Una")))
        log = get_log("letters", viewer=ALL)
        una = get_officer(list_log_workers(log.id, viewer=ALL)["Una"], viewer=ALL, on=NOW.date())
        assert (una.name, una.team_id, una.joined_on) == ("Una", log.team_id, date(2025, 11, 3))
        assert [one.benefit for one in una.training] == ["letters"]

    def test_the_last_worker_owns_a_case_that_is_still_open_since_they_took_it_up(self, write):
        first, second = row("A", who="Una"), row("A", at="2026-01-06 10:00:00", who="Vera")
        third = row("A", at="2026-01-07 10:00:00", who="Vera")
        upheld("import", "log", write(first, second, third))
        case = case_of("A").row
        assert case.owner_name == "Vera"
        assert case.owned_since == datetime(2026, 1, 6, 10, tzinfo=UTC)

    def test_a_change_of_worker_is_a_handover(self, write):
        steps = [
            row("A", at=f"2026-01-0{day} 10:00:00", who=who) for day, who in enumerate(("U", "V", "U"), 5)
        ]
        upheld("import", "log", write(*steps))
        assert [hop.owner_name for hop in case_of("A").hops] == ["", "U", "V", "U"]
        assert (figures()["handovers"], figures()["returns"]) == (2, 1)

    def test_an_open_case_that_nobody_worked_on_stands_unowned_with_the_reason(self, write):
        upheld("import", "log", write(row("A")))
        assert case_of("A").row.unowned_words == "Came from an earlier system without an owner"
        assert case_of("A").tasks

    def test_a_finished_case_is_closed_without_an_open_task(self, write):
        upheld("import", "log", write(row("A", who="Una", end="2026-01-09 16:00:00")))
        case = case_of("A")
        assert case.row.closed_at == datetime(2026, 1, 9, 16, tzinfo=UTC)
        assert (case.row.owner_id, case.tasks) == (None, ())

    def test_the_client_is_known_by_the_reference_only(self, write):
        upheld("import", "log", write(row("A")))
        client = get_client(viewer=ALL, client_id=client_of("A"), on=NOW.date())
        assert client.strip.name == NAME_NOT_HELD
        assert [(one.system, one.reference) for one in client.source_records] == [("letters", "A")]

    def test_a_deadline_that_passed_is_a_broken_promise_at_once_and_the_leader_s_task(self, write):
        upheld("import", "log", write(row("A", start="2026-01-05", due="2026-01-30")))
        assert count_promises(viewer=ALL).broken == 1
        assert "put_right" in {task.kind for task in case_of("A").tasks}

    def test_a_deadline_before_the_case_began_is_measured_but_was_never_promised(self, write):
        upheld("import", "log", write(row("A", start="2026-01-05", due="2025-12-01", end="2026-01-08")))
        assert count_promises(viewer=ALL).kept_late == 0
        assert (figures()["cases_with_deadline"], figures()["finished_by_deadline"]) == (1, 0)

    def test_events_that_complete_nothing_are_no_work_and_a_case_of_them_alone_still_counts(self, write):
        said = upheld("import", "log", write(row("A", how="start"), row("B", how="complete")))
        assert "because they complete nothing: 1 event." in said.out
        assert (figures()["cases"], figures()["events"]) == (2, 1)

    def test_what_happens_is_on_record_unbroken_and_leaves_no_jobs(self, write):
        upheld("import", "log", write(row("A", start="2026-01-05", due="2026-01-06", end="2026-01-08")))
        assert verify().is_whole
        assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
class TestRowsThatCannotBeRead:
    rows = (
        row("A"),
        row("B", at="yesterday"),
        row("C", what=""),
        row("A", name="x", at="2026-01-06 08:00:00"),
    )

    def test_they_are_said_and_everything_else_is_kept(self, write):
        said = upheld("import", "log", write(*self.rows))
        assert said.status == 0
        assert "row 3, time:timestamp “yesterday”: This is not a date and time." in said.out
        assert "row 4, concept:name: The event does not say what was done" in said.out
        assert (figures()["cases"], figures()["events"]) == (1, 2)

    def test_all_of_them_are_written_to_a_file_on_request(self, write, tmp_path):
        bad = [row("B", at=f"day {number}") for number in range(25)]
        said = upheld("import", "log", write(row("A"), *bad), "--problems", tmp_path / "bad.csv")
        with (tmp_path / "bad.csv").open(encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file))
        assert [(one["row"], one["value"]) for one in written[:2]] == [("3", "day 0"), ("4", "day 1")]
        assert said.out.count("  row ") == 10
        assert len(written) == 26

    def test_a_file_that_is_there_is_not_written_over(self, write, tmp_path):
        (tmp_path / "bad.csv").write_text("precious")
        said = upheld("import", "log", write(*self.rows), "--problems", tmp_path / "bad.csv")
        assert said.status == 1
        assert "There is a file bad.csv already. Nothing was imported." in said.err
        assert (tmp_path / "bad.csv").read_text() == "precious"


@pytest.mark.django_db
class TestAFileThatIsRefused:
    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("Dear all,\nplease find attached\n", "The first row must name the columns"),
            ("<html></html>", "its first element is <html>"),
            ("", "The file is empty"),
            ("<log><trace><string key='concept:name' value='A'/>", "The file stops being XML"),
            (f"{HEADING}\n{row('A', at='yesterday')}\n", "There is no case in it that can be read. Row 2"),
        ],
    )
    def test_it_is_said_why_and_nothing_is_kept(self, tmp_path, text, why):
        (tmp_path / "letter.csv").write_text(text)
        said = upheld("import", "log", tmp_path / "letter.csv")
        assert (said.status, said.out) == (1, "")
        assert why in said.err
        assert "Nothing was kept" in said.err
        assert not EventRow.objects.exists()

    def test_a_file_that_is_not_there_is_said_to_be_so(self, tmp_path):
        said = upheld("import", "log", tmp_path / "gone.xes")
        assert "The file gone.xes cannot be opened: No such file or directory. Nothing was kept." in said.err

    @pytest.mark.parametrize(
        ("option", "value", "why"),
        [
            ("--zone", "Europe/Nowhere", "There is no time zone"),
            ("--team", "Nobody", "0 teams are called"),
            ("--benefit", "no-such-benefit", "The pack has no benefit"),
            ("--name", "…", "A log needs a name"),
        ],
    )
    def test_an_option_that_makes_no_sense_keeps_nothing(self, write, option, value, why):
        said = upheld("import", "log", write(row("A")), option, value)
        assert (said.status, why in said.err) == (1, True)
        assert not EventRow.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
class TestImportingAgain:
    def test_new_cases_are_added_and_the_same_worker_stays_the_same_officer(self, write):
        upheld("import", "log", write(row("A", who="Una")))
        said = upheld("import", "log", write(row("A", who="Una"), row("B", who="Una")))
        assert "1  new\n" in said.out
        assert case_of("A").row.owner_id == case_of("B").row.owner_id

    def test_a_case_of_which_the_file_says_more_is_left_as_it_is_and_that_is_said(self, write):
        upheld("import", "log", write(row("A")))
        said = upheld("import", "log", write(row("A"), row("A", at="2026-02-02 09:00:00", who="Una")))
        assert "Of 1 case already held the file now says more. It was left as before." in said.out
        assert figures()["events"] == 1

    def test_an_import_that_broke_off_half_way_is_simply_done_again(self, write, monkeypatch):
        log = write(*(row(f"case-{number}", who="Una") for number in range(5)))
        monkeypatch.setattr("upheld.journeys.log_import.BATCH", 2)
        monkeypatch.setattr("upheld.journeys.log_import.record_history", breaks_at_second_call())
        assert upheld("import", "log", log).status == 1
        assert figures()["cases"] == 2
        monkeypatch.undo()
        assert "3  new\n" in upheld("import", "log", log).out
        assert figures()["cases"] == 5

    def test_another_zone_is_refused_because_its_figures_rest_on_the_first(self, write):
        upheld("import", "log", write(row("A")))
        said = upheld("import", "log", write(row("A")), "--zone", "Europe/Athens")
        assert "was first imported with the zone Europe/London" in said.err

    def test_a_worker_who_has_left_since_owns_no_new_case(self, write):
        upheld("import", "log", write(row("A", who="Una")))
        una = case_of("A").row.owner_id
        record_leaving(officer_id=una, leaving_on=NOW.date(), reason="Moved away.", by=SYSTEM, at=NOW)
        upheld("import", "log", write(row("A", who="Una"), row("B", who="Una")))
        assert case_of("B").row.owner_id is None
        assert case_of("B").row.unowned_words == "Came from an earlier system without an owner"


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
class TestWhereALogIsAtHome:
    def zone(self, write, *rows, words=()):
        upheld("import", "log", write(*rows), *words)
        return get_log("letters", viewer=ALL).zone

    def test_times_without_an_offset_are_those_of_the_agency(self, write):
        assert self.zone(write, row("A", at="2026-07-01 10:00:00")) == "Europe/London"

    def test_offsets_say_the_zone(self, write):
        moments = ("2026-01-05T10:00:00+02:00", "2026-07-01T10:00:00+03:00")
        assert self.zone(write, *(row("A", at=at) for at in moments)) == "Europe/Athens"

    def test_moments_in_utc_through_the_year_are_in_utc(self, write):
        assert (
            self.zone(write, row("A", at="2026-01-05T10:00:00Z"), row("A", at="2026-07-01T10:00:00Z"))
            == "UTC"
        )

    def test_it_may_be_given(self, write):
        assert self.zone(write, row("A"), words=("--zone", "Asia/Tokyo")) == "Asia/Tokyo"
        assert case_of("A").done_tasks[0].ended_at == datetime(2026, 1, 5, 1, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
class TestATeamThatIsThereAlready:
    def test_it_takes_the_log_over_and_its_officers_are_recognised_by_name(self, write):
        home = agency()
        officer = home.officer()
        name = get_officer(officer, viewer=ALL, on=NOW.date()).name
        team = next(one.name for one in list_teams(viewer=ALL) if one.id == home.team_id)
        upheld("import", "log", write(row("A", who=name)), "--team", team)
        assert case_of("A").row.owner_id == officer
        assert len(list_offices(viewer=ALL)) == 1
