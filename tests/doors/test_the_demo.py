"""`upheld demo`: built small by the command itself, and looked at through the queries of the pages."""

import csv
import json
import stat
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings

from tests.builders.casework import agency
from tests.doors.command_line import Answer, upheld
from upheld.domains.access.queries import get_viewer, the_service
from upheld.domains.casework.queries import list_cases_owned, list_unowned
from upheld.domains.charter.queries import count_promises
from upheld.domains.people.commands import register_client
from upheld.domains.people.queries import count_clients, count_quarantined
from upheld.domains.workforce.queries import list_officers, list_offices, list_teams
from upheld.journeys.demonstration import Size, read_people, summarise
from upheld.journeys.demonstration.persons import invent_people
from upheld.journeys.demonstration.plan import OFFICES
from upheld.journeys.my_day import get_my_day
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM
from upheld.policy import current_pack

NOW = datetime(2026, 3, 18, 10, tzinfo=UTC)
SMALL = ("--no-serve", "--one-process", "--clients", 70, "--months", 3)
QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
SERVICE = the_service()


@pytest.fixture(scope="class")
def home(tmp_path_factory) -> Path:
    """Where the demonstration keeps its files."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="class")
def built(home, django_db_setup, django_db_blocker):
    """What the command printed when it built the demonstration, which all tests of the class look at."""
    settings = override_settings(UPHELD_HOME=home, **QUICK)
    with django_db_blocker.unblock(), settings, clock.freeze(NOW), transaction.atomic():
        yield upheld("demo", *SMALL)
        transaction.set_rollback(True)


@pytest.fixture
def undone(built):
    """What the test does is undone at its end."""
    with transaction.atomic():
        yield built
        transaction.set_rollback(True)


@pytest.mark.usefixtures("built")
class TestWhenItIsBuilt:
    def test_the_command_ends_well(self, built: Answer):
        assert (built.status, built.err) == (0, "")

    def test_three_offices_have_eight_teams_and_sixty_officers_of_whom_one_just_left(self):
        officers = list_officers(viewer=SERVICE, on=NOW.date())
        found = len(list_offices(viewer=SERVICE)), len(list_teams(viewer=SERVICE)), len(officers)
        assert found == (3, 8, 59)

    def test_matching_comes_to_the_clients_that_were_asked_for(self):
        assert count_clients(viewer=SERVICE) == 70

    def test_every_open_case_has_an_owner_or_a_reason_and_a_next_day(self):
        teams = [team.id for team in list_teams(viewer=SERVICE)]
        cases = list_unowned(viewer=SERVICE, team_ids=teams, as_of=NOW, limit=1000)
        assert all(case.unowned_words for case in cases)
        for officer in list_officers(viewer=SERVICE, on=NOW.date()):
            cases += list_cases_owned(officer.id, viewer=SERVICE, as_of=NOW, limit=1000)
        assert len(cases) == summarise(at=NOW, months=3).open_cases
        assert all(case.next_on for case in cases)

    def test_what_the_database_checks_at_the_end_of_a_transaction_holds(self):
        connection.check_constraints()

    def test_the_summary_prints_what_the_queries_count(self, built: Answer):
        counts, printed = count_promises(viewer=SERVICE), built.out.split()
        place = printed.index("Promises")
        row = [word for word in printed[place:] if word.isdigit()]
        assert row[:3] == [str(counts.kept), str(counts.kept_late), str(counts.broken)]

    def test_promises_were_kept_and_broken(self):
        counts = count_promises(viewer=SERVICE)
        assert min(counts.kept, counts.kept_late, counts.open) > 0

    def test_every_benefit_has_its_standard_in_the_summary(self):
        lines = summarise(at=NOW, months=3).standards
        assert len(lines) == len(list(current_pack().benefits))

    def test_those_who_can_sign_in_are_printed_with_what_to_look_at(self, built: Answer, home: Path):
        people = read_people(home)
        assert [one.role for one in people][:2] == ["officer", "team leader"]
        assert all(one.email in built.out and one.password in built.out for one in people)

    def test_their_passwords_are_kept_for_the_owner_of_the_folder_only(self, home: Path):
        file = home / "demo-people.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert {"name", "role", "email", "password", "what to look at"} <= json.loads(file.read_text())[
            0
        ].keys()

    def test_the_officer_has_something_promised_and_something_to_do(self, home: Path):
        officer = read_people(home)[0]
        day = get_my_day(viewer=get_viewer(officer.account_id, on=NOW.date()), at=NOW)
        assert day.promised_soon
        assert day.to_do

    def test_a_second_run_the_same_day_uses_it_again(self, built: Answer):
        again = upheld("demo", *SMALL)
        assert (again.status, "is used again" in again.out) == (0, True)

    def test_it_is_not_removed_when_someone_added_clients(self, undone: Answer):
        office = list_offices(viewer=SERVICE)[0]
        register_client(family_name="Real", offices=[office.id], by=SYSTEM, at=NOW)
        refused = upheld("demo", *SMALL, "--fresh")
        assert (refused.status, count_clients(viewer=SERVICE)) == (1, 71)
        assert "1 client whom it did not make" in refused.err

    def test_it_is_used_as_it_is_the_day_after_when_someone_added_clients(self, undone: Answer):
        office = list_offices(viewer=SERVICE)[0]
        register_client(family_name="Real", offices=[office.id], by=SYSTEM, at=NOW)
        with clock.freeze(NOW + timedelta(days=1)):
            later = upheld("demo", *SMALL)
        assert (later.status, "Its history ends on that day" in later.out) == (0, True)


@pytest.mark.usefixtures("built")
class TestItsExtracts:
    def rows(self, home: Path, system: str) -> list[dict[str, str]]:
        layout = current_pack().system(system, NOW.date())
        file = sorted((home / "demo-extracts").glob(f"{system}-*.csv"))[0]
        with file.open(encoding=layout.encoding, newline="") as text:
            return list(csv.DictReader(text, delimiter=layout.delimiter))

    def test_each_of_four_systems_wrote_two(self, home: Path):
        names = Counter(file.name.rpartition("-20")[0] for file in (home / "demo-extracts").iterdir())
        assert names == dict.fromkeys(("pensions", "disability", "working-age", "carers-and-families"), 2)

    def test_rows_that_cannot_be_read_wait_in_quarantine_by_field(self):
        fields = {count.field for count in count_quarantined(viewer=SERVICE, on=NOW.date())}
        assert {"born_on", "national_insurance_number", "office", "row"} <= fields

    def test_numbers_are_written_with_spaces_and_without(self, home: Path):
        written = {" " in row["nino"] for row in self.rows(home, "disability") if row["nino"]}
        assert written == {True, False}

    def test_a_record_comes_twice(self, home: Path):
        references = Counter(row["claim_id"] for row in self.rows(home, "disability"))
        assert references.most_common(1)[0][1] == 2


class TestTheInventedPeople:
    def people(self, seed: int = 7) -> list:
        return invent_people(OFFICES, Size(400, 3), NOW.date(), seed)

    def test_they_are_the_same_for_the_same_seed(self):
        assert self.people() == self.people()

    def test_they_are_others_for_another_seed(self):
        assert self.people() != self.people(seed=8)

    def test_nobody_has_a_number_of_someone_else(self):
        numbers = [one.nino for one in self.people()]
        assert len(set(numbers)) == len(numbers)

    def test_nobody_can_be_reached(self):
        people = self.people()
        assert all(one.phone.startswith(("07700 900", "01632 960")) for one in people)
        assert {one.email.rpartition("@")[2] for one in people} == {"", "example.org"}

    def test_some_have_needs(self):
        people = self.people()
        assert {"large_print", "bsl"} <= {one.format for one in people}
        assert {"cy", "other"} <= {one.language for one in people}
        assert any(one.safe_contact for one in people)
        assert {"appointee", "parent"} <= {one.representative[1] for one in people}

    def test_some_records_cannot_be_matched(self):
        flaws = {claim.flaw for one in self.people() for claim in one.claims}
        assert {"no number", "day and month swapped", "other number", "other year"} <= flaws


@pytest.mark.django_db
class TestWhenTheDatabaseHoldsAnAgency:
    def test_nothing_is_built_and_it_says_what_to_do(self):
        here = agency()
        here.client()
        refused = upheld("demo", *SMALL)
        assert (refused.status, count_clients(viewer=SERVICE)) == (1, 1)
        assert "Nothing was changed" in refused.err
        assert "DATABASE_URL" in refused.err
