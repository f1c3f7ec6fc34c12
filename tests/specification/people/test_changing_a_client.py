from datetime import date

import pytest

from tests.builders.access import a_grant, an_account
from tests.builders.people import AT, OFFICE, TODAY, client, reader_in
from upheld.domains.people import commands
from upheld.domains.people.commands import add_address, change_needs, correct_name, register_client
from upheld.domains.people.queries import ClientChangedMeanwhile, Needs, NoSuchRepresentative, get_client
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

ACT = {"by": SYSTEM, "at": AT}


def read(client_id):
    return get_client(viewer=reader_in(OFFICE), client_id=client_id, on=TODAY)


def kinds(client_id) -> list[str]:
    rows = EventRow.objects.filter(stream=f"client:{client_id}").order_by("number")
    return [row.kind.partition(".")[2] for row in rows]


class TestWhenAClientIsRegistered:
    def test_it_is_announced_without_personal_data(self):
        ada = client("Okafor", "Ada", born_on=date(1980, 2, 1))
        [row] = EventRow.objects.filter(stream=f"client:{ada}")
        assert row.facts == {"client_id": str(ada), "system": ""}

    @pytest.mark.parametrize(
        "facts",
        [
            {"offices": []},
            {"national_insurance_number": "QQ123456C"},
            {"born_on": date(2030, 1, 1)},
            {"born_on": date(1980, 1, 1), "died_on": date(1970, 1, 1)},
            {"needs": Needs(format="smoke_signals")},
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, facts):
        with pytest.raises(RuleBroken) as refusal:
            register_client(**{"offices": [OFFICE], **ACT, **facts})
        assert str(refusal.value).endswith((".", "?"))


class TestTheTwoEditors:
    def test_a_stale_edit_is_refused_and_shows_both_versions(self):
        ada = client("Okafor", "Ada")
        someone = an_account()
        a_grant(someone, office_id=OFFICE)
        theirs, yours = Needs(format="large_print"), Needs(format="braille", note="Ring twice.")
        change_needs(client_id=ada, needs=theirs, version=1, by=someone, at=AT)
        with pytest.raises(ClientChangedMeanwhile) as refusal:
            change_needs(client_id=ada, needs=yours, version=1, **ACT)
        lost = refusal.value
        assert (lost.yours, lost.theirs, lost.changed_by, lost.version) == (yours, theirs, someone, 2)

    def test_the_edit_goes_in_once_the_new_version_was_seen(self):
        ada = client("Okafor", "Ada")
        change_needs(client_id=ada, needs=Needs(format="large_print"), version=1, **ACT)
        assert change_needs(client_id=ada, needs=Needs(format="braille"), version=2, **ACT) == 3
        assert read(ada).needs.format == "braille"

    def test_sending_the_same_twice_is_no_conflict(self):
        ada, needs = client("Okafor", "Ada"), Needs(format="large_print")
        for _ in range(2):
            assert change_needs(client_id=ada, needs=needs, version=1, **ACT) == 2
        assert kinds(ada) == ["ClientRegistered", "NeedsChanged"]


class TestWhenANameIsCorrected:
    def test_the_one_before_is_kept(self):
        ada = client("Okafor", "Ada")
        correct_name(client_id=ada, family_name="Mensah", given_names="Ada", since=date(2026, 1, 5), **ACT)
        [other] = read(ada).other_names
        assert (read(ada).name, other.name, other.kind) == ("Ada Mensah", "Ada Okafor", "earlier")
        assert other.ends_on == date(2026, 1, 5)

    def test_a_client_whose_name_was_not_held_gets_one(self):
        nobody = client()
        correct_name(client_id=nobody, family_name="Mensah", given_names="", **ACT)
        assert (read(nobody).name, read(nobody).other_names) == ("Mensah", ())


class TestWhenAnAddressIsAdded:
    def test_the_one_before_ends(self):
        ada = client("Okafor", "Ada")
        add_address(client_id=ada, lines=["1 Low Road"], postcode="ab12cd", **ACT)
        add_address(client_id=ada, lines=["2 High Road", ""], postcode="SW1A1AA", **ACT)
        record = read(ada)
        assert [one.text for one in record.addresses] == ["2 High Road, SW1A 1AA"]
        assert [one.text for one in record.earlier_addresses] == ["1 Low Road, AB1 2CD"]


class TestWhenSomeoneSpeaksForAClient:
    def test_they_no_longer_do_from_the_day_that_it_ends(self):
        ada = client("Okafor", "Ada")
        ben = commands.add_representative(client_id=ada, name="Ben Lee", kind="appointee", **ACT)
        commands.end_representative(client_id=ada, representative_id=ben, ends_on=TODAY, **ACT)
        assert (read(ada).representatives, read(ada).earlier_representatives[0].name) == ((), "Ben Lee")
        with pytest.raises(NoSuchRepresentative):
            commands.end_representative(client_id=ada, representative_id=ben, ends_on=TODAY, **ACT)

    def test_phones_and_emails_are_kept_apart(self):
        ada = client("Okafor", "Ada")
        for way, value in (("phone", "0161 496 0000"), ("email", "ada@example.org")):
            commands.add_contact_point(client_id=ada, way=way, value=value, **ACT)
        record = read(ada)
        assert (record.phones[0].value, record.emails[0].value) == ("0161 496 0000", "ada@example.org")
