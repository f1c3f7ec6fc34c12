"""No template, ours or the design system's, holds script, style or an event: read as a browser would."""

import re
from pathlib import Path

import pytest

from tests.conventions.reading import ROOT, repository_files
from tests.doors.web.inline import Inline

TEMPLATES = [
    path for path in repository_files() if path.suffix in {".html", ".svg"} and path.parts[0] == "src"
]
TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
class TestATemplate:
    def test_it_holds_nothing_inline(self, path: Path) -> None:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert Inline.found_in(TAG.sub("", text)) == []
