from datetime import date, timedelta

import pytest

from tests.builders.linking import ADA, BEN, TWIN, arrive, client_of, decide, grouped, link_of, pairs, said
from tests.builders.people import EXTRACT
from upheld.domains.people.models import Client, Link, LinkKey
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

LATER = EXTRACT + timedelta(days=30)
ELSEWHERE = {**BEN, "extract_on": LATER}
"""The record of one person now says that it is somebody else: a reference was given away again."""


def keys_of(reference: str) -> set[int]:
    return set(LinkKey.objects.filter(record__reference=reference).values_list("key", flat=True))


class TestWhenWhatARecordSaysChanges:
    def test_its_keys_are_replaced(self):
        arrive(said("D-1", ADA))
        before = keys_of("D-1")
        arrive(said("D-1", ADA, postcode="TR1 2AB", extract_on=LATER))
        assert keys_of("D-1") != before
        arrive(said("D-2", ADA))
        assert keys_of("D-1") != keys_of("D-2") == before

    def test_its_link_is_written_anew_with_the_evidence_of_now_and_the_old_one_is_kept(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", ADA), system="pensions")
        before = link_of("P-1")
        arrive(said("P-1", ADA, phone="", extract_on=LATER), system="pensions")
        before.refresh_from_db()
        assert (before.ended_because, link_of("P-1").client_id) == ("changed", before.client_id)
        assert link_of("P-1").weight < before.weight

    def test_what_says_the_same_for_linking_keeps_its_link(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", ADA), system="pensions")
        before = link_of("P-1")
        arrive(said("P-1", ADA, format="braille", extract_on=LATER), system="pensions")
        assert link_of("P-1") == before


class TestWhenItWouldNoLongerBeLinked:
    @pytest.fixture(autouse=True)
    def _linked_and_then_about_someone_else(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", ADA), system="pensions")
        self.counts = arrive(said("P-1", ELSEWHERE), system="pensions")

    def test_the_link_stays_until_a_person_decides(self):
        assert grouped() == {frozenset({"D-1", "P-1"})}

    def test_a_person_is_asked(self):
        assert (self.counts.updated, self.counts.doubtful) == (1, 1)
        assert pairs() == {(frozenset({"D-1", "P-1"}), "links_no_longer", "waiting")}

    def test_it_is_settled_when_the_system_puts_it_right(self):
        arrive(said("P-1", ADA, extract_on=LATER + timedelta(days=1)), system="pensions")
        assert pairs() == {(frozenset({"D-1", "P-1"}), "links_no_longer", "settled")}
        assert EventRow.objects.filter(kind="people.DoubtfulPairSettled").count() == 1

    def test_what_is_settled_waits_again_when_it_goes_wrong_again(self):
        arrive(said("P-1", ADA, extract_on=LATER + timedelta(days=1)), system="pensions")
        arrive(said("P-1", {**ELSEWHERE, "extract_on": LATER + timedelta(days=2)}), system="pensions")
        assert pairs() == {(frozenset({"D-1", "P-1"}), "links_no_longer", "waiting")}


class TestWhenAPersonSaidToWhomItBelongs:
    def test_same_is_not_asked_again(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", ADA), system="pensions")
        decide("D-1", "P-1", "same")
        assert arrive(said("P-1", ELSEWHERE), system="pensions").doubtful == 0

    def test_a_link_that_an_officer_made_is_not_asked_about(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", ADA), system="pensions")
        Link.objects.filter(record__reference="P-1").update(maker="officer")
        assert arrive(said("P-1", ELSEWHERE), system="pensions").doubtful == 0


class TestWhenItIsNowLikeAnotherClient:
    def test_the_two_are_not_joined_a_person_compares_them(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", BEN), system="pensions")
        counts = arrive(said("P-1", ADA, extract_on=LATER), system="pensions")
        assert (counts.doubtful, Client.objects.count()) == (1, 2)
        assert pairs() == {(frozenset({"D-1", "P-1"}), "joins_two", "waiting")}

    def test_different_stays_different(self):
        arrive(said("D-1", ADA), said("D-2", TWIN))
        decide("D-1", "D-2", "different")
        counts = arrive(said("D-2", ADA, extract_on=LATER))
        assert (counts.doubtful, client_of("D-1") != client_of("D-2")) == (0, True)

    def test_it_is_settled_when_nothing_is_alike_any_more(self):
        arrive(said("D-1", ADA))
        arrive(said("P-1", ADA, born_on=date(1953, 2, 7), national_insurance_number=None), system="pensions")
        assert {state for _, _, state in pairs()} == {"waiting"}
        arrive(said("P-1", ELSEWHERE), system="pensions")
        assert {state for _, _, state in pairs()} == {"settled"}


class TestWhenManyChangeAtOnce:
    def test_the_number_of_queries_does_not_grow_with_them(self, django_assert_max_num_queries):
        rows = [said(f"D-{n}", somebody(n)) for n in range(120)]
        with django_assert_max_num_queries(16):
            arrive(*rows)
        later = [said(f"D-{n}", somebody(n), title="Dr", extract_on=LATER) for n in range(120)]
        with django_assert_max_num_queries(36):
            assert arrive(*later).updated == 120


def somebody(n: int) -> dict[str, object]:
    """One of many people who have nothing in common."""
    syllables = ("ba", "do", "fi", "gu", "ka", "le", "mo", "ni", "pu", "ra", "se", "to")
    name = "".join(syllables[(n * step + step) % 12] for step in (1, 5, 7)) + str(n)
    return {
        "family_name": name,
        "given_names": name[::-1],
        "born_on": date(1920 + n % 80, 1 + n % 12, 1 + n % 28),
    }
