"""Pages about links, without a browser: who may decide, what is shown of whom, and how cheaply."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders.doubtful_pairs import held, move_in, pair_of, train, two_joans
from tests.builders.front_desk import front_desk
from upheld.domains.access.commands import declare_conflict
from upheld.domains.access.models import Look
from upheld.domains.access.queries import Role
from upheld.domains.people.models import DoubtfulPair, Merge, SourceRecord
from upheld.kernel import clock

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
WHY = "She signs both the same way, and told us of her old address."


@pytest.fixture
def desk():
    return front_desk()


@pytest.fixture
def sam(desk):
    """An officer who is trained to decide pairs."""
    account = desk.officer("Sam Boateng")
    train(account, clock.now())
    return account


@pytest.fixture
def joans(desk):
    return two_joans(desk.office_id, clock.now())


@pytest.fixture
def pair(joans):
    return pair_of(*joans, at=clock.now())


@pytest.fixture
def sign_in(client, django_user_model):
    def as_(account):
        client.force_login(django_user_model.objects.get(pk=account))
        return client

    return as_


@pytest.fixture
def as_sam(sign_in, sam):
    return sign_in(sam)


@pytest.fixture
def queries(as_sam):
    """How many queries a page needs of someone whose session is known."""

    def of(address):
        with CaptureQueriesContext(connection) as asked:
            assert as_sam.get(address).status_code == 200
        of_the_visit = ("SAVEPOINT", "RELEASE", 'UPDATE "django_session"', "INSERT INTO access_look")
        return len([query for query in asked if not query["sql"].startswith(of_the_visit)])

    return of


def answered(browser, pair, answer, **more):
    """The answer of the page when it is told something about a pair."""
    return browser.post(reverse("pair", args=[pair]), {"answer": answer, "because": WHY, **more})


class TestHowCheapThePagesAre:
    def test_the_queue_needs_few_and_no_more_with_many_pairs(self, queries, desk, joans, pair):
        before = queries(reverse("pairs"))
        for number in range(20):
            other = held(f"W-{number}", system="pensions", office_id=desk.office_id, at=clock.now())
            pair_of(joans[0], other, at=clock.now())
        assert queries(reverse("pairs")) == before <= MOST_QUERIES

    def test_so_does_the_comparison(self, queries, pair):
        assert queries(reverse("pair", args=[pair])) <= MOST_QUERIES

    @pytest.mark.parametrize("page", ["held_where", "held_print", "client"])
    def test_so_do_the_pages_about_what_is_held(self, queries, joans, page):
        one, other = joans
        address = reverse(page, args=[one.client_id])
        before = queries(address)
        move_in(other, one, at=clock.now())
        assert queries(address) == before <= MOST_QUERIES

    def test_so_do_my_day_and_the_quality_of_links(self, queries, pair):
        assert max(queries(reverse("home")), queries(reverse("link_quality"))) <= MOST_QUERIES


class TestSomebodyWhoIsNotTrained:
    @pytest.fixture
    def as_priya(self, sign_in, desk):
        return sign_in(desk.officer("Priya Nair"))

    def test_does_not_find_the_queue(self, as_priya, pair):
        assert "Same person?" not in as_priya.get("/").content.decode()
        assert as_priya.get(reverse("pairs")).status_code == 403

    def test_decides_nothing(self, as_priya, pair):
        assert answered(as_priya, pair, "different").status_code == 403
        assert DoubtfulPair.objects.get().state == "waiting"

    def test_sees_what_is_held_where(self, as_priya, joans):
        page = as_priya.get(reverse("held_where", args=[joans[0].client_id])).content.decode()
        assert "PN-1" in page
        assert "waits to be decided" not in page


class TestSomebodyWhoIsTrained:
    def test_finds_the_queue_with_a_number(self, as_sam, pair):
        assert "Same person? (1)" in as_sam.get("/").content.decode()

    def test_is_told_what_an_empty_queue_means(self, as_sam):
        assert "No pair of records waits for you" in as_sam.get(reverse("pairs")).content.decode()

    def test_sees_no_pair_with_somebody_whom_they_know(self, as_sam, sam, joans, pair):
        declare_conflict(client_id=joans[1].client_id, by=sam, at=clock.now())
        assert "Harcastle" not in as_sam.get(reverse("pairs")).content.decode()
        assert as_sam.get(reverse("pair", args=[pair])).status_code == 404

    def test_leaves_a_trace_at_both_clients_when_they_compare(self, as_sam, joans, pair):
        as_sam.get(reverse("pair", args=[pair]))
        look = Look.objects.get(kind="comparison")
        assert set(look.clients) == {joans[0].client_id, joans[1].client_id}

    def test_is_asked_for_a_reason(self, as_sam, pair):
        page = answered(as_sam, pair, "different", because="").content.decode()
        assert "Say why, in a sentence" in page
        assert DoubtfulPair.objects.get().state == "waiting"


class TestSayingThatTheyAreOnePerson:
    def test_shows_first_what_is_joined(self, as_sam, pair):
        page = answered(as_sam, pair, "same").content.decode()
        assert "Join both clients?" in page
        assert not Merge.objects.exists()

    def test_joins_them_when_it_is_said_again(self, as_sam, joans, pair):
        answer = answered(as_sam, pair, "same", sure="yes")
        merge = Merge.objects.get()
        assert {merge.into_id, merge.absorbed_id} == {record.client_id for record in joans}
        assert answer["Location"] == reverse("held_where", args=[merge.into_id])

    def test_is_only_a_proposal_when_both_have_open_cases(self, as_sam, desk, joans, pair):
        for record in joans:
            desk.case(record.client_id)
        page = answered(as_sam, pair, "same", sure="yes")
        assert page["Location"] == reverse("pairs")
        assert DoubtfulPair.objects.get().state == "proposed"
        assert not Merge.objects.exists()

    def test_and_a_second_person_joins_them(self, as_sam, sign_in, desk, joans, pair):
        for record in joans:
            desk.case(record.client_id)
        answered(as_sam, pair, "same")
        refused = answered(as_sam, pair, "same", sure="yes").content.decode()
        assert "Someone else must confirm it" in refused
        second = desk.officer("Ben Achterberg")
        train(second, clock.now())
        answered(sign_in(second), pair, "same", sure="yes")
        assert Merge.objects.count() == 1


class TestAPairWithinOneClient:
    @pytest.fixture
    def doubted(self, joans):
        one, other = joans
        move_in(other, one, at=clock.now())
        return pair_of(one, other, at=clock.now(), why="doubted")

    def test_asks_which_record_is_about_somebody_else(self, as_sam, doubted):
        page = answered(as_sam, doubted, "different").content.decode()
        assert "Choose the record that is about somebody else" in page

    def test_takes_that_record_out(self, as_sam, joans, doubted):
        one, other = joans
        answer = answered(as_sam, doubted, "different", record=str(other.id))
        fresh = SourceRecord.objects.get(id=other.id).client_id
        assert fresh != one.client_id
        assert answer["Location"] == reverse("held_where", args=[fresh])

    def test_is_put_there_from_the_page_about_what_is_held(self, as_sam, joans):
        one, other = joans
        move_in(other, one, at=clock.now())
        as_sam.post(reverse("doubt_record", args=[one.client_id, other.id]), {"because": WHY})
        assert DoubtfulPair.objects.get().why == "doubted"


class TestAskingTheClient:
    def test_brings_the_pair_back_with_what_they_said(self, as_sam, pair):
        answered(as_sam, pair, "ask")
        as_sam.post(reverse("pair_answer", args=[pair]), {"answer": "She never lived in Ropewalk."})
        page = as_sam.get(reverse("pair", args=[pair])).content.decode()
        assert "She never lived in Ropewalk." in page
        assert DoubtfulPair.objects.get().state == "waiting"


class TestTwoPeople:
    def test_can_be_taken_back(self, as_sam, pair):
        answered(as_sam, pair, "different")
        as_sam.post(reverse("pair_undo", args=[pair]), {"because": "I read the wrong file."})
        assert DoubtfulPair.objects.get().state == "waiting"


class TestWhatIsHeldWhere:
    @pytest.fixture
    def page(self, as_sam, joans):
        one, other = joans
        move_in(other, one, at=clock.now())
        return as_sam.get(reverse("held_where", args=[one.client_id])).content.decode()

    def test_says_what_disagrees(self, page):
        assert "Two dates of birth are held." in page

    def test_says_how_each_record_came_there(self, page):
        assert "It was compared with other records when it arrived." in page
        assert "Model 2026.1" in page
        assert "The date of birth is the same, with day and month swapped." in page

    def test_stands_on_the_page_of_the_client_in_short(self, page, as_sam, joans):
        short = as_sam.get(reverse("client", args=[joans[0].client_id])).content.decode()
        assert "Two dates of birth are held." in short
        assert reverse("held_where", args=[joans[0].client_id]) in short

    def test_is_printed_for_the_client_and_that_is_kept(self, as_sam, joans):
        page = as_sam.get(reverse("held_print", args=[joans[0].client_id])).content.decode()
        assert "What we hold about you, and where" in page
        assert Look.objects.filter(kind="print", clients__contains=[joans[0].client_id]).exists()


class TestPartingClients:
    @pytest.fixture
    def merge(self, as_sam, pair):
        answered(as_sam, pair, "same", sure="yes")
        return Merge.objects.get()

    @pytest.fixture
    def as_mara(self, merge, sign_in, desk):
        return sign_in(desk.officer("Mara Singh", Role.SERVICE_MANAGER))

    def test_asks_whose_each_later_thing_is(self, as_mara, merge, desk):
        desk.case(merge.into_id, days=-0.01)
        address = reverse("part_clients", args=[merge.id])
        page = as_mara.post(address, {"because": WHY}).content.decode()
        assert "Say whose it is" in page
        assert not Merge.objects.filter(undone_at__isnull=False).exists()

    def test_makes_two_of_them_again_and_says_who_must_be_told(self, as_sam, as_mara, merge, client):
        address = reverse("part_clients", args=[merge.id])
        as_mara.get(reverse("client", args=[merge.into_id]))
        assert as_mara.post(address, {"because": WHY})["Location"] == reverse("client", args=[merge.into_id])
        page = as_mara.get(reverse("breaches")).content.decode()
        assert "looked at it" in page

    def test_and_that_they_were_told_is_kept(self, as_mara, merge):
        as_mara.get(reverse("client", args=[merge.into_id]))
        as_mara.post(reverse("part_clients", args=[merge.id]), {"because": WHY})
        breach = merge.breaches.first()
        as_mara.post(reverse("tell_breach", args=[breach.id]), {"how": "Rang her, and sent the letter."})
        page = as_mara.get(f"{reverse('breaches')}?told=yes").content.decode()
        assert "Rang her, and sent the letter." in page


class TestHowGoodLinksAre:
    def test_is_told_from_links_that_chance_drew(self, as_sam, joans):
        one, other = joans
        move_in(other, one, at=clock.now())
        as_sam.post(reverse("draw_links"))
        [sample] = DoubtfulPair.objects.all()
        answered(as_sam, sample.id, "same")
        page = as_sam.get(reverse("link_quality")).content.decode()
        assert "Of 1 link that chance drew, 1 was right." in page
        assert "20.7% and 100.0%" in page

    def test_hides_small_numbers_from_analysts(self, sign_in, desk, joans, django_user_model):
        move_in(joans[1], joans[0], at=clock.now())
        page = sign_in(desk.officer("Ana Lyst", Role.ANALYST)).get(reverse("link_quality"))
        text = page.content.decode()
        assert "Numbers below 10 are hidden" in text
        assert "fewer than 10" in text
