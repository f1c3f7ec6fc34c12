"""An agency without the demonstration opens an office, takes people on, and they can sign in."""

import io

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import get_user_model

from upheld.cli import offices, staff
from upheld.cli.staff import PasswordIsWeak
from upheld.domains.access.queries import NoSuchAccount, get_viewer, the_service
from upheld.domains.workforce.queries import NoSuchOffice, get_officer, list_offices
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.policy import UnknownValue

pytestmark = pytest.mark.django_db

PASSPHRASE = "a long enough passphrase"


@pytest.fixture
def say(monkeypatch):
    """Run a command with these words, and type this password when it is asked for."""

    def _say(app, *words, typed=PASSPHRASE):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
        app(list(words), result_action="return_value")

    return _say


@pytest.fixture
def leith(say):
    """An office with one team."""
    say(offices.app, "open", "Leith", "--key", "leith")
    say(offices.app, "open-team", "Team 1", "--office", "leith")


def take_on(say, *more, **typed):
    say(
        staff.app, "take-on", "Ann Example", "--email", "Ann@Example.org", "--office", "leith", *more, **typed
    )


def account():
    return get_user_model().objects.get(email="ann@example.org")


@pytest.mark.usefixtures("leith")
class TestTakingSomeoneOn:
    def test_they_sign_in_with_their_password(self, say, client):
        take_on(say, "--team", "Team 1")
        assert client.login(email="ann@example.org", password=PASSPHRASE)

    def test_they_are_an_officer_of_their_team_and_trained(self, say):
        take_on(say, "--team", "Team 1", "--trained-for", "state-pension")
        viewer = get_viewer(account().pk, on=clock.today())
        officer = get_officer(account().pk, viewer=viewer, on=clock.today())
        assert (officer.team_name, [one.benefit for one in officer.training]) == ("Team 1", ["state-pension"])

    def test_a_weak_password_is_refused_and_nothing_is_kept(self, say):
        with pytest.raises(PasswordIsWeak, match="Nothing was kept"):
            take_on(say, "--team", "Team 1", typed="password")
        assert not get_user_model().objects.filter(email="ann@example.org").exists()

    def test_a_benefit_that_the_pack_does_not_have_is_refused_and_nothing_is_kept(self, say):
        with pytest.raises(UnknownValue):
            take_on(say, "--team", "Team 1", "--trained-for", "stamp-collecting")
        assert not get_user_model().objects.filter(email="ann@example.org").exists()


class TestAnOfficeThatIsNotThere:
    def test_the_message_says_how_to_see_those_that_are(self, say):
        with pytest.raises(NoSuchOffice, match="upheld offices list"):
            take_on(say)


@pytest.mark.usefixtures("leith")
class TestTheListOfOffices:
    def test_it_names_each_with_its_teams(self, say, capsys):
        say(offices.app, "list")
        shown = capsys.readouterr().out
        assert "leith" in shown
        assert "Team 1" in shown


def test_an_office_opens_once(say, leith):
    with pytest.raises(RuleBroken):
        say(offices.app, "open", "Leith", "--key", "leith")
    assert len(list_offices(viewer=the_service())) == 1


@pytest.mark.usefixtures("leith")
class TestSomeoneWhoLostTheirPhone:
    def test_signs_in_with_their_password_alone_again(self, say):
        take_on(say, "--team", "Team 1")
        TOTP.activate(account(), generate_totp_secret())
        assert is_mfa_enabled(account())
        say(staff.app, "remove-second-step", "ann@example.org")
        assert not is_mfa_enabled(account())

    def test_must_have_an_account(self, say):
        with pytest.raises(NoSuchAccount):
            say(staff.app, "remove-second-step", "nobody@example.org")
