"""The traps of linkage, one by one: who look alike and are two, and who look unlike and are one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations

import pytest

from upheld.insight.linkage.engine import Linked, link_records
from upheld.insight.linkage.evaluation import Evaluation
from upheld.insight.linkage.febrl import FEBRL, Febrl, evaluate_febrl
from upheld.insight.linkage.model import load_model
from upheld.insight.linkage.records import PersonRecord
from upheld.insight.linkage.scoring import decide, keys_of, score

ANN = PersonRecord(
    id="pensions-1",
    system="pensions",
    given_names="Annabel Rose",
    family_name="Hathersage",
    born_on=date(1961, 5, 17),
    national_insurance_number="ZC123456A",
    sex="F",
    address="12 Quarry Bank, Wexcombe",
    postcode="XW1 2AB",
    phone="01632 960123",
    email="annabel.hathersage@example.org",
)
BEN = replace(
    ANN,
    id="pensions-2",
    given_names="Benedict",
    born_on=date(1959, 11, 2),
    national_insurance_number="ZG654321B",
    sex="M",
    phone="07700 900456",
    email="ben.hathersage@example.org",
)
CLUELESS = replace(ANN, national_insurance_number="", phone="", email="")


def elsewhere(person: PersonRecord, **differing: object) -> PersonRecord:
    """The same person as the housing system holds them."""
    return replace(person, id=f"housing-of-{person.id}", system="housing", **differing)


def linked(*records: PersonRecord) -> Linked:
    """What comes of these records."""
    return link_records(records)


def together(*records: PersonRecord) -> set[frozenset[str]]:
    """Who was joined with whom."""
    members: dict[str, set[str]] = {}
    for row in linked(*records).clusters.to_pylist():
        members.setdefault(row["cluster"], set()).add(row["record_id"])
    return {frozenset(held) for held in members.values()}


def said_of(one: PersonRecord, other: PersonRecord) -> str:
    """What is done with two records, as when one has just arrived: link, review, apart or never compared."""
    model = load_model()
    if not keys_of(one, model) & keys_of(other, model):
        return "never compared"
    return decide(score(one, other, model), model).kind


def are_one(one: PersonRecord, other: PersonRecord) -> bool:
    """Whether two records are linked."""
    return said_of(one, other) == "link"


def are_apart(*records: PersonRecord) -> bool:
    """Whether none of these is linked with another."""
    return all(said_of(one, other) != "link" for one, other in combinations(records, 2))


class TestTwinsAtOneAddress:
    TWIN = replace(
        ANN, id="pensions-3", given_names="Arabella Jane", national_insurance_number="ZC123457A", email=""
    )

    def test_two_sisters_are_not_joined(self) -> None:
        assert are_apart(ANN, self.TWIN)

    def test_nor_when_no_number_is_held(self) -> None:
        assert are_apart(CLUELESS, replace(self.TWIN, national_insurance_number="", phone=""))

    def test_each_is_found_again_in_another_system(self) -> None:
        others = [elsewhere(ANN), elsewhere(self.TWIN)]

        assert together(ANN, self.TWIN, *others) == {
            frozenset({ANN.id, others[0].id}),
            frozenset({self.TWIN.id, others[1].id}),
        }


class TestFatherAndSonOfOneName:
    SON = replace(BEN, id="housing-4", system="housing", born_on=date(1987, 2, 24))

    def test_they_are_not_joined(self) -> None:
        assert are_apart(BEN, replace(self.SON, national_insurance_number="ZJ111222C", email=""))

    def test_nor_when_the_son_has_no_number_yet(self) -> None:
        assert are_apart(BEN, replace(self.SON, national_insurance_number=""))

    def test_nor_when_the_fathers_number_stands_for_the_son(self) -> None:
        assert are_apart(BEN, replace(self.SON, email="other@example.org", phone=""))


class TestSiblings:
    def test_they_are_not_joined(self) -> None:
        sister = replace(
            CLUELESS, id="housing-5", system="housing", given_names="Anna", born_on=date(1963, 7, 17)
        )

        assert are_apart(CLUELESS, sister)


class TestCarersWhoShareAPhone:
    def test_those_they_care_for_are_not_joined(self) -> None:
        carers = "07700 900999"
        others = [
            replace(
                BEN,
                id=f"housing-{number}",
                given_names=given,
                family_name=family,
                born_on=born,
                national_insurance_number="",
                phone=carers,
                email="",
                address="The Larches, Wexcombe",
            )
            for number, (given, family, born) in enumerate([
                ("Olive", "Tarn", date(1938, 1, 9)),
                ("Oliver", "Stone", date(1938, 9, 1)),
                ("Olive", "Marsh", date(1941, 1, 9)),
            ])
        ]  # fmt: skip

        assert are_apart(*others)


class TestDataEntryClones:
    def test_a_record_keyed_over_another_ones_is_not_joined_with_it(self) -> None:
        keyed_over = replace(
            BEN,
            id="pensions-6",
            given_names="Walter",
            family_name="Oakes",
            national_insurance_number="ZN333444D",
        )

        assert are_apart(BEN, keyed_over)

    def test_a_record_keyed_twice_is_one_person(self) -> None:
        assert are_one(BEN, replace(BEN, id="pensions-7"))


class TestATemporaryNumber:
    def test_those_who_share_it_are_not_joined(self) -> None:
        shared = "TN170561F"
        stranger = replace(
            ANN,
            id="housing-8",
            given_names="Meera",
            family_name="Joshi",
            national_insurance_number=shared,
            address="3 Orchard Rise, Tarnbridge",
            postcode="XW9 9PP",
            phone="",
            email="",
        )

        assert are_apart(replace(ANN, national_insurance_number=shared), stranger)

    def test_it_does_not_keep_a_person_apart_from_their_lasting_number(self) -> None:
        assert are_one(ANN, elsewhere(ANN, national_insurance_number="TN170561F"))


class TestAClerksNumber:
    def test_those_who_were_given_it_are_not_joined(self) -> None:
        strangers = [
            replace(
                ANN,
                id=f"housing-{number}",
                given_names=given,
                family_name=family,
                born_on=date(1950 + number, number + 2, 3),
                national_insurance_number="AB123456C",
                address=f"{number} Millrace Terrace",
                postcode=f"XW{number} 1AB",
                phone="",
                email="",
            )
            for number, (given, family) in enumerate([("Tom", "Rush"), ("Una", "Ford"), ("Vic", "Wade")])
        ]

        assert are_apart(*strangers)


class TestNamesByMarriage:
    def test_the_former_name_is_found_by_the_same_number(self) -> None:
        assert are_one(ANN, elsewhere(ANN, family_name="Oldcastle", email="", phone=""))

    def test_the_former_name_is_found_where_it_is_held(self) -> None:
        maiden = elsewhere(CLUELESS, family_name="Oldcastle")

        assert are_one(replace(CLUELESS, former_family_name="Oldcastle"), maiden)

    @pytest.mark.parametrize("name", ["Oldcastle-Hathersage", "Hathersage Oldcastle", "HATHERSAGE-OLDCASTLE"])
    def test_a_double_name_is_found_by_either_half(self, name: str) -> None:
        assert are_one(CLUELESS, elsewhere(CLUELESS, family_name=name))


class TestGivenNamesWrittenOtherwise:
    @pytest.mark.parametrize(
        ("one", "other"),
        [("William", "Bill"), ("Margaret", "Peggy"), ("Katarzyna", "Kasia"), ("Elizabeth Ann", "Liz")],
    )
    def test_a_nickname_is_the_same_person(self, one: str, other: str) -> None:
        assert are_one(replace(CLUELESS, given_names=one), elsewhere(CLUELESS, given_names=other))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("Mohammed", "Hussain"), ("Muhammad", "Hussein")),
            (("Yusuf", "Chowdhury"), ("Yousef", "Choudhury")),
            (("Siân", "Llewellyn"), ("Sian", "Llewelyn")),
            (("Małgorzata", "Wójcik"), ("Malgorzata", "Wojcik")),
            (("Mei-Ling", "Cheung"), ("Mei Ling", "Cheung")),
            (("Seán", "O'Brien"), ("Sean", "OBrien")),
        ],
    )
    def test_another_spelling_is_the_same_person(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        first = replace(CLUELESS, given_names=one[0], family_name=one[1])

        assert are_one(first, elsewhere(first, given_names=other[0], family_name=other[1]))

    def test_names_that_changed_places_are_the_same_person(self) -> None:
        assert are_one(CLUELESS, elsewhere(CLUELESS, given_names="Hathersage", family_name="Annabel"))

    def test_a_letter_mistyped_is_the_same_person(self) -> None:
        assert are_one(CLUELESS, elsewhere(CLUELESS, given_names="Anabel", family_name="Hathersgae"))

    def test_an_initial_with_the_number_is_the_same_person(self) -> None:
        assert are_one(ANN, elsewhere(ANN, given_names="A"))


class TestTheFirstOfJanuary:
    def test_two_of_one_common_name_and_year_are_not_joined_by_it(self) -> None:
        one = replace(CLUELESS, given_names="Mohammed", family_name="Khan", born_on=date(1970, 1, 1), sex="M")
        other = elsewhere(one, address="90 Tallow Lane, Skelmouth", postcode="ZZ9 9ZZ")

        assert are_apart(one, other)

    def test_it_does_not_keep_a_person_apart_from_their_birthday(self) -> None:
        assert are_one(ANN, elsewhere(ANN, born_on=date(1961, 1, 1)))


class TestAPartnersNumber:
    def test_the_couple_is_not_joined(self) -> None:
        assert are_apart(ANN, elsewhere(BEN, national_insurance_number=ANN.national_insurance_number))

    def test_the_couple_is_not_joined_by_way_of_it(self) -> None:
        entered = elsewhere(BEN, national_insurance_number=ANN.national_insurance_number)
        found = together(ANN, BEN, entered)

        assert not any({ANN.id, BEN.id} <= one for one in found)

    def test_somebody_is_asked_to_look(self) -> None:
        entered = elsewhere(BEN, national_insurance_number=ANN.national_insurance_number)
        found = linked(ANN, entered)

        assert found.doubtful.num_rows == 1


class TestTheReturnedDuplicate:
    def test_who_comes_again_under_a_new_reference_is_linked(self) -> None:
        assert are_one(
            ANN, replace(ANN, id="pensions-9", address="3 Orchard Rise, Tarnbridge", postcode="XW4 4CD")
        )

    def test_it_is_linked_to_the_cluster_that_is_there(self) -> None:
        again = replace(ANN, id="pensions-9", phone="", email="")

        assert len(together(ANN, elsewhere(ANN), again)) == 1


class TestTheOrderOfRecords:
    def test_it_changes_nothing(self) -> None:
        records: Sequence[PersonRecord] = [
            ANN,
            BEN,
            elsewhere(ANN),
            elsewhere(BEN),
            TestTwinsAtOneAddress.TWIN,
        ]

        assert together(*records) == together(*reversed(records))


@cache
def febrl(name: Febrl) -> Evaluation:
    """What one of the public sets comes to, with a model estimated on it without its truth."""
    return evaluate_febrl(name, load_model(), on=date(2026, 11, 22))


@pytest.mark.parametrize("name", FEBRL)
class TestFebrl:
    def test_nobody_is_mixed_with_another(self, name: Febrl) -> None:
        assert febrl(name).clusters_mixed == 0

    def test_nearly_everybody_is_found(self, name: Febrl) -> None:
        assert (febrl(name).f1 or 0) >= {"febrl3": 0.9995, "febrl4": 0.9985}[name]
