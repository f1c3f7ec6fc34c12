"""Each dependency stands beside the reason for it, and is bounded, so that no surprise comes in by itself."""

import re

from tests.conventions.reading import ROOT

TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LISTS = re.findall(
    r"^(?:dependencies|dev|[a-z]+) = \[\n(.*?)^\]", TEXT.split("[build-system]")[0], re.MULTILINE | re.DOTALL
)
DEPENDENCIES = [
    line.strip() for found in LISTS for line in found.splitlines() if line.strip().startswith('"')
]


class TestDependencies:
    def test_there_are_some(self) -> None:
        assert len(DEPENDENCIES) > 10

    def test_each_says_why_it_is_there(self) -> None:
        assert [line for line in DEPENDENCIES if not re.search(r'",\s*# \w+.{5,}', line)] == []

    def test_each_has_an_upper_bound_or_only_types(self) -> None:
        assert [line for line in DEPENDENCIES if "<" not in line and not line.startswith('"types-')] == []
