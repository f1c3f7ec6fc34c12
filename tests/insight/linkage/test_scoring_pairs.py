"""One pair scored for a record that has just arrived comes out as the batch would have it."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

import pytest
from splink import DuckDBAPI

from upheld.insight.linkage.deciding import number_of
from upheld.insight.linkage.engine import block, connected, prepare
from upheld.insight.linkage.levels import FIELDS
from upheld.insight.linkage.model import LinkageModel, load_model
from upheld.insight.linkage.records import PersonRecord
from upheld.insight.linkage.scoring import decide, in_words, keys_of, score
from upheld.insight.linkage.splinking import score_pairs

GIVEN = [
    "John",
    "Jack",
    "J",
    "Mary",
    "Marie",
    "Muhammad",
    "Mohamed",
    "",
    "Zoë Anne",
    "Daniel Paul",
    "Daniela",
]
FAMILY = [
    "Smith",
    "Smyth",
    "Jones",
    "Hathersage-Jones",
    "O'Brien",
    "OBRIEN",
    "",
    "John",
    "Wexcombe",
    "Wexcomb",
]
DAYS = [date(1980, 2, 1), date(1980, 1, 2), date(1980, 1, 1), date(1981, 2, 1), date(1908, 2, 1), None]
NUMBERS = ["ZC123456A", "ZC123465", "ZC 12 34 56 A", "ZG654321B", "TN010280M", ""]


def population(size: int, seed: int = 5) -> list[PersonRecord]:
    """Records of few words, so that every level is met."""
    pick = Random(seed).choice
    return [
        PersonRecord(
            id=f"r{place}",
            system=pick(["one", "other"]),
            given_names=pick(GIVEN),
            family_name=pick(FAMILY),
            former_family_name=pick(["", "", "", "Jones"]),
            born_on=pick(DAYS),
            died_on=pick([None, None, None, date(2020, 1, 3), date(2020, 1, 5), date(1979, 1, 1)]),
            national_insurance_number=pick(NUMBERS),
            sex=pick(["M", "F", ""]),
            address=pick(["12 Quarry Bank, Wexcombe", "12 Quary Bank Wexcombe", "Flat 1, 4 Mill Road", ""]),
            postcode=pick(["XW1 2AB", "XW1 2AC", "XW1 9ZZ", "4223", ""]),
            phone=pick(["01632 960123", "+44 1632 960123", "01632 960132", ""]),
            email=pick(["a.b@example.org", "ab@example.org", "abc@example.org", ""]),
        )
        for place in range(size)
    ]


@pytest.fixture(scope="module")
def model() -> LinkageModel:
    return load_model()


class TestTheBatchAndTheScorer:
    def test_weights_levels_and_verdicts_are_the_same(self, model: LinkageModel) -> None:
        records = population(100)
        with connected() as con:
            prepare(con, records, model)
            con.execute(
                """CREATE TABLE everyone AS SELECT l.row AS join_key_l, r.row AS join_key_r, '0' AS match_key
                FROM forms AS l JOIN forms AS r ON l.row < r.row"""
            )
            table = score_pairs(DuckDBAPI(con), "forms", "everyone", model, all_levels=True)
            levels = ", ".join(f"gamma_{field}" for field in FIELDS)
            found = con.execute(f"SELECT row_l, row_r, weight, verdict, {levels} FROM {table}").fetchall()
        assert len(found) == 4950
        for left, right, weight, verdict, *numbers in found:
            scored = score(records[left - 1], records[right - 1], model)
            said = decide(scored, model)
            assert scored.weight == pytest.approx(weight, abs=1e-6)
            assert f"{said.kind}:{said.why}" == verdict
            assert [number_of(one.level) for one in scored.fields] == numbers

    def test_the_same_pairs_are_compared(self, model: LinkageModel) -> None:
        records = population(300, seed=8)
        with connected() as con:
            prepare(con, records, model)
            block(con, model)
            found = set(con.execute("SELECT join_key_l, join_key_r FROM candidates").fetchall())
        keys = {place: keys_of(record, model) for place, record in enumerate(records, 1)}
        meant = {(one, other) for one, other in combinations(keys, 2) if keys[one] & keys[other]}
        assert found == meant
        assert len(found) > 1000


class TestTheOrderOfTwoRecords:
    def test_it_does_not_matter(self, model: LinkageModel) -> None:
        for one, other in combinations(population(60, seed=3), 2):
            assert score(one, other, model) == score(other, one, model)


JOHN = PersonRecord(
    id="1",
    system="one",
    given_names="John",
    family_name="Wexcombe",
    born_on=date(1980, 2, 1),
    national_insurance_number="ZC123456A",
    sex="M",
    address="12 Quarry Bank",
    postcode="XW1 2AB",
)


class TestKeys:
    def test_nothing_can_be_read_from_them(self, model: LinkageModel) -> None:
        assert all(len(key) == 16 and int(key, 16) >= 0 for key in keys_of(JOHN, model))

    def test_names_exchanged_still_meet(self, model: LinkageModel) -> None:
        swapped = replace(JOHN, given_names="Wexcombe", family_name="John", national_insurance_number="")
        assert keys_of(JOHN, model) & keys_of(replace(swapped, address="", postcode=""), model)


class TestWords:
    def test_an_officer_reads_what_agreed(self, model: LinkageModel) -> None:
        words = in_words(score(JOHN, replace(JOHN, id="2", born_on=date(1980, 1, 2)), model))
        assert "The date of birth is the same, with day and month swapped." in words

    def test_what_says_nothing_is_left_out(self, model: LinkageModel) -> None:
        words = in_words(score(JOHN, replace(JOHN, id="2"), model))
        assert not any("phone" in sentence for sentence in words)


class TestCommonNames:
    def test_a_rare_name_counts_for_more(self, model: LinkageModel) -> None:
        rare, common = (
            score(replace(JOHN, family_name=name), replace(JOHN, id="2", family_name=name), model)
            for name in ("Wexcombe", "Smith")
        )
        assert rare.fields[0].weight > common.fields[0].weight
