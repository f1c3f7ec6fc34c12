"""Pages of officers and leaders, without a browser: what they show to whom, and how cheaply."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders.busy_office import PIP, Office, a_busy_office, an_office
from upheld.domains.access.queries import Role, the_service
from upheld.domains.casework import commands
from upheld.domains.casework.queries import get_case, list_cases_owned, list_open_tasks
from upheld.domains.workforce.commands import open_team
from upheld.domains.workforce.queries import get_officer
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def busy() -> Office:
    return a_busy_office()


@pytest.fixture
def small() -> Office:
    """Ann and Ben, who look after nothing yet, and Lena who leads them."""
    here = an_office()
    here.officer("Ann Okafor")
    here.officer("Ben Achterberg")
    here.officer("Lena Moss", role=Role.TEAM_LEADER)
    return here


@pytest.fixture
def ann(client, small):
    """Ann's browser."""
    return signed_in(client, small, "Ann Okafor")


@pytest.fixture
def her_case(small):
    return small.case(small.client("Rosa", "Fielding"), owner=small.people["Ann Okafor"])


def signed_in(client, here, name):
    user = get_user_model().objects.get(pk=here.people[name])
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def reading_at_most():
    """Fails when more is asked of the database than that, beside the one row of who looked.

    Left out are also the savepoints that tests are in, and that a session was used, kept once in a while.
    """

    @contextmanager
    def check(most):
        with CaptureQueriesContext(connection) as asked:
            yield
        told = [query["sql"] for query in asked]
        counted = [sql for sql in told if sql.startswith("SELECT")]
        assert len([sql for sql in told if "INSERT INTO access_look" in sql]) <= 1
        assert len(counted) <= most, "\n".join(sql[:150] for sql in counted)

    return check


def seen(case_id):
    return get_case(case_id, viewer=the_service(), as_of=clock.now())


def typed(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def words(answer):
    return answer.content.decode()


class TestEveryPageIsCheap:
    @pytest.mark.parametrize("name", ["Ann Okafor", "Lena Moss", "Dev Patel"])
    def test_my_day(self, client, busy, name, reading_at_most):
        signed_in(client, busy, name)
        with reading_at_most(MOST_QUERIES):
            assert client.get("/").status_code == 200

    def test_my_cases(self, client, busy, reading_at_most):
        signed_in(client, busy, "Ann Okafor")
        with reading_at_most(MOST_QUERIES):
            assert words(client.get("/cases/")).count("Open the case") == 0

    def test_the_pages_of_a_case(self, client, busy, reading_at_most):
        ann = busy.people["Ann Okafor"]
        signed_in(client, busy, "Ann Okafor")
        row = list_cases_owned(ann, viewer=the_service(), as_of=clock.now())[0]
        task = list_open_tasks(row.id, viewer=the_service())[0]
        pages = ["case", "case-summary", "case-move", "case-close", "case-hold", "case-notes", "case-tasks"]
        pages += ["case-hand-over", "case-give-back", "task-add", "promise-make", "offer-withdraw"]
        addresses = [reverse(page, args=[row.id]) for page in pages]
        addresses += [reverse(page, args=[task.id]) for page in ("task-done", "task-postpone")]
        for address in addresses:
            with reading_at_most(MOST_QUERIES):
                assert client.get(address).status_code == 200, address

    def test_the_pages_of_a_team(self, client, busy, reading_at_most):
        signed_in(client, busy, "Lena Moss")
        addresses = ["team-page", "team-unowned"]
        addresses = [reverse(page, args=[busy.team_id]) for page in addresses]
        officer = busy.people["Ann Okafor"]
        pages = ("officer", "officer-absence", "officer-return", "officer-leaving")
        addresses += [reverse(page, args=[officer]) for page in pages]
        for address in addresses:
            with reading_at_most(MOST_QUERIES):
                assert client.get(address).status_code == 200, address

    def test_a_case_with_hundreds_of_notes_and_tasks(self, ann, small, her_case, reading_at_most):
        owner, at = small.people["Ann Okafor"], clock.now()
        for number in range(150):
            commands.add_task(case_id=her_case, kind="other", title=f"Step {number}", by=owner, at=at)
            commands.write_note(case_id=her_case, text=f"Note {number}. " * 20, key=new_id(), by=owner, at=at)
        with reading_at_most(MOST_QUERIES):
            page = ann.get(reverse("case", args=[her_case]))
        assert len(page.content) < 120_000
        assert "See every note" in words(page)
        assert "See every open task" in words(page)
        more = ann.get(reverse("case-tasks", args=[her_case]))
        assert "Next page" in words(more)


class TestWhoSeesWhat:
    def test_someone_of_another_office_does_not_find_the_case(self, client, small, her_case):
        elsewhere = an_office("Southgate", "Blue team")
        elsewhere.officer("Sam Reed")
        signed_in(client, elsewhere, "Sam Reed")
        for page in ("case", "case-hand-over", "case-notes", "case-close", "task-add"):
            assert client.get(reverse(page, args=[her_case])).status_code == 404

    def test_a_colleague_reads_the_case_and_may_not_work_on_it(self, client, small, her_case):
        signed_in(client, small, "Ben Achterberg")
        page = words(client.get(reverse("case", args=[her_case])))
        assert "Rosa Fielding" in page
        assert "What you can do" not in page
        assert client.get(reverse("case-close", args=[her_case])).status_code == 409

    def test_a_team_is_not_found_by_who_does_not_lead_it(self, client, small):
        elsewhere = an_office("Southgate", "Blue team")
        elsewhere.officer("Sam Reed", role=Role.TEAM_LEADER)
        signed_in(client, elsewhere, "Sam Reed")
        assert client.get(reverse("team-page", args=[small.team_id])).status_code == 404
        assert client.get(reverse("officer", args=[small.people["Ann Okafor"]])).status_code == 404

    def test_an_officer_has_no_team_page(self, ann, small):
        assert ann.get(reverse("team")).status_code == 403

    def test_a_manager_chooses_among_the_teams_of_the_office(self, client, small):
        open_team(office_id=small.id, name="Blue team", by=SYSTEM, at=clock.now())
        small.officer("Mo Kane", role=Role.SERVICE_MANAGER)
        page = words(signed_in(client, small, "Mo Kane").get(reverse("team")))
        assert "Amber team" in page
        assert "Blue team" in page

    def test_an_administrator_has_no_day_of_cases(self, client, small):
        small.officer("Ada Kerr", role=Role.ADMINISTRATOR)
        assert signed_in(client, small, "Ada Kerr").get("/")["Location"] == reverse("access")

    def test_the_name_of_a_client_of_another_office_is_not_shown_before_the_case_is_theirs(
        self, client, small, her_case
    ):
        elsewhere = an_office("Southgate", "Blue team")
        sam = elsewhere.officer("Sam Reed")
        ann = small.people["Ann Okafor"]
        commands.offer_case(case_id=her_case, to=sam, note="She moved.", by=ann, at=clock.now())
        signed_in(client, elsewhere, "Sam Reed")
        assert "Rosa" not in words(client.get("/"))
        assert "A client of another office" in words(client.get(reverse("case", args=[her_case])))
        client.post(reverse("offer-accept", args=[her_case]))
        assert "Rosa Fielding" in words(client.get(reverse("case", args=[her_case])))


class TestTwoWhoEditTheSameWords:
    def test_the_second_sees_both_versions_and_keeps_what_they_typed(self, ann, small, her_case):
        address = reverse("case-summary", args=[her_case])
        owner = small.people["Ann Okafor"]
        commands.describe_case(case_id=her_case, summary="Theirs.", version=1, by=owner, at=clock.now())
        page = words(ann.post(address, {"summary": "Mine.", "version": "1"}))
        assert "Theirs." in page
        assert "Mine." in page
        assert seen(her_case).summary == "Theirs."

    def test_saving_again_replaces_it_knowingly(self, ann, small, her_case):
        address = reverse("case-summary", args=[her_case])
        owner = small.people["Ann Okafor"]
        commands.describe_case(case_id=her_case, summary="Theirs.", version=1, by=owner, at=clock.now())
        shown = ann.post(address, {"summary": "Mine.", "version": "1"})
        version = shown.context["form"]["version"].value()
        ann.post(address, {"summary": "Theirs. Mine.", "version": str(version)})
        assert seen(her_case).summary == "Theirs. Mine."


class TestAFormThatIsSentTwice:
    def test_keeps_one_note(self, ann, her_case):
        address = reverse("case-notes", args=[her_case])
        form = {"text": "Rosa rang.", "once": str(new_id())}
        assert [ann.post(address, form).status_code for _ in range(2)] == [302, 302]
        assert [note.text for note in seen(her_case).notes] == ["Rosa rang."]

    def test_adds_one_task(self, ann, her_case):
        form = {"kind": "review", "title": "", "once": str(new_id())}
        for _ in range(2):
            ann.post(reverse("task-add", args=[her_case]), form)
        assert [task.kind for task in seen(her_case).tasks].count("review") == 1


class TestADraftOfANote:
    def test_is_kept_while_it_is_typed_and_stands_in_the_form(self, ann, her_case):
        answer = ann.post(reverse("case-draft", args=[her_case]), {"text": "Rosa said that"})
        assert answer.status_code == 204
        assert "Rosa said that" in words(ann.get(reverse("case", args=[her_case])))

    def test_is_gone_when_the_note_is_saved(self, ann, her_case):
        ann.post(reverse("case-draft", args=[her_case]), {"text": "Rosa said that"})
        ann.post(reverse("case-notes", args=[her_case]), {"text": "Rosa said that she moves."})
        assert seen(her_case).draft == ""

    def test_is_not_shown_to_a_colleague(self, ann, client, small, her_case):
        ann.post(reverse("case-draft", args=[her_case]), {"text": "Rosa said that"})
        signed_in(client, small, "Ben Achterberg")
        assert "Rosa said that" not in words(client.get(reverse("case", args=[her_case])))


class TestARuleThatIsBroken:
    def test_comes_back_as_an_error_with_what_was_typed(self, ann, her_case):
        far = clock.today() + timedelta(days=300)
        form = {"reason": "hospital", "note": "Her sister will ring."} | typed("ends_on", far)
        page = words(ann.post(reverse("case-hold", args=[her_case]), form))
        assert "A hold must end on a later day than it starts" in page
        assert "Her sister will ring." in page

    def test_a_day_that_has_passed_is_said_at_the_field(self, ann, her_case):
        [task] = seen(her_case).tasks
        form = {"due_on-day": "1", "due_on-month": "2", "due_on-year": "2020", "reason": "Later"}
        page = words(ann.post(reverse("task-postpone", args=[task.id]), form))
        assert "This day has passed" in page


class TestDoingThingsToACase:
    def post(self, browser, page, about, **form):
        answer = browser.post(reverse(page, args=[about]), form, follow=True)
        assert answer.redirect_chain, words(answer)
        return words(answer)

    def test_a_task_done_on_my_day_leads_back_there(self, ann, her_case):
        [task] = seen(her_case).tasks
        address = reverse("task-done", args=[task.id]) + "?from=day"
        answer = ann.post(address, {"kind": "ask_for_information", "title": ""})
        assert answer.url == "/"
        case = seen(her_case)
        assert [one.kind for one in case.tasks] == ["ask_for_information"]

    def test_a_promise_gets_a_task(self, ann, her_case):
        page = self.post(ann, "promise-make", her_case, kind="call_back")
        assert "We will call you back by the end of" in page
        assert "call_back" in [task.kind for task in seen(her_case).tasks]

    def test_it_waits_and_goes_on(self, ann, her_case):
        end = clock.today() + timedelta(days=7)
        day = typed("ends_on", end)
        assert "On hold until" in self.post(ann, "case-hold", her_case, reason="hospital", **day)
        self.post(ann, "case-end-hold", her_case)
        assert seen(her_case).hold is None

    def test_it_moves_on_and_ends(self, ann, her_case):
        self.post(ann, "case-move", her_case, to_stage="gathering", reason="")
        assert seen(her_case).row.stage == "gathering"
        assert "Closed" in self.post(ann, "case-close", her_case, reason="Withdrawn by the client.")

    def test_it_is_given_back_with_a_reason(self, ann, her_case):
        self.post(ann, "case-give-back", her_case, reason="I know the family.")
        assert seen(her_case).row.unowned_reason == "given_back"

    def test_one_without_an_owner_is_taken(self, ann, small):
        case_id = small.case(small.client("Tom", "Abara"))
        self.post(ann, "case-take", case_id)
        assert seen(case_id).row.owner_id == small.people["Ann Okafor"]

    def test_an_offer_is_withdrawn(self, ann, small, her_case):
        form = {"to": str(small.people["Ben Achterberg"]), "note": "You know her."}
        self.post(ann, "case-hand-over", her_case, **form)
        assert seen(her_case).offer.to_name == "Ben Achterberg"
        self.post(ann, "offer-withdraw", her_case, reason="Asked too early.")
        assert seen(her_case).offer is None


class TestWhomOneCanAsk:
    def test_only_people_who_are_trained_and_at_work(self, client, busy):
        ann = busy.people["Ann Okafor"]
        busy.officer("Una Trained", trained_for=())
        case_id = busy.case(busy.client("Zed", "Novak"), owner=ann)
        signed_in(client, busy, "Ann Okafor")
        page = words(client.get(reverse("case-hand-over", args=[case_id])))
        assert "Ben Achterberg: room for" in page
        assert "Dev Patel: room for" in page
        for absent in ("Una Trained", "Carys Llewellyn:", "Ann Okafor:"):
            assert absent not in page

    def test_nobody_while_someone_is_asked_already(self, ann, small, her_case):
        ben = small.people["Ben Achterberg"]
        her = small.people["Ann Okafor"]
        commands.offer_case(case_id=her_case, to=ben, note="You know her.", by=her, at=clock.now())
        page = words(ann.get(reverse("case-hand-over", args=[her_case])))
        assert "Ben Achterberg is asked to take this case already" in page


class TestALeader:
    @pytest.fixture
    def lena(self, client, small):
        return signed_in(client, small, "Lena Moss")

    def test_asks_someone_to_take_a_case_and_it_moves_when_they_accept(self, lena, small, her_case):
        ben = small.people["Ben Achterberg"]
        form = {"to": str(ben), "note": "Ann is full. Rosa was told today."}
        lena.post(reverse("case-hand-over", args=[her_case]), form)
        assert seen(her_case).row.owner_id == small.people["Ann Okafor"]
        commands.accept_case(case_id=her_case, by=ben, at=clock.now())
        assert seen(her_case).row.owner_id == ben

    def test_records_an_absence_and_a_return(self, lena, small):
        ann, today = small.people["Ann Okafor"], clock.today()
        form = typed("starts_on", today)
        lena.post(reverse("officer-absence", args=[ann]), form | {"kind": "leave"})
        assert get_officer(ann, viewer=the_service(), on=today).absence is not None
        back = {
            "returned_on-day": today.day,
            "returned_on-month": today.month,
            "returned_on-year": today.year,
        }
        lena.post(reverse("officer-return", args=[ann]), back)
        assert get_officer(ann, viewer=the_service(), on=today).absence is None

    def test_records_a_leaving_date_and_the_cases_stand_unowned_at_once_when_it_has_come(
        self, lena, small, her_case
    ):
        ann, today = small.people["Ann Okafor"], clock.today()
        form = typed("leaving_on", today)
        lena.post(reverse("officer-leaving", args=[ann]), form | {"reason": "New job"})
        assert seen(her_case).row.unowned_reason == "owner_left"
        page = words(lena.get(reverse("team-unowned", args=[small.team_id]), {"reason": "owner_left"}))
        assert "Rosa Fielding" in page

    def test_pages_through_many_cases_without_an_owner(self, lena, small):
        for number in range(30):
            small.case(small.client("Client", f"Number{number}"), benefit=PIP)
        address = reverse("team-unowned", args=[small.team_id])
        first = lena.get(address)
        second = lena.get(address, {"after": first.context["next"]})
        assert (words(first).count("Find an owner"), words(second).count("Find an owner")) == (25, 5)

    def test_may_not_record_anything_of_someone_elses_officer(self, lena):
        elsewhere = an_office("Southgate", "Blue team")
        sam = elsewhere.officer("Sam Reed")
        assert lena.get(reverse("officer-leaving", args=[sam])).status_code == 404
