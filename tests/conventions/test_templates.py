"""Every page stands in the one frame; no template holds a style, a script or text that it trusts."""

import ast
import re
from pathlib import Path

import pytest

from tests.conventions.reading import ROOT, modules, repository_files

FOLDER = Path("src/upheld/web/templates")
TEMPLATES = [path for path in repository_files() if path.is_relative_to(FOLDER) and path.suffix == ".html"]
FRAME = "upheld/frame.html"
EXTENDS = re.compile(r'\{% extends "([^"]+)" %\}')


def text_of(name: Path | str) -> str:
    """The text of a template."""
    return (ROOT / FOLDER / name).read_text(encoding="utf-8")


def pages() -> list[str]:
    """The templates that views name, leaving out those of which tags make a part of a page."""
    constants = (
        node.value
        for module in modules("src/upheld/web/")
        if not {"templatetags", "components"} & set(module.path.parts)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
    )
    return sorted(
        {said for said in constants if isinstance(said, str) and re.fullmatch(r"[\w/]+\.html", said)}
    )


class TestAPage:
    @pytest.mark.parametrize("name", pages())
    def test_it_stands_in_the_frame(self, name: str) -> None:
        while name != FRAME:
            outer = EXTENDS.match(text_of(name))
            assert outer, f"{name} extends nothing"
            name = outer[1]

    def test_only_the_frame_begins_a_document(self) -> None:
        begins = [
            str(path) for path in TEMPLATES if re.search(r"<!doctype|<html", text_of(ROOT / path), re.I)
        ]
        assert begins == [str(FOLDER / FRAME)]


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
class TestATemplate:
    def test_it_trusts_no_text_to_be_safe(self, path: Path) -> None:
        assert not re.search(r"\|\s*safe\b|autoescape off", text_of(ROOT / path))

    def test_it_carries_no_style_and_no_script_of_its_own(self, path: Path) -> None:
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", text_of(ROOT / path))

    def test_every_form_that_posts_is_protected(self, path: Path) -> None:
        posts = len(re.findall(r'<form[^>]*method="post"', text_of(ROOT / path)))
        protected = len(re.findall(r"\{% (?:csrf_token|form_keys)\b", text_of(ROOT / path)))
        assert protected >= posts
