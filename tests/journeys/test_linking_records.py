"""Records that may be one person: they are compared, decided, joined, parted and told, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.builders.doubtful_pairs import JOAN_AGAIN, held, move_in, pair_of, train, two_joans
from tests.builders.front_desk import ago, front_desk
from upheld.domains.access.queries import Role
from upheld.domains.people.models import Merge
from upheld.journeys.reviewing_links import weigh_open_pairs
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

WHY = "She signs both the same way, and told us of her old address."


@pytest.fixture
def desk():
    return front_desk()


@pytest.fixture
def joans(desk):
    return two_joans(desk.office_id, ago(days=3))


@pytest.fixture
def pair(desk, joans):
    """Two pairs: one of two clients of whom one has a case, and one that is less likely."""
    desk.case(joans[0].client_id)
    first = pair_of(*joans, at=ago(days=2))
    told = {**JOAN_AGAIN, "given_names": "June", "national_insurance_number": "AB654321A"}
    june = held("DB-2", system="disability", office_id=desk.office_id, at=ago(days=3), **told)
    second = pair_of(joans[1], june, at=ago(days=2), why="given_names_differ", weight=1.5)
    weigh_open_pairs(by=SYSTEM, at=clock.now())
    return first, second


@pytest.fixture
def sam(desk, page, sign_in):
    """An officer who is trained has signed in."""
    account = desk.officer("Sam Boateng")
    train(account, clock.now())
    sign_in(page, desk.emails[account])
    return page


def answer(page, words, why=WHY):
    """Choose an answer, say why, and save it."""
    page.get_by_label(words).check()
    page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Save the answer").click()


class TestAnOfficerWhoIsTrained:
    def test_finds_the_pairs_from_their_day_and_compares_two_records(
        self, pair, sam, live_server, expect_accessible
    ):
        sam.goto(live_server.url)
        expect(sam.get_by_role("link", name="2 pairs of records may be one person")).to_be_visible()
        sam.get_by_role("link", name="Same person? (2)").click()
        expect_accessible(sam, "pairs")
        sam.get_by_role("link", name="Compare").first.click()
        expect(sam.get_by_role("heading", name="Are these one person?")).to_be_visible()
        expect(sam.get_by_text("The date of birth is the same, with day and month swapped.")).to_be_visible()
        expect_accessible(sam, "pair")

    def test_joins_two_clients_after_looking_once_more(self, pair, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/pairs/{pair[0]}/")
        answer(sam, "Yes, they are one person")
        expect(sam.get_by_role("heading", name="Join both clients?")).to_be_visible()
        expect_accessible(sam, "join")
        sam.get_by_role("button", name="Join both clients").click()
        expect(sam.get_by_text("Both records are one now.")).to_be_visible()
        expect(sam.get_by_text("Two dates of birth are held.")).to_be_visible()
        expect_accessible(sam, "held-where-joined")

    def test_is_told_at_the_field_what_is_missing(self, pair, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/pairs/{pair[0]}/")
        sam.get_by_role("button", name="Save the answer").click()
        expect(sam.get_by_role("alert")).to_contain_text("Choose one of the three answers")
        expect_accessible(sam, "pair-errors")

    def test_asks_the_client_and_brings_the_answer_back(self, pair, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/pairs/{pair[0]}/")
        answer(sam, "I cannot tell: ask the client", "Which address is right?")
        expect(sam.get_by_text("The client is asked. When you know")).to_be_visible()
        expect_accessible(sam, "pair-asked")
        sam.get_by_role("button", name="Write down what they told us").click()
        expect_accessible(sam, "pair-answer")
        sam.get_by_label("What did they tell us?").fill("She never lived in Ropewalk.")
        sam.get_by_role("button", name="Bring the pair back").click()
        expect(sam.get_by_text("She never lived in Ropewalk.")).to_be_visible()

    def test_narrows_the_queue(self, pair, sam, live_server):
        sam.goto(f"{live_server.url}/pairs/")
        sam.get_by_label("Show", exact=True).select_option("The client is asked")
        sam.get_by_role("button", name="Apply").click()
        expect(sam.get_by_text("No pair fits what you chose")).to_be_visible()

    def test_takes_back_that_they_are_two_people(self, pair, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/pairs/{pair[1]}/")
        answer(sam, "No, they are two people", "Twins: June was there too.")
        sam.goto(f"{live_server.url}/pairs/?state=different")
        sam.get_by_role("link", name="Joan Harcastle and June Harcastle", exact=True).click()
        expect_accessible(sam, "pair-different")
        sam.get_by_role("link", name="Take that back").click()
        expect_accessible(sam, "pair-undo")
        sam.get_by_label("Why?").fill("It was her own handwriting.")
        sam.get_by_role("button", name="Let the pair wait again").click()
        expect(sam.get_by_text("The pair waits again to be decided.")).to_be_visible()

    def test_has_nothing_to_decide_on_a_quiet_day(self, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/pairs/")
        expect(sam.get_by_text("No pair of records waits for you")).to_be_visible()
        expect_accessible(sam, "pairs-empty")


class TestWhatIsHeldWhere:
    @pytest.fixture
    def joined(self, joans):
        move_in(joans[1], joans[0], at=ago(days=1))
        return joans

    def test_is_read_from_the_page_of_the_client(self, joined, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/clients/{joined[0].client_id}/")
        expect(sam.get_by_text("Two dates of birth are held.")).to_be_visible()
        expect_accessible(sam, "client-with-conflict")
        sam.get_by_role("link", name="What is held where, and why it stands here").click()
        expect(sam.get_by_role("heading", name="What each system says")).to_be_visible()
        expect_accessible(sam, "held-where")
        sam.get_by_role("link", name="Print it for the client").click()
        expect(sam.get_by_role("heading", name="What we hold about you, and where")).to_be_visible()
        expect_accessible(sam, "held-print")

    def test_lets_an_officer_doubt_a_record(self, joined, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/clients/{joined[0].client_id}/held/")
        sam.get_by_role("link", name="This record may be about somebody else").first.click()
        expect_accessible(sam, "doubt-record")
        sam.get_by_label("Why?").fill("The handwriting differs.")
        sam.get_by_role("button", name="Ask for it to be compared").click()
        expect(sam.get_by_text("Somebody who is trained for it compares the records.")).to_be_visible()
        sam.get_by_role("link", name="compare 1").click()
        expect(sam.get_by_role("heading", name="Are both records about this client?")).to_be_visible()
        expect_accessible(sam, "pair-within-one-client")

    def test_is_told_in_figures(self, joined, sam, live_server, expect_accessible):
        sam.goto(f"{live_server.url}/pairs/quality/")
        sam.get_by_role("button", name="Draw 25 links to look at").click()
        expect(sam.get_by_text("Chance drew 1 link.")).to_be_visible()
        sam.goto(f"{live_server.url}/pairs/")
        sam.get_by_role("link", name="Compare").first.click()
        answer(sam, "Yes, both are about this client")
        sam.goto(f"{live_server.url}/pairs/quality/")
        expect(sam.get_by_text("Of 1 link that chance drew, 1 was right.")).to_be_visible()
        expect_accessible(sam, "link-quality")


class TestAManager:
    def test_parts_clients_and_says_that_they_were_told(
        self, desk, pair, sam, page, sign_in, live_server, expect_accessible
    ):
        sam.goto(f"{live_server.url}/pairs/{pair[0]}/")
        answer(sam, "Yes, they are one person")
        sam.get_by_role("button", name="Join both clients").click()
        expect(sam.get_by_text("Both records are one now.")).to_be_visible()
        merge = Merge.objects.get()
        desk.case(merge.into_id, days=-0.001)
        page.context.clear_cookies()
        sign_in(page, desk.emails[desk.officer("Mara Singh", Role.SERVICE_MANAGER)])
        page.goto(f"{live_server.url}/clients/{merge.into_id}/held/")
        page.get_by_role("link", name="Part them again").click()
        expect(page.get_by_role("heading", name="Part these clients")).to_be_visible()
        expect_accessible(page, "part")
        page.get_by_label("Why are they two people?").fill("Both came to the desk together.")
        page.get_by_label("whose record stayed").first.check()
        page.get_by_role("button", name="Part these clients").click()
        expect(page.get_by_text("They are two clients again.")).to_be_visible()
        page.get_by_role("link", name="To be told").click()
        expect_accessible(page, "breaches")
        page.get_by_role("link", name="Say that they were told").first.click()
        expect_accessible(page, "tell-breach")
        page.get_by_label("How did you tell them").fill("Rang her, and sent the letter.")
        page.get_by_role("button", name="Keep that they were told").click()
        expect(page.get_by_text("was told.")).to_be_visible()
