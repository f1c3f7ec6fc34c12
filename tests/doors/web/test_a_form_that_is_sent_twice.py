"""A form that is sent twice is done once."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse, HttpResponseRedirect

from upheld.kernel.identifiers import new_id
from upheld.web.once import once

pytestmark = pytest.mark.django_db


class SignedIn:
    is_authenticated = True
    pk = new_id()


@pytest.fixture
def send(rf):
    def send_form(view, key=None, user=None):
        request = rf.post("/note/", {"once": str(key)} if key else {})
        request.user = user or SignedIn()
        request.session = {}
        request._messages = FallbackStorage(request)
        return once(request, lambda: view())

    return send_form


@pytest.fixture
def saving():
    def save():
        save.times += 1
        return HttpResponseRedirect("/case/1/")

    save.times = 0
    return save


class TestAFormThatWasSaved:
    def test_is_not_saved_again_and_leads_to_the_same_page(self, send, saving):
        key = new_id()
        assert [send(saving, key).url, send(saving, key).url] == ["/case/1/", "/case/1/"]
        assert saving.times == 1

    def test_does_not_stop_another_one(self, send, saving):
        send(saving, new_id())
        send(saving, new_id())
        assert saving.times == 2

    def test_tells_nothing_to_another_person(self, send, saving):
        other, key = SignedIn(), new_id()
        other.pk = new_id()
        send(saving, key)
        assert send(saving, key, user=other).url == "/"


class TestAFormWithMistakes:
    def test_can_be_sent_again(self, send, saving):
        key = new_id()
        send(lambda: HttpResponse("There is a problem"), key)
        assert send(saving, key).url == "/case/1/"

    def test_can_be_sent_again_after_our_own_fault(self, send, saving):
        def fails():
            raise ZeroDivisionError

        key = new_id()
        with pytest.raises(ZeroDivisionError):
            send(fails, key)
        assert send(saving, key).url == "/case/1/"


class TestAFormWithoutAKey:
    def test_is_done_each_time(self, send, saving):
        send(saving)
        send(saving)
        assert saving.times == 2
