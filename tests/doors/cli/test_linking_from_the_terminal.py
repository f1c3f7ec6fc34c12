"""`upheld link` at the terminal: how well records are linked, why two are, and a model from new records."""

import json
from datetime import date
from pathlib import Path

import pyarrow.csv
import pytest

from benchmarks.population.making import make_population
from tests.doors.command_line import upheld
from upheld.cli import link
from upheld.insight.linkage.febrl import FebrlIsNotHere
from upheld.insight.linkage.model import load_model

FIRST = ("precision", "recall", "f1", "clusters_mixed_per_100k", "in_review_share", "seconds", "peak_mib")


@pytest.fixture(scope="module")
def population(tmp_path_factory) -> Path:
    """A file of invented people."""
    file = tmp_path_factory.mktemp("linkage") / "people.csv"
    pyarrow.csv.write_csv(make_population(records=1_500, seed=11), file)
    return file


@pytest.fixture
def two(tmp_path) -> Path:
    """A file of two records of one person, who was entered with day and month swapped."""
    file = tmp_path / "two.csv"
    file.write_text(
        "record_id,given_names,family_name,born_on,national_insurance_number\n"
        "P-1,Ann,Hill,1980-03-04,ZC123456A\nD-2,Ann,Hill,1980-04-03,ZC123456A\n",
        encoding="utf-8",
    )
    return file


class TestEvaluatingAFile:
    def test_the_figures_come_as_data_in_their_order(self, population: Path) -> None:
        said = json.loads(upheld("link", "evaluate", population, "--format", "json").out)

        assert tuple(said)[:7] == FIRST
        assert said["precision"] > 0.97
        assert said["recall"] > 0.95
        assert said["records"] == 1_500

    def test_people_read_a_table_with_recall_by_group(self, population: Path) -> None:
        answer = upheld("link", "evaluate", population)

        assert "Precision of automatic links" in answer.out
        assert "true sex: F" in answer.out
        assert answer.err == ""

    def test_without_a_truth_what_needs_it_is_null(self, two: Path) -> None:
        said = json.loads(upheld("link", "evaluate", two, "--format", "json").out)

        assert [said[name] for name in FIRST[:4]] == [None] * 4
        assert (said["pairs_joined"], said["clusters"]) == (1, 1)

    def test_without_a_truth_people_read_that_it_is_unknown(self, two: Path) -> None:
        assert "unknown" in upheld("link", "evaluate", two).out

    def test_nothing_is_written_beside_it(self, two: Path) -> None:
        before = two.read_bytes()
        upheld("link", "evaluate", two)

        assert [file.name for file in two.parent.iterdir()] == ["two.csv"]
        assert two.read_bytes() == before

    def test_columns_that_are_not_read_are_named(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("record_id,surname\na,Hill\n", encoding="utf-8")

        assert (
            "Not read, being no columns of records: surname"
            in upheld("link", "evaluate", tmp_path / "a.csv").err
        )


class TestEvaluatingAPublicSet:
    @pytest.mark.parametrize(("name", "records"), [("febrl3", 5_000), ("febrl4", 10_000)])
    def test_it_needs_no_file(self, name: str, records: int) -> None:
        said = json.loads(upheld("link", "evaluate", name, "--format", "json").out)

        assert said["records"] == records
        assert said["precision"] > 0.99

    def test_without_the_package_it_is_said_how_to_get_it(self, monkeypatch) -> None:
        def evaluate(name: str, start: object, *, on: date) -> None:
            raise FebrlIsNotHere(name=name)

        monkeypatch.setattr(link, "evaluate_febrl", evaluate)
        answer = upheld("link", "evaluate", "febrl3")

        assert (answer.status, answer.out) == (1, "")
        assert "pip install" in answer.err


class TestWhenItCannotBeDone:
    def test_a_value_that_cannot_be_read_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("record_id,born_on\na,4 March\n", encoding="utf-8")
        answer = upheld("link", "evaluate", tmp_path / "a.csv")

        assert answer.status == 1
        assert "Column born_on, row 2: “4 March”" in answer.err

    def test_a_model_that_is_not_there_is_named(self) -> None:
        assert "There is no linkage model 1066" in upheld("link", "evaluate", "febrl3", "--model", "1066").err

    def test_two_records_need_a_file(self) -> None:
        assert "Say which file holds the two records" in upheld("link", "--explain", "a", "b").err


@pytest.mark.django_db
class TestLinkingAllThatIsHeld:
    def test_it_says_what_came_of_it(self) -> None:
        answer = upheld("link")

        assert (answer.status, answer.err) == (0, "")
        assert "0  records are held" in answer.out

    def test_the_figures_come_as_data(self) -> None:
        said = json.loads(upheld("link", "--format", "json").out)

        assert said["step"] == "done"
        assert said["model_version"] == load_model().version


class TestExplainingTwoRecords:
    def test_each_field_is_said_in_words_with_its_weight(self, two: Path) -> None:
        answer = upheld("link", "--explain", "P-1", "D-2", "--file", two)

        assert "The date of birth is the same, with day and month swapped." in answer.out
        assert "The National Insurance number is the same." in answer.out
        assert "They are linked" in answer.out

    def test_the_weights_as_data_add_up(self, two: Path) -> None:
        said = json.loads(upheld("link", "--explain", "P-1", "D-2", "--file", two, "--format", "json").out)
        parts = sum(one["weight"] for one in said["fields"])

        assert said["weight"] == pytest.approx(said["begins_with"] + parts)
        assert said["verdict"] == "link"

    def test_a_record_that_is_not_there_is_named(self, two: Path) -> None:
        answer = upheld("link", "--explain", "P-1", "P-9", "--file", two)

        assert (answer.status, answer.out) == (1, "")
        assert "two.csv holds no record P-9" in answer.err


class TestTrainingAModel:
    def test_it_reports_and_leaves_the_model_in_use(self, population: Path) -> None:
        before = load_model()
        answer = upheld("link", "train", population)

        assert "1,500 records" in answer.out
        assert "number.same" in answer.out
        assert load_model() == before

    def test_the_model_goes_into_the_file_that_was_named(self, population: Path, tmp_path: Path) -> None:
        to = tmp_path / "ours.json"
        upheld("link", "train", population, "--to", to, "--name", "ours")

        assert load_model(str(to)).version == "ours"
        assert upheld("link", "evaluate", population, "--model", to).status == 0

    def test_a_file_that_is_there_stays(self, population: Path, tmp_path: Path) -> None:
        (tmp_path / "ours.json").write_text("kept", encoding="utf-8")
        answer = upheld("link", "train", population, "--to", tmp_path / "ours.json")

        assert "There is a file ours.json already" in answer.err
        assert (tmp_path / "ours.json").read_text(encoding="utf-8") == "kept"

    def test_too_few_records_are_not_enough(self, two: Path) -> None:
        assert "Train on more records" in upheld("link", "train", two).err
