"""The drifting measure: a definition's change must not silently change history."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from upheld.insight.performance import (
    DEFINITIONS,
    CaseTrace,
    StandardFact,
    measure_log,
    measure_standards,
)
from upheld.kernel.working_days import calendar

RECORDED = json.loads(Path(__file__).with_name("recorded_definitions.json").read_text("utf-8"))
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "measures.md"
FRIDAY = datetime(2024, 3, 1, 16, tzinfo=UTC)


def case(workers, days, due_in):
    """A case of hourly steps, started on a Friday, finished and due so many days later (None: not)."""
    steps = tuple((FRIDAY + timedelta(hours=hour), worker) for hour, worker in enumerate(workers))
    due, finished = (None if n is None else FRIDAY + timedelta(days=n) for n in (due_in, days))
    return CaseTrace("-".join(map(str, workers)), FRIDAY, due, finished, steps)


WORKED_CASES = [
    case(["Una", "Vera", None, "Una", "Una"], 3, 3),
    case(["Una", None, "Una"], 11, 10),
    case(["Vera", "Wim", "Vera", "Wim"], None, 10),
    case([], 0, None),
    case([None], -4, 2),
]
WORKED_FACTS = [
    StandardFact("pip", "north", "clearance", date(2024, 3, 1), FRIDAY, done, FRIDAY + timedelta(days=9))
    for done in (None, FRIDAY, FRIDAY - timedelta(1), FRIDAY + timedelta(1), FRIDAY + timedelta(10))
]


def worked_figures():
    """The figure that each definition gives for the worked examples."""
    log = measure_log(WORKED_CASES, calendar("weekdays"))
    figures = {key: [part["numerator"], part["denominator"]] for key, part in log.definitions().items()}
    figures["median_working_days"].append(log.median_working_days)
    figures["people_per_case"] += [log.people_median, log.people_max]
    (month,) = measure_standards(WORKED_FACTS, FRIDAY + timedelta(days=5))
    return figures | {"standard_met": [month.numerator, month.denominator]}


class TestADefinitionIsChanged:
    @pytest.mark.parametrize("key", sorted(DEFINITIONS))
    def test_its_words_are_those_recorded_for_its_version(self, key):
        definition = DEFINITIONS[key]
        assert RECORDED[key][str(definition.version)]["fingerprint"] == definition.fingerprint

    @pytest.mark.parametrize("key", sorted(DEFINITIONS))
    def test_the_worked_examples_give_the_figures_recorded_for_its_version(self, key):
        assert worked_figures()[key] == RECORDED[key][str(DEFINITIONS[key].version)]["figures"]

    def test_the_record_keeps_every_version_there_has_been(self):
        for key, definition in DEFINITIONS.items():
            assert list(RECORDED[key]) == [str(version) for version in range(1, definition.version + 1)]

    def test_no_recorded_measure_has_disappeared(self):
        assert set(RECORDED) == set(DEFINITIONS)


class TestTheReferencePage:
    @pytest.mark.parametrize("key", sorted(DEFINITIONS))
    def test_it_says_what_the_definition_says(self, key):
        definition, page = DEFINITIONS[key], " ".join(REFERENCE.read_text("utf-8").split())
        entry = page.partition(f"### {definition.title} ")[2].partition("### ")[0]
        assert f"`{key}`, version {definition.version}" in entry
        assert definition.numerator in entry
        assert (definition.denominator or "Nothing: it is a count.") in entry
