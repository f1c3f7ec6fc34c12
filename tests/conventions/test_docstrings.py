"""Everything that is public in the product says what it is: every module, every class, every function."""

import ast
from collections.abc import Iterator

from tests.conventions.reading import Module, modules


def public(module: Module) -> Iterator[tuple[str, int, ast.AST]]:
    """The classes and functions of a module that others may use, and the methods of those classes."""
    for node in module.tree.body:
        if isinstance(
            node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and not node.name.startswith("_"):
            yield node.name, node.lineno, node
            for inner in node.body if isinstance(node, ast.ClassDef) else []:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner.lineno, inner


class TestEveryModule:
    def test_it_says_what_it_is(self) -> None:
        silent = [str(module) for module in modules("src/", "benchmarks/") if not says(module.tree)]
        assert silent == []


class TestEveryPublicClassAndFunction:
    def test_it_says_what_it_does(self) -> None:
        silent = [
            f"{module}:{line} {name}"
            for module in modules("src/", "benchmarks/")
            for name, line, node in public(module)
            if not says(node)
        ]
        assert silent == []


def says(node: ast.AST) -> bool:
    """Whether it has a docstring; an empty module needs none."""
    if isinstance(node, ast.Module) and not node.body:
        return True
    return bool(ast.get_docstring(node))  # type: ignore[arg-type]
