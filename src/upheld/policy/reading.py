"""Reading a pack's files as YAML 1.2, remembering the line of every value."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from upheld.policy.problems import Problem


def read_yaml(path: Path) -> tuple[Any, Problem | None]:
    """The content of one file, or the problem that keeps it from being read."""
    try:
        return YAML(typ="rt").load(path.read_text("utf-8")), None
    except UnicodeDecodeError:
        return None, Problem(
            path.name, 1, "The file is not plain text in UTF-8.", "Save it again as UTF-8 text."
        )
    except DuplicateKeyError as broken:
        return None, _duplicate(path, broken)
    except MarkedYAMLError as broken:
        return None, _syntax(path, broken)
    except (YAMLError, ValueError) as broken:
        return None, Problem(
            path.name, 1, f"The file cannot be read: {broken}.", "Mend that value and check again."
        )


def line_of(content: Any, place: Sequence[object]) -> int:
    """The line (from 1) on which the value at this place stands, or the nearest one around it."""
    line = 0
    for part in place:
        if isinstance(content, CommentedMap) and part in content:
            line = content.lc.key(part)[0]
        elif isinstance(content, CommentedSeq) and isinstance(part, int) and part < len(content):
            line = content.lc.item(part)[0]
        else:
            break
        content = content[part]
    return line + 1


def _line(broken: MarkedYAMLError) -> int:
    mark = broken.problem_mark or broken.context_mark
    return mark.line + 1 if mark else 1


def _duplicate(path: Path, broken: MarkedYAMLError) -> Problem:
    name = str(broken.problem).split('"')[1] if '"' in str(broken.problem) else "a key"
    return Problem(
        path.name,
        _line(broken),
        f'"{name}" is written twice in the same place.',
        "Keep one of the two. Values that follow each other are items of one list, each with its own from.",
    )


def _syntax(path: Path, broken: MarkedYAMLError) -> Problem:
    return Problem(
        path.name,
        _line(broken),
        f"The layout of the file cannot be understood here: {broken.problem or broken.context}.",
        "Look at this line and the one above for a missing colon, quotation mark or bracket, a tab, or an "
        "indent that differs from its neighbours. Put quotation marks around words that hold a colon.",
    )
