"""What the conventions read: the repository's files, and its Python as syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "upheld"
DOMAINS = tuple(
    sorted(folder.name for folder in (SOURCE / "domains").iterdir() if (folder / "apps.py").exists())
)

_BROUGHT_IN = {".git", ".venv", ".tools", "node_modules", "static", "dist"}


class Module(NamedTuple):
    """A Python file of the repository, its path from the root, and its syntax tree."""

    path: Path
    tree: ast.Module

    def __str__(self) -> str:
        return self.path.as_posix()


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that belongs to the repository, as paths from its root."""
    try:
        asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        found = [Path(name) for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # an archive without its history
        found = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
    return tuple(
        sorted(path for path in found if not _BROUGHT_IN & set(path.parts) and (ROOT / path).is_file())
    )


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files below these folders of the repository, without migrations."""
    chosen = (
        path
        for path in repository_files()
        if path.suffix == ".py" and path.as_posix().startswith(folders) and "migrations" not in path.parts
    )
    return tuple(_parsed(path) for path in chosen)


@cache
def _parsed(path: Path) -> Module:
    return Module(path, ast.parse((ROOT / path).read_text(encoding="utf-8")))


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, also those of its classes and within functions."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported_names(module: Module) -> Iterator[tuple[str, int]]:
    """Every name that a module imports, whole and dotted, with its line."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def dotted(node: ast.expr) -> str:
    """A name with its attributes, as in `datetime.now`; empty for anything else."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""
