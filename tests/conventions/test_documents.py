"""What the documents say can be found: their links lead somewhere, and every command has its line."""

import re
from pathlib import Path

import pytest

from tests.conventions.reading import ROOT, repository_files
from upheld.cli.app import app

DOCUMENTS = [path for path in repository_files() if path.suffix == ".md"]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
class TestADocument:
    def test_each_link_leads_to_something_in_the_repository(self, document: Path) -> None:
        text = (ROOT / document).read_text(encoding="utf-8")
        broken = [to for to in LINK.findall(text) if not (ROOT / document.parent / to).exists()]
        assert broken == []


class TestTheReferenceOfTheCommandLine:
    def test_every_command_has_its_line(self) -> None:
        text = (ROOT / "docs/reference/command-line.md").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.startswith("| `upheld ")]
        for name in (name for name in app if not name.startswith("-")):
            told = [line for line in lines if f"`upheld {name}" in line]
            assert told, name
            for deed in (deed for deed in app[name] if not deed.startswith("-")):
                assert any(re.search(rf"[` ]{deed}\b", line) for line in told), f"{name} {deed}"
