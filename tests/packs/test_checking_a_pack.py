from collections.abc import Callable
from pathlib import Path

import pytest

from upheld.policy import Problem, check_pack

Break = Callable[[str, str, str], tuple[Problem, ...]]
Line = Callable[[str, str], int]

PIP_POINTS = "application: 3, gathering: 3, assessment: 4, decision: 4, award: 1, reconsideration: 5"


class TestASoundPack:
    def test_nothing_is_found(self, pack_copy: Path) -> None:
        assert check_pack(pack_copy) == []


class TestOneFaultInAPack:
    @pytest.mark.parametrize(
        ("file", "sound", "faulty", "message", "remedy"),
        [
            ("standards.yaml", "working_days: 75", 'working_days: "75"', '"75" does not fit', "whole number"),
            ("standards.yaml", "target: 85", "target: most", "a target is a percentage", "Mend it"),
            ("standards.yaml", "target: 85", "target: 850", '"850" does not fit', "100 or less"),
            ("standards.yaml", "from: 2016-04-01", "from: April 2016", "does not fit", "2024-04-01"),
            (
                "standards.yaml",
                "limit: {working_days: 75}",
                "limit: {working_days: 75, hours: 2}",
                "one way",
                "Mend",
            ),
            ("standards.yaml", "limit: given", "limit: soon", 'not "soon"', "Mend it"),
            (
                "standards.yaml",
                "set_by: law\n",
                "set_by: laws\n",
                '"laws" is not one of',
                'Did you mean "law"?',
            ),
            (
                "standards.yaml",
                "calendar: england-and-wales",
                "calendar: wales",
                'no calendar "wales"',
                "Mend it",
            ),
            ("standards.yaml", "title:", "titel:", '"titel" is not known here', 'Did you mean "title"?'),
            (
                "standards.yaml",
                "benefit: pension-credit",
                "benefit: pension-credits",
                "not a benefit",
                "pension-credit",
            ),
            (
                "standards.yaml",
                "      measured_to: call_answered\n",
                "",
                "cannot be measured",
                "measured_to",
            ),
            (
                "benefits.yaml",
                "standard: state-pension-decision",
                "standard: sp",
                "not a standard",
                "Use one of",
            ),
            (
                "benefits.yaml",
                "standard: state-pension-decision",
                "standard: calls-answered",
                "no time limit",
                "by when",
            ),
            (
                "benefits.yaml",
                "  state-pension:",
                "  State Pension:",
                "not written as expected",
                "small letters",
            ),
            (
                "promises.yaml",
                "standard: call-back",
                "standard: callback",
                "not a standard",
                'mean "call-back"?',
            ),
            (
                "promises.yaml",
                "standard: call-back",
                "standard: mandatory-reconsideration-request",
                "cannot measure",
                "Po",
            ),
            (
                "promises.yaml",
                "{working_days: 1}",
                "by_benefit",
                "its standard is not",
                "standard: by_benefit",
            ),
            ("promises.yaml", "by {due} about", "by {deu} about", "{deu} is not something", "Mend it"),
            ("promises.yaml", "by {due} about", "by {due about", "curly brackets", "Mend it"),
            ("pack.yaml", "channels: [letter]", "channels: [leter]", "not a channel", 'mean "letter"?'),
            ("pack.yaml", "time_zone: Europe/London", "time_zone: London", "not a time zone", "Mend it"),
            ("pack.yaml", '"2025.1"', "2025.1", '"2025.1" does not fit', "quotation marks"),
            ("pack.yaml", '"2025.1"', '"new"', "not written as expected", "year and number"),
            ("pack.yaml", "  client: customer\n", "", "words must also say", "Mend it"),
            (
                "workload.yaml",
                PIP_POINTS,
                PIP_POINTS.replace("award: 1", "awards: 1"),
                "not a stage",
                'mean "award"?',
            ),
            (
                "workload.yaml",
                PIP_POINTS,
                PIP_POINTS.replace("award: 1, ", ""),
                "award has no points",
                "Add points",
            ),
            ("workload.yaml", "  officer:", "  leader:", "none for an officer", "Add officer:"),
            ("workload.yaml", "  pension-credit:", "  pensions-credit:", "pension", "pension-credit"),
            (
                "systems.yaml",
                "reference: AWARD_REF",
                "refrence: AWARD_REF",
                '"refrence" is not a field',
                "Mend it",
            ),
            ("systems.yaml", "      name_order: family_first   # SMITH, JOHN\n", "", "name_order", "Mend it"),
            (
                "systems.yaml",
                "SP: state-pension",
                "SP: state-pensions",
                "not a benefit",
                'mean "state-pension"?',
            ),
            ("systems.yaml", "        born_on: DOB\n", "", "where to find born_on", "Mend it"),
            (
                "casework.yaml",
                "  offer_answer:",
                "  offer_anser:",
                '"offer_answer" is missing',
                "Add offer_answer",
            ),
            ("casework.yaml", "value: 2,", "value: -2,", '"-2" does not fit', "0 or more"),
        ],
    )
    def test_it_is_found_with_its_file_and_a_remedy(
        self, broken: Break, file: str, sound: str, faulty: str, message: str, remedy: str
    ) -> None:
        problems = broken(file, sound, faulty)
        assert {problem.file for problem in problems} == {file}
        assert any(message in problem.message and remedy in problem.remedy for problem in problems), problems

    def test_its_line_is_that_of_the_value(self, broken: Break, line: Line) -> None:
        (problem,) = broken("standards.yaml", "working_days: 75", "working_days: many")
        assert problem.line == line("standards.yaml", "working_days: many")

    def test_between_files_its_line_is_that_of_the_reference(self, broken: Break, line: Line) -> None:
        (problem,) = broken(
            "benefits.yaml", "standard: pension-credit-decision", "standard: pension-decision"
        )
        assert problem.line == line("benefits.yaml", "standard: pension-decision")

    def test_it_reads_as_a_sentence_with_file_line_and_remedy(self, broken: Break) -> None:
        (problem,) = broken("roles.yaml", "      reference: Agency choice.\n", "")
        assert str(problem) == (
            'roles.yaml, line 4: roles / officer / item 1 / reference: "reference" is missing. '
            "Say where the value comes from: a law, a publication, or who in the agency decided it, and when."
        )


class TestDates:
    def dated(self, broken: Break, first: str, second: str) -> tuple[Problem, ...]:
        value = "label: Call the customer back, days: 1, reference: Agency choice.}"
        sound = f"    - {{from: 2000-01-01, {value}"
        return broken("casework.yaml", sound, f"    - {{{first}, {value}\n    - {{{second}, {value}")

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("from: 2000-01-01, to: 2020-03-31", "from: 2020-04-01"),
            ("from: 2000-01-01", "from: 2020-04-01, to: 2030-01-01"),
        ],
    )
    def test_values_that_meet_are_sound(self, broken: Break, first: str, second: str) -> None:
        assert self.dated(broken, first, second) == ()

    @pytest.mark.parametrize(
        ("first", "second", "message"),
        [
            ("from: 2000-01-01, to: 2020-04-01", "from: 2020-04-01", "two values overlap"),
            ("from: 2020-04-01", "from: 2000-01-02", "not in the order"),
            ("from: 2000-01-01, to: 2020-03-30", "from: 2020-04-01", "there is a gap"),
        ],
    )
    def test_an_overlap_a_gap_or_a_wrong_order_is_found(
        self, broken: Break, line: Line, first: str, second: str, message: str
    ) -> None:
        (problem,) = self.dated(broken, first, second)
        assert message in problem.message
        assert problem.line == line("casework.yaml", "{" + second)

    def test_an_end_before_its_start_is_found(self, broken: Break) -> None:
        (problem,) = broken("casework.yaml", "{from: 2000-01-01,", "{from: 2000-01-01, to: 1999-01-01,")
        assert "before it starts" in problem.message


class TestFilesThatCannotBeRead:
    def test_a_fault_in_the_layout_names_its_line(self, broken: Break, line: Line) -> None:
        (problem,) = broken("benefits.yaml", "      short_name: PIP", "     short_name: PIP")
        assert problem.line == line("benefits.yaml", "     short_name: PIP")
        assert "layout" in problem.message

    def test_a_key_written_twice_names_its_line(self, broken: Break) -> None:
        (problem,) = broken(
            "benefits.yaml", "      short_name: PIP", "      short_name: PIP\n      short_name: P.I.P."
        )
        assert problem.message == '"short_name" is written twice in the same place.'
        assert problem.line == 7

    def test_an_empty_file_is_found(self, pack_copy: Path) -> None:
        (pack_copy / "roles.yaml").write_text("", "utf-8")
        (problem,) = check_pack(pack_copy)
        assert (problem.file, "empty" in problem.message) == ("roles.yaml", True)

    def test_a_file_that_is_not_utf_8_is_found(self, pack_copy: Path) -> None:
        (pack_copy / "roles.yaml").write_bytes("roles: caf\xe9".encode("latin-1"))
        (problem,) = check_pack(pack_copy)
        assert "UTF-8" in problem.remedy

    def test_a_file_with_a_wrong_name_is_found_together_with_the_missing_one(self, pack_copy: Path) -> None:
        (pack_copy / "roles.yaml").rename(pack_copy / "role.yaml")
        surplus, missing = check_pack(pack_copy)
        assert (surplus.file, missing.file) == ("role.yaml", "roles.yaml")
        assert 'Did you mean "roles.yaml"?' in surplus.remedy
