"""A whole population is linked, whatever the order, and clusters that contradict themselves are not made."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upheld.insight.linkage.clustering import Edge, rebuild
from upheld.insight.linkage.engine import Linked, NoRecords, link_records, table_of
from upheld.insight.linkage.model import load_model
from upheld.insight.linkage.records import PersonRecord

ANN = PersonRecord(
    id="a",
    system="one",
    given_names="Annabel",
    family_name="Wexcombe",
    born_on=date(1961, 5, 17),
    national_insurance_number="ZC123456A",
    sex="F",
    address="12 Quarry Bank",
    postcode="XW1 2AB",
    phone="01632 960123",
)
BARE = replace(ANN, national_insurance_number="", phone="")
TWIN = replace(BARE, given_names="Rosalind")
VARIANTS = [
    ANN,
    BARE,
    TWIN,
    replace(ANN, given_names="Wexcombe", family_name="Annabel"),
    replace(BARE, given_names="A"),
    replace(TWIN, address="", postcode="", given_names="R"),
    replace(BARE, born_on=date(1961, 5, 18)),
    replace(BARE, born_on=None),
    replace(ANN, national_insurance_number="ZG654321B"),
    replace(ANN, given_names="Benedict", born_on=date(1932, 1, 1), sex="M"),
    replace(ANN, died_on=date(2020, 3, 4)),
    replace(ANN, died_on=date(2011, 9, 8)),
]
POPULATIONS = st.lists(st.sampled_from(VARIANTS), min_size=2, max_size=8).map(
    lambda chosen: [replace(record, id=f"r{place}") for place, record in enumerate(chosen)]
)


def groups(linked: Linked) -> set[frozenset[str]]:
    """Who is joined with whom."""
    found: dict[str, set[str]] = {}
    for record, cluster in zip(
        *(linked.clusters[name].to_pylist() for name in ("record_id", "cluster")), strict=True
    ):
        found.setdefault(cluster, set()).add(record)
    return {frozenset(group) for group in found.values()}


def untidy(record: PersonRecord) -> PersonRecord:
    """The same record in another hand."""
    return replace(
        record,
        given_names=f"  {record.given_names.upper()} ",
        family_name=record.family_name.lower().replace("e", "é"),
        postcode=record.postcode.replace(" ", "").lower(),
        address=record.address.upper().replace(" ", "  "),
    )


class TestWhateverTheHand:
    @settings(max_examples=6, deadline=None)
    @given(POPULATIONS, st.randoms(use_true_random=False))
    def test_order_case_spaces_and_accents_change_nothing(
        self, records: list[PersonRecord], chance: Random
    ) -> None:
        other = [untidy(record) for record in records]
        chance.shuffle(other)
        assert groups(link_records(other)) == groups(link_records(records))

    @settings(max_examples=6, deadline=None)
    @given(POPULATIONS, st.integers(0, 7))
    def test_an_exact_duplicate_changes_nobody_elses_links(
        self, records: list[PersonRecord], which: int
    ) -> None:
        again = replace(records[which % len(records)], id="again")
        without = {group - {"again"} for group in groups(link_records([*records, again]))} - {frozenset()}
        assert without == groups(link_records(records))


class TestTwins:
    def test_a_record_with_an_initial_that_fits_both_goes_to_a_person(self) -> None:
        twins = [replace(BARE, id="1"), replace(BARE, id="2", given_names="Agatha")]
        linked = link_records([*twins, replace(BARE, id="3", given_names="A")])
        assert len(groups(linked)) == 3
        assert "fits_two" in linked.doubtful["why"].to_pylist()


class TestTwoDeaths:
    def test_they_are_never_joined_through_a_third_record(self) -> None:
        dead = [
            replace(ANN, id="1", died_on=date(2011, 9, 8)),
            replace(ANN, id="2", died_on=date(2020, 3, 4)),
        ]
        linked = link_records([*dead, replace(ANN, id="3", system="two")])
        assert not any({"1", "2"} <= group for group in groups(linked))
        assert linked.doubtful.num_rows > 0


class TestFiles:
    def test_columns_may_be_missing_and_dates_only_years(self, tmp_path: Path) -> None:
        file = tmp_path / "records.csv"
        file.write_text(
            "record_id,given_names,family_name,born_on,postcode\n1,Ann,Lee,1961,X1\n2,Ann,Lee,1961-01-01,X1\n"
        )
        assert link_records(file).records == 2

    def test_a_table_without_record_ids_is_refused(self) -> None:
        with pytest.raises(NoRecords, match="record_id"):
            link_records(table_of([ANN]).drop_columns(["record_id"]))

    def test_where_each_system_holds_a_person_once_only_systems_are_linked(self) -> None:
        records = [replace(ANN, id="1"), replace(ANN, id="2"), replace(ANN, id="3", system="two")]
        joined = groups(link_records(records, across_systems_only=True))
        assert not any({"1", "2"} <= group for group in joined)


class TestRebuildingAChain:
    def test_the_weakest_link_between_unlike_records_is_not_made(self) -> None:
        edges = [Edge(1, 1, 2, 30.0, ("1", "2")), Edge(1, 2, 3, 10.0, ("2", "3"))]
        parts, refused = rebuild(edges, [(1, 3)], {1: 11, 2: 12, 3: 13}, load_model())
        assert parts[1] == parts[2] != parts[3]
        assert refused == [(2, 3, "would_join_unlike")]

    def test_a_weak_bridge_between_two_firm_groups_is_not_made(self) -> None:
        firm = [Edge(1, 1, 2, 30.0, ("1", "2")), Edge(1, 3, 4, 30.0, ("3", "4"))]
        _, refused = rebuild(
            [*firm, Edge(1, 2, 3, 3.5, ("2", "3"))],
            [],
            dict(zip(range(1, 5), range(1, 5), strict=True)),
            load_model(),
        )
        assert refused == [(2, 3, "weak_bridge")]

    def test_exact_duplicates_do_not_make_a_group_firm(self) -> None:
        edges = [
            Edge(1, 1, 2, 30.0, ("1", "2")),
            Edge(1, 3, 4, 30.0, ("3", "4")),
            Edge(1, 2, 3, 3.5, ("2", "3")),
        ]
        _, refused = rebuild(edges, [], {1: 7, 2: 7, 3: 8, 4: 8}, load_model())
        assert refused == []
