"""Who may use a page, and what a refusal from within becomes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse
from django.urls import URLResolver, get_resolver

from upheld.domains.access.queries import NoSuchAccount, NotYoursToDo, Role, Viewer
from upheld.kernel.identifiers import new_id
from upheld.web.doors import ADMINISTRATORS, ANYONE, LEADERS, OFFICERS, SIGNED_IN, ReadingWrote, button, page


class SignedIn:
    is_authenticated = True

    def __init__(self):
        self.pk = new_id()


@pytest.fixture
def asking(rf):
    def ask(view, *roles: Role, method: str = "get", user=None):
        request = getattr(rf, method)("/somewhere/?tab=2")
        request.user = user or SignedIn()
        request.viewer = Viewer(account_id=new_id(), roles=frozenset(roles))
        return view(request)

    return ask


def says_yes(request):
    return HttpResponse("yes")


def raising(error):
    def view(request):
        raise error

    return view


class TestSomeoneOfTheRoleThatAPageIsFor:
    def test_sees_it(self, asking):
        assert asking(page(for_=OFFICERS)(says_yes), Role.OFFICER).status_code == 200

    def test_needs_only_one_of_the_roles_named(self, asking):
        assert asking(page(for_=OFFICERS | LEADERS)(says_yes), Role.TEAM_LEADER).status_code == 200

    def test_leaves_no_copy_of_it_in_the_browser(self, asking):
        answer = asking(page(for_=OFFICERS)(says_yes), Role.OFFICER)
        assert "no-store" in answer["Cache-Control"]


class TestSomeoneOfAnotherRole:
    def test_is_refused(self, asking):
        with pytest.raises(PermissionDenied):
            asking(page(for_=ADMINISTRATORS)(says_yes), Role.OFFICER)

    def test_sees_what_is_for_everyone_who_signed_in(self, asking):
        assert asking(page(for_=SIGNED_IN)(says_yes)).status_code == 200


class TestSomeoneWhoHasNotSignedIn:
    def test_signs_in_first_and_then_comes_back(self, asking):
        answer = asking(page(for_=OFFICERS)(says_yes), user=AnonymousUser())
        assert answer.url == "/account/sign-in/?next=/somewhere/%3Ftab%3D2"

    def test_comes_to_the_first_page_when_they_pressed_a_button(self, asking):
        answer = asking(button(for_=OFFICERS)(says_yes), method="post", user=AnonymousUser())
        assert answer.url == "/account/sign-in/?next=/"

    def test_sees_what_is_for_anyone(self, asking):
        assert asking(page(for_=ANYONE)(says_yes), user=AnonymousUser()).status_code == 200


class TestTheMethodOfARequest:
    def test_of_a_page_that_is_only_read_is_get(self, asking):
        assert asking(page(for_=OFFICERS)(says_yes), Role.OFFICER, method="post").status_code == 405

    def test_of_a_button_is_post(self, asking):
        assert asking(button(for_=OFFICERS)(says_yes), Role.OFFICER).status_code == 405


class TestARefusalFromWithin:
    def test_of_something_missing_is_a_page_not_found(self, asking):
        with pytest.raises(Http404, match="no such account"):
            asking(page(for_=OFFICERS)(raising(NoSuchAccount())), Role.OFFICER)

    def test_of_another_persons_work_is_forbidden(self, asking):
        with pytest.raises(PermissionDenied, match="Ask your team leader"):
            asking(page(for_=OFFICERS)(raising(NotYoursToDo())), Role.OFFICER)


@pytest.mark.django_db
class TestAPageThatIsOnlyRead:
    def test_cannot_write(self, asking):
        def writes(request):
            with connection.cursor() as cursor:
                cursor.execute("UPDATE access_account SET name = ''")

        with pytest.raises(ReadingWrote):
            asking(page(for_=OFFICERS)(writes), Role.OFFICER)


class TestEveryRoute:
    def test_says_who_may_use_it(self):
        silent = [name for name, view in _routes(get_resolver()) if not hasattr(view, "who_may_use")]
        assert silent == []


def _routes(resolver: URLResolver, prefix: str = ""):
    for pattern in resolver.url_patterns:
        name = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, name)
        else:
            yield name, pattern.callback
