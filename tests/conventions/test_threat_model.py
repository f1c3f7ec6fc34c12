"""The threat model names, for each threat, the test that shows its answer, or says that there is none."""

import ast
import re
from functools import cache

import pytest

from tests.conventions.reading import ROOT

TEXT = (ROOT / "docs/reference/threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[^`]+)`", TEXT)))
ELEMENTS = {"Browser", "Web processes", "Worker", "Database", "Command line", "Imports", "Backups", "Packs"}
ELEMENTS |= {"The demonstration", "Logs", "People"}
PEOPLE = {"officer", "leader", "administrator", "leaver", "attacker at a distance"}


def threats() -> list[list[str]]:
    """The rows of its tables, as cells."""
    rows = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if line.startswith("| ")]
    return [row for row in rows if row[0] not in {"kind", "who"}]


@cache
def names_in(path: str) -> set[str]:
    """The tests of a file, as class::method."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {
        f"{kind.name}::{method.name}"
        for kind in tree.body
        if isinstance(kind, ast.ClassDef)
        for method in kind.body
        if isinstance(method, ast.FunctionDef)
    }


class TestEveryTestThatItNames:
    @pytest.mark.parametrize("named", NAMED)
    def test_it_exists(self, named: str) -> None:
        path, _, test = named.partition("::")
        assert (ROOT / path).is_file(), path
        assert test in names_in(path)


class TestEveryThreat:
    def test_it_has_a_test_or_is_said_not_to_be_answered(self) -> None:
        silent = [
            row for row in threats() if "`tests/" not in row[-1] and "ot answered*" not in " ".join(row)
        ]
        assert silent == []

    def test_it_is_of_one_of_the_six_kinds(self) -> None:
        kinds = [row[1] if len(row[0]) > 1 else row[0] for row in threats()]
        assert set(kinds) == set("STRIDE")


class TestTheWhole:
    def test_every_element_and_every_kind_of_person_is_looked_at(self) -> None:
        assert set(re.findall(r"^## (.+)$", TEXT, re.MULTILINE)) >= ELEMENTS
        assert {row[0] for row in threats()} >= PEOPLE
