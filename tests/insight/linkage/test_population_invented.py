"""The invented population is as documented: its faults, its households, and the same again from one seed."""

import json
from functools import cache

import pyarrow as pa
import pytest

from benchmarks.population.faults import FAULTS
from benchmarks.population.holdings import AGE_GROUPS, SYSTEMS
from benchmarks.population.making import make_population
from benchmarks.population.vocabulary import vocabulary
from upheld.insight.linkage.files import complete
from upheld.insight.linkage.records import COLUMNS


@cache
def population(seed: int = 1, systems: int = 4) -> pa.Table:
    """Twenty thousand records."""
    return make_population(records=20_000, systems=systems, seed=seed)


def counted(fault: str) -> tuple[int, int]:
    """How many records a fault befell, and how many it could have."""
    befell, could = json.loads(population().schema.metadata[b"faults"])[fault]
    return befell, could


def number_of_truths(column: str, *, where: str = "") -> dict[str, set[str]]:
    """For each value of a column, the people whose records hold it."""
    found: dict[str, set[str]] = {}
    for row in population().select([column, "truth"]).to_pylist():
        if row[column] and row[column].startswith(where):
            found.setdefault(row[column], set()).add(row["truth"])
    return found


class TestAPopulation:
    def test_it_has_as_many_records_as_were_asked_for(self) -> None:
        assert population().num_rows == 20_000

    def test_it_is_the_same_for_the_same_seed(self) -> None:
        again = make_population(records=300, seed=7)

        assert again.equals(make_population(records=300, seed=7), check_metadata=True)
        assert not again.equals(make_population(records=300, seed=8))

    def test_it_has_the_columns_of_a_file_and_the_truth_beside_them(self) -> None:
        about = ["truth", "name_origin", "age_group", "true_sex"]

        assert population().column_names == [*COLUMNS, *about]

    def test_it_can_be_read_as_a_file_of_records(self) -> None:
        assert complete(population()).num_rows == 20_000

    def test_each_record_has_a_reference_of_its_own_that_does_not_tell_whose_it_is(self) -> None:
        rows = population().select(["record_id", "truth"]).slice(0, 500).to_pylist()

        assert len({row["record_id"] for row in population().to_pylist()}) == 20_000
        assert not any(row["truth"].removeprefix("p") in row["record_id"].split("-") for row in rows)


class TestItsPeople:
    def test_most_have_more_than_one_record_and_none_has_very_many(self) -> None:
        sizes = [len(records) for records in by_person().values()]

        assert 1.4 < sum(sizes) / len(sizes) < 2
        assert max(sizes) <= 2 * 4

    def test_every_origin_of_names_has_about_its_share(self) -> None:
        rows = population()["name_origin"].to_pylist()

        for origin in vocabulary().origins:
            assert rows.count(origin.key) / len(rows) == pytest.approx(origin.share, abs=0.02)

    def test_they_are_of_every_age_and_both_sexes(self) -> None:
        assert set(population()["age_group"].to_pylist()) == set(AGE_GROUPS)
        assert population()["true_sex"].to_pylist().count("F") == pytest.approx(10_400, abs=800)

    def test_each_has_one_origin_age_group_and_sex_in_all_records(self) -> None:
        for records in by_person().values():
            assert len({(one["name_origin"], one["age_group"], one["true_sex"]) for one in records}) == 1

    def test_some_share_a_home_a_birthday_and_a_family_name(self) -> None:
        seen: dict[tuple[object, ...], set[str]] = {}
        for row in population().to_pylist():
            key = (row["address"], row["born_on"], row["family_name"])
            seen.setdefault(key, set()).add(row["truth"])

        assert sum(len(people) > 1 for people in seen.values()) >= 2

    def test_some_share_a_phone(self) -> None:
        assert sum(len(people) > 1 for people in number_of_truths("phone").values()) > 150


class TestItsFaults:
    @pytest.mark.parametrize("fault", [name for name in FAULTS if name != "names.swapped"])
    def test_each_is_about_as_frequent_as_documented(self, fault: str) -> None:
        befell, could = counted(fault)
        expected = FAULTS[fault].rate * could

        assert could > 0
        assert befell == pytest.approx(expected, abs=0.35 * expected + 4 * expected**0.5 + 1)

    def test_names_change_places_most_where_the_family_name_is_said_first(self) -> None:
        swapped = {origin.key: origin.swapped for origin in vocabulary().origins}

        assert max(swapped, key=swapped.__getitem__) == "chinese"
        assert 60 < counted("names.swapped")[0] < 300

    def test_a_number_belongs_to_one_person_but_for_partners_clerks_and_slips(self) -> None:
        people = number_of_truths("national_insurance_number")
        lasting = [held for number, held in people.items() if not number.startswith("TN")]

        assert 0 < sum(len(held) > 1 for held in lasting) / len(lasting) < 0.01

    def test_a_clerks_number_is_shared_by_several(self) -> None:
        people = number_of_truths("national_insurance_number", where="AB1234")

        assert max(len(held) for held in people.values()) > 1

    def test_each_system_leaves_numbers_out_as_often_as_documented(self) -> None:
        for system in SYSTEMS[:4]:
            grown = [
                one["national_insurance_number"]
                for one in population().to_pylist()
                if one["system"] == system.name and one["age_group"] != "under 16"
            ]
            without = sum(not number or number.startswith("TN") for number in grown) / len(grown)
            assert without == pytest.approx(system.without_number, abs=0.015)


@cache
def by_person() -> dict[str, list[dict[str, object]]]:
    """The records of each person."""
    found: dict[str, list[dict[str, object]]] = {}
    for row in population().to_pylist():
        found.setdefault(row["truth"], []).append(row)
    return found
