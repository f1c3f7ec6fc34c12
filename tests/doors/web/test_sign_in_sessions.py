"""Sessions: a new key at each sign-in, an end when nobody is there, out at once when an account is closed."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.builders.access import AT
from tests.builders.sign_in import SAM, somebody, try_to_sign_in
from upheld.domains.access.commands import close_account
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db

ACCOUNT = "/account/security/"


@pytest.fixture
def robin():
    """Robin's account."""
    return somebody()


@pytest.fixture
def desk(robin):
    """A browser in which Robin has signed in."""
    made = Client()
    try_to_sign_in(client=made)
    return made


def is_in(desk: Client) -> bool:
    return desk.get(ACCOUNT).status_code == 200


def left(desk: Client) -> int:
    return desk.get("/account/session/left/").json()["seconds"]


class TestSigningIn:
    def test_gives_the_session_a_new_key(self, robin):
        desk = Client()
        desk.get("/account/sign-in/?next=/search/")
        session = desk.session
        session["planted"] = "before"
        session.save()
        desk.cookies["upheld_session"] = before = session.session_key
        try_to_sign_in(client=desk)
        assert desk.cookies["upheld_session"].value != before
        assert not Session.objects.filter(session_key=before).exists()

    def test_lasts_no_longer_than_the_browser(self, desk):
        assert desk.cookies["upheld_session"]["max-age"] == ""


class TestASessionThatStandsStill:
    def test_ends_after_the_minutes_of_the_pack(self, desk):
        row = Session.objects.get()
        assert abs(row.expire_date - clock.now() - timedelta(minutes=30)) < timedelta(minutes=1)
        Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
        assert not is_in(desk)

    def test_is_not_kept_going_by_asking_how_long_there_is_left(self, desk):
        is_in(desk)
        with clock.freeze(clock.now() + timedelta(minutes=20)):
            assert 590 <= left(desk) <= 600
            assert 590 <= left(desk) <= 600

    def test_is_kept_going_by_looking_at_a_page(self, desk):
        is_in(desk)
        with clock.freeze(clock.now() + timedelta(minutes=20)):
            is_in(desk)
            assert left(desk) == 1800

    def test_is_kept_going_by_saying_so(self, desk):
        is_in(desk)
        with clock.freeze(clock.now() + timedelta(minutes=29)):
            assert desk.post("/account/session/stay/").status_code == 204
            assert left(desk) == 1800

    def test_writes_it_down_once_a_minute_at_most(self, desk):
        is_in(desk)
        before = Session.objects.get().session_data
        is_in(desk)
        assert Session.objects.get().session_data == before


class TestASessionThatNeverStandsStill:
    def test_ends_after_half_a_day(self, desk):
        is_in(desk)
        with clock.freeze(clock.now() + timedelta(hours=12, minutes=1)):
            assert not is_in(desk)


class TestWhatIsSentAfterTheEnd:
    @pytest.fixture
    def answer(self, desk):
        Session.objects.all().delete()
        form = {"csrfmiddlewaretoken": "x", "text": "Rosa rang about <b>her</b> letter.", "q": "one"}
        return desk.post("/account/security/sessions/end/", form, HTTP_REFERER="http://testserver/search/")

    def test_is_shown_so_that_it_can_be_kept(self, answer):
        assert answer.status_code == 403
        assert "Rosa rang about &lt;b&gt;her&lt;/b&gt; letter." in answer.content.decode()

    def test_leads_back_to_where_it_was_typed(self, answer):
        assert 'href="/account/sign-in/?next=/search/"' in answer.content.decode()


class TestAnAccountThatIsClosed:
    def test_is_out_at_once_everywhere(self, robin, desk):
        assert is_in(desk)
        close_account(account_id=robin, by=SYSTEM, at=AT)
        assert not is_in(desk)
        assert left(desk) == 0

    def test_leaves_others_in(self, robin, desk):
        somebody(SAM)
        other = Client()
        try_to_sign_in(SAM, client=other)
        close_account(account_id=robin, by=SYSTEM, at=AT)
        assert is_in(other)


class TestWhereOneIsSignedIn:
    @pytest.fixture
    def phone(self, desk):
        made = Client(
            headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile Safari/537.36"}
        )
        try_to_sign_in(client=made, at="198.51.100.7")
        return made

    def test_shows_each_browser_in_words(self, desk, phone):
        shown = desk.get(ACCOUNT).content.decode()
        assert "Chrome on an Android device" in shown
        assert "198.51.100.7" in shown

    def test_ends_one(self, desk, phone):
        other = phone.get(ACCOUNT).context["yours"].sessions[0].id
        desk.post("/account/security/sessions/end/", {"session": other})
        assert (is_in(desk), is_in(phone)) == (True, False)

    def test_ends_every_other(self, desk, phone):
        desk.post("/account/security/sessions/end/")
        assert (is_in(desk), is_in(phone)) == (True, False)

    def test_ends_all(self, desk, phone):
        desk.post("/account/security/sessions/end-all/")
        assert (is_in(desk), is_in(phone)) == (False, False)

    def test_ends_nobody_elses(self, desk, phone):
        somebody(SAM)
        other = Client()
        try_to_sign_in(SAM, client=other)
        theirs = other.get(ACCOUNT).context["yours"].sessions[0].id
        desk.post("/account/security/sessions/end/", {"session": theirs})
        assert is_in(other)

    def test_leaves_out_what_has_ended_already(self, desk, phone):
        Session.objects.filter(session_key=phone.cookies["upheld_session"].value).update(
            expire_date=clock.now() - timedelta(minutes=1)
        )
        assert len(desk.get(ACCOUNT).context["yours"].sessions) == 1
