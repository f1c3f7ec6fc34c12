"""A model is data: it says what each level counts for, was trained without labels, and never guesses."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.population.making import make_population
from upheld.insight.linkage.levels import FIELDS
from upheld.insight.linkage.model import (
    LinkageModel,
    ModelIsUntrained,
    NoSuchModel,
    load_model,
    read_model,
    write_model,
)
from upheld.insight.linkage.records import PersonRecord
from upheld.insight.linkage.training import SET_BY_HAND, TooFewPairs, Trained, train

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def trained() -> Trained:
    table = make_population(records=3000, systems=3, seed=77).drop_columns(["truth"])
    return train(table, "tried", on=ON)


class TestTheModelThatShips:
    def test_every_level_that_counts_has_a_weight(self) -> None:
        counted = {level.name for levels in FIELDS.values() for level in levels if not level.says_nothing}
        assert counted == set(load_model().odds)

    def test_it_says_how_it_was_trained(self) -> None:
        assert load_model().trained["pairs_of_one_person"] > 10_000

    def test_it_can_be_written_and_read_again(self) -> None:
        model = load_model()
        assert read_model(json.loads(json.dumps(write_model(model)))) == model

    def test_agreement_counts_for_and_contradiction_against(self) -> None:
        odds = load_model().odds
        assert odds["name.same"].weight > odds["name.both_near"].weight > 0 > odds["name.different"].weight


class TestAnUntrainedLevel:
    def test_it_is_an_error_and_not_a_guess(self) -> None:
        data = write_model(load_model())
        del data["levels"]["born.one_digit"]
        with pytest.raises(ModelIsUntrained, match=r"born\.one_digit"):
            read_model(data)

    def test_a_level_that_nobody_compares_is_an_error(self) -> None:
        data = write_model(load_model())
        data["levels"]["shoes.same"] = [0.5, 0.1]
        with pytest.raises(ModelIsUntrained, match=r"shoes\.same"):
            read_model(data)


class TestAModelThatIsNotThere:
    def test_the_error_names_those_that_ship(self) -> None:
        with pytest.raises(NoSuchModel, match=r"2026\.1"):
            load_model("1999.1")

    def test_a_file_may_be_named(self, tmp_path: Path) -> None:
        file = tmp_path / "own.json"
        file.write_text(json.dumps(write_model(replace(load_model(), version="own"))))
        assert load_model(str(file)).version == "own"


class TestTraining:
    def test_thresholds_never_move(self, trained: Trained) -> None:
        assert trained.model.thresholds == load_model().thresholds

    def test_it_finds_about_the_share_of_pairs_that_are_one_person(self, trained: Trained) -> None:
        table = make_population(records=3000, systems=3, seed=77)
        sizes = table.group_by("truth").aggregate([("record_id", "count")])["record_id_count"].to_pylist()
        true = sum(size * (size - 1) / 2 for size in sizes)
        assert 0.9 * true < trained.model.trained["pairs_of_one_person"] < 1.1 * true

    def test_what_hardly_ever_agrees_by_chance_keeps_what_was_set_by_hand(self, trained: Trained) -> None:
        start: LinkageModel = load_model()
        for name, odds in start.odds.items():
            if name.partition(".")[0] in SET_BY_HAND:
                assert trained.model.odds[name].u == odds.u

    def test_households_are_seen(self, trained: Trained) -> None:
        assert trained.model.households

    def test_the_report_has_a_line_for_each_level(self, trained: Trained) -> None:
        assert all(any(line.startswith(name) for line in trained.report) for name in trained.model.odds)

    def test_too_few_records_are_refused(self) -> None:
        with pytest.raises(TooFewPairs, match="stays as it is"):
            train([PersonRecord(id=f"{n}", system="s", given_names=f"N{n}") for n in range(50)], "x", on=ON)
