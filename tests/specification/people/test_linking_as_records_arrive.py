from datetime import date

import pytest

from tests.builders.linking import ADA, BEN, TWIN, arrive, client_of, decide, grouped, link_of, pairs, said
from tests.builders.people import client
from upheld.domains.people.models import Client, Link, LinkKey, SourceRecord
from upheld.domains.people.queries import ImportCounts
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

NOT_SURE = {**ADA, "national_insurance_number": "", "born_on": date(1953, 2, 7), "phone": "", "email": ""}
"""Her name at her address, born on quite another day: her cousin, perhaps, or a slip."""


class TestWhenTheRecordIsOfSomebodyHeld:
    def test_it_is_linked_although_its_number_is_not_held(self):
        arrive(said("D-1", ADA))
        row = said("P-1", ADA, national_insurance_number=None, given_names="Xanthipe")
        assert arrive(row, system="pensions") == ImportCounts(linked=1)
        assert grouped() == {frozenset({"D-1", "P-1"})}

    def test_the_link_says_what_it_stands_on(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", ADA), system="pensions")
        link = link_of("P-1")
        assert (link.maker, link.model_version, link.compared_with.reference) == ("arrival", "2026.1", "D-1")
        assert link.weight > 20
        assert {"name.same", "born.same", "number.same"} <= {level for _, level, _ in link.evidence}

    def test_a_client_registered_by_hand_is_found_by_number_and_birth(self):
        by_hand = client("Quillfeather", "Xanthippe", born_on=ADA["born_on"],
                         national_insurance_number=ADA["national_insurance_number"])  # fmt: skip
        assert arrive(said("D-1", ADA)) == ImportCounts(linked=1)
        assert (client_of("D-1"), link_of("D-1").maker) == (by_hand, "number")

    def test_two_in_one_batch_are_linked_to_each_other(self):
        assert arrive(said("D-1", ADA), said("D-2", ADA, phone="")) == ImportCounts(new_clients=1, linked=1)
        assert (link_of("D-1").maker, link_of("D-2").maker) == ("first", "arrival")


class TestWhenTheRecordIsOfNobodyHeld:
    def test_a_client_is_registered(self):
        arrive(said("D-1", ADA))
        assert arrive(said("D-2", BEN)) == ImportCounts(new_clients=1)
        assert grouped() == {frozenset({"D-1"}), frozenset({"D-2"})}

    def test_no_key_can_be_read_or_made_without_the_secret(self, settings):
        arrive(said("D-1", ADA))
        keys = set(LinkKey.objects.values_list("key", flat=True))
        settings.SECRET_KEY = "another" * 9
        arrive(said("D-2", ADA))
        assert len(keys) > 4
        assert keys.isdisjoint(LinkKey.objects.filter(record__reference="D-2").values_list("key", flat=True))


class TestWhenItIsDoubtful:
    def test_a_new_client_is_registered_and_a_person_compares_them(self):
        arrive(said("D-1", ADA))
        assert arrive(said("P-1", NOT_SURE), system="pensions") == ImportCounts(new_clients=1, doubtful=1)
        [(both, _, state)] = pairs()
        assert (both, state) == ({"D-1", "P-1"}, "waiting")

    def test_the_event_tells_of_ids_only(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", NOT_SURE), system="pensions")
        event = EventRow.objects.get(kind="people.DoubtfulPairFound")
        assert event.facts.keys() == {"pair_id"}

    def test_a_twin_is_not_taken_for_her_sister(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", TWIN), system="pensions")
        assert grouped() == {frozenset({"D-1"}), frozenset({"P-1"})}

    def test_one_pair_waits_for_two_clients_however_many_records_they_have(self):
        arrive(said("D-1", ADA), said("D-2", ADA))
        arrive(said("P-1", NOT_SURE), said("P-2", NOT_SURE), system="pensions")
        assert len(pairs()) == 1


class TestWhenTwoClientsMatch:
    """One is known by name and birth, one by number and family name: a third record is like both."""

    @pytest.fixture(autouse=True)
    def _two_clients_who_turn_out_alike(self):
        nameless = {**BEN, "given_names": "", "family_name": "", "postcode": "", "born_on": ADA["born_on"]}
        arrive(said("D-1", ADA, national_insurance_number=None))
        arrive(said("P-1", nameless, national_insurance_number="AB717273C"), system="pensions")
        assert (len(grouped()), pairs()) == (2, set())
        arrive(said("C-1", ADA), system="carers-and-families")

    def test_it_joins_the_one_it_is_most_like(self):
        assert grouped() == {frozenset({"D-1", "C-1"}), frozenset({"P-1"})}

    def test_the_two_are_not_joined_a_person_compares_them(self):
        assert pairs() == {(frozenset({"P-1", "C-1"}), "joins_two", "waiting")}


class TestWhenOneSystemHoldsTwoNumbers:
    def test_a_record_between_them_does_not_bring_them_together(self):
        common = {"family_name": "Smith", "given_names": "John", "born_on": ADA["born_on"]}
        arrive(said("D-1", common, national_insurance_number="AB717273C"))
        arrive(said("P-1", common), system="pensions")
        arrive(said("D-2", common, national_insurance_number="CE112233A"))
        assert grouped() == {frozenset({"D-1", "P-1"}), frozenset({"D-2"})}
        assert {why for both, why, _ in pairs() if "D-2" in both} == {"would_join_unlike"}


class TestWhatAPersonDecided:
    def test_different_is_not_asked_again_through_another_record(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", NOT_SURE), system="pensions")
        decide("D-1", "P-1", "different")
        arrive(said("C-1", NOT_SURE), system="carers-and-families")
        assert client_of("C-1") == client_of("P-1")
        assert pairs(state="waiting") == set()

    def test_the_returned_duplicate(self):
        """A person merged yesterday is not created again by today's import."""
        arrive(said("D-1", ADA))
        arrive(said("P-1", NOT_SURE), system="pensions")
        absorbed, stays = client_of("P-1"), client_of("D-1")
        decide("D-1", "P-1", "same")
        SourceRecord.objects.filter(reference="P-1").update(client=stays)
        Link.objects.filter(record__reference="P-1").update(client=stays)
        Client.objects.filter(id=absorbed).update(merged_into=stays)
        again = arrive(said("P-1", NOT_SURE), system="pensions")
        renamed = arrive(said("P-7", NOT_SURE), system="pensions")
        assert (again, renamed) == (ImportCounts(unchanged=1), ImportCounts(linked=1))
        assert client_of("P-7") == stays

    def test_a_client_by_hand_who_was_found_to_be_another_leads_to_that_one(self):
        arrive(said("D-1", NOT_SURE))
        number = ADA["national_insurance_number"]
        by_hand = client("Quillfeather", "X", born_on=ADA["born_on"], national_insurance_number=number)
        Client.objects.filter(id=by_hand).update(merged_into=client_of("D-1"))
        arrive(said("P-1", {**BEN, "national_insurance_number": number, "born_on": ADA["born_on"]}))
        assert client_of("P-1") == client_of("D-1")


class TestWhenAnExtractComesAgain:
    def test_no_link_key_pair_or_event_changes(self):
        rows = [said("D-1", ADA), said("D-2", TWIN), said("D-3", NOT_SURE), said("D-4", BEN)]
        arrive(*rows)
        before = held()
        assert arrive(*rows) == ImportCounts(unchanged=4)
        assert held() == before


def held() -> list[object]:
    """Everything that linking keeps."""
    return [
        list(Link.objects.order_by("id").values()),
        list(LinkKey.objects.order_by("record", "key").values("key", "record")),
        pairs(),
        EventRow.objects.count(),
    ]
