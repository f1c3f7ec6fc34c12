"""Names say what a thing is. A name that fits anything is a place where anything goes."""

import ast
import re

from tests.conventions.reading import modules

FITS_ANYTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "core",
    "common",
    "manager",
    "managers",
    "handler",
    "handlers",
}
FITS_ANYTHING |= {"misc", "base", "shared", "lib"}
DJANGO_ASKS_FOR_IT = {"src/upheld/config/database/base.py", "AccountManager"}
"""Django finds a database engine by a module of this name, and calls what makes accounts a manager."""


def words(name: str) -> set[str]:
    """The words of a name, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


class TestModules:
    def test_none_is_named_for_anything_at_all(self) -> None:
        vague = [
            str(module)
            for module in modules("src/", "tests/")
            if FITS_ANYTHING & {*words(module.path.stem), *words(module.path.parent.name)}
            and str(module) not in DJANGO_ASKS_FOR_IT
        ]
        assert vague == []


class TestClasses:
    def test_none_is_named_for_anything_at_all(self) -> None:
        vague = [
            f"{module}:{node.lineno} {node.name}"
            for module in modules("src/")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef)
            and FITS_ANYTHING - {"base"} & words(node.name)
            and node.name not in DJANGO_ASKS_FOR_IT
        ]
        assert vague == []


class TestQueries:
    def test_each_begins_as_a_query_does(self) -> None:
        begins = ("get_", "list_", "count_", "is_", "may_", "search_", "find_", "iterate_", "the_service")
        odd = [
            f"{module}:{node.lineno} {node.name}"
            for module in modules("src/upheld/domains/")
            if "queries" in str(module)
            for node in module.tree.body
            if isinstance(node, ast.FunctionDef)
            and any(argument.arg == "viewer" for argument in node.args.kwonlyargs)
            and not node.name.startswith((*begins, "_"))
        ]
        assert odd == []
