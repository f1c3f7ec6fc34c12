"""The benchmarks of linkage run on very little, and say what falls short of what is promised."""

from dataclasses import asdict
from typing import Any

import pyarrow.parquet
import pytest

from benchmarks.linking import arriving, page
from benchmarks.linking.parts import groups
from benchmarks.linking.peers import clusters_of
from benchmarks.linking.runs import COLUMNS, Wanted, as_row, missed, without_numbers
from benchmarks.population.making import make_population
from upheld.insight.linkage.evaluation import link_and_evaluate


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A file of invented people."""
    file = tmp_path_factory.mktemp("linkage") / "people.parquet"
    pyarrow.parquet.write_table(make_population(records=3_000, seed=5), file)
    return file


@pytest.fixture(scope="module")
def found(file) -> dict[str, Any]:
    """What linking it came to."""
    return asdict(link_and_evaluate(file, pyarrow.parquet.read_table(file)))


class TestARun:
    def test_it_makes_one_line_of_the_table(self, found) -> None:
        assert len(as_row("a run", found)) == len(COLUMNS)

    def test_what_is_reached_is_not_told(self, found) -> None:
        assert missed("A run", found, Wanted(precision=0.5, recall=0.5, mixed=1e5, review=1.0)) == ()

    def test_what_falls_short_is_told_with_its_figure(self, found) -> None:
        told = missed("A run", found | {"precision": 0.9}, Wanted(recall=0, mixed=1e5, review=1.0, cpu=0.0))

        assert told[0] == "A run: precision is 0.90000, and should be at least 0.999."
        assert told[1].startswith("A run: processor time in seconds is")


class TestRecordsWithoutNumbers:
    def test_they_are_otherwise_the_same(self, file) -> None:
        one, other = (pyarrow.parquet.read_table(path) for path in (file, without_numbers(file)))

        assert set(other["national_insurance_number"].to_pylist()) == {""}
        assert other.drop("national_insurance_number").equals(one.drop("national_insurance_number"))


class TestEqualTreatment:
    def test_a_group_that_is_far_behind_is_told(self) -> None:
        one = {"group": "true_sex", "value": "F", "pairs": 5_000, "recall": 0.9, "low": 0.8, "high": 0.95}

        told = groups({"groups": [{**one, "behind": 2.5}, {**one, "behind": 1.0}, {**one, "behind": None}]})

        assert told.failures == ("true sex: F is 2.5 points behind the best group.",)


class TestNewRecords:
    def test_as_many_as_were_taken_as_new_are_scored(self, file) -> None:
        table = arriving.measure(file, new=100)
        scored = dict(zip(table.columns, table.rows[1], strict=True))

        assert scored["records"] == 100
        assert scored["pairs"] > 30


class TestOtherWays:
    def test_whoever_is_joined_by_way_of_a_third_is_joined(self) -> None:
        table = clusters_of(list("abcde"), [("a", "b"), ("c", "b"), ("d", "e")])
        clusters = table["cluster"].to_pylist()

        assert len(set(clusters[:3])) == len(set(clusters[3:])) == 1
        assert len(set(clusters)) == 2


class TestThePage:
    def test_it_names_the_command_the_machine_and_what_falls_short(
        self, found, tmp_path, monkeypatch
    ) -> None:
        monkeypatch.setattr(page, "FOLDER", tmp_path)
        row = {"group": "true_sex", "value": "F", "pairs": 5_000, "recall": 0.9, "low": 0.8, "high": 0.95}
        page.write([groups({"groups": [{**row, "behind": 2.5}]})], "make evaluate", "a machine", 3)
        text = (tmp_path / "linkage.md").read_text(encoding="utf-8")

        for said in ("make evaluate", "a machine", "splink 5", "## Equal treatment", "Not as it should be"):
            assert said in text
