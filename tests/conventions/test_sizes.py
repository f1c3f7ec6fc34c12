"""Files and functions stay small enough to be read at one go."""

import ast

from tests.conventions.reading import ROOT, functions, modules, repository_files

LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 40
LINES_OF_A_VIEW = 25

WRITTEN_BY_HAND = {".py", ".html", ".css", ".scss", ".js", ".mjs", ".sh", ".md", ".toml"}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what it does: without the list of what it takes, and without its docstring."""
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    before = first.end_lineno if is_docstring else first.lineno - 1
    return (function.end_lineno or 0) - (before or 0)


class TestFiles:
    def test_none_is_longer_than_five_hundred_lines(self) -> None:
        longer = []
        for path in repository_files():
            if path.suffix in WRITTEN_BY_HAND and "migrations" not in path.parts:
                lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
                if lines > LINES_OF_A_FILE:
                    longer.append(f"{path}: {lines}")
        assert longer == []


class TestFunctions:
    def test_none_is_longer_than_forty_lines(self) -> None:
        longer = [
            f"{module}:{function.lineno} {function.name}: {length(function)}"
            for module in modules("src/", "tests/", "benchmarks/", "scripts/")
            for function in functions(module)
            if length(function) > LINES_OF_A_FUNCTION
        ]
        assert longer == []

    def test_no_view_is_longer_than_twenty_five_lines(self) -> None:
        longer = [
            f"{module}:{function.lineno} {function.name}: {length(function)}"
            for module in modules("src/upheld/web/")
            for function in functions(module)
            if function.args.args[:1]
            and function.args.args[0].arg == "request"
            and length(function) > LINES_OF_A_VIEW
        ]
        assert longer == []
