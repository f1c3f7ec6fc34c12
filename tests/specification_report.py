"""Prints the specification as an outline of sentences, read from the names of the collected tests.

The folder is the domain, the module the capability, the class the situation, the method the fact:

    Casework
      Handing over
        When the receiver declines
          the case comes back to its owner

Nothing is run, so neither a database nor a browser is needed. Run it with `make spec`.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

TESTS = Path(__file__).parent
CHAPTERS = ("specification", "journeys")
INDENT = "  "


class Fact(NamedTuple):
    """One collected test as four levels of the outline; a level without words is left out."""

    domain: str
    capability: str
    situation: str
    sentence: str


class Collected:
    """A pytest plugin that keeps what was collected, in the order of files and lines."""

    def __init__(self) -> None:
        self.items: list[pytest.Item] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take over the list of tests that pytest would now run."""
        self.items = list(session.items)


def words(name: str) -> str:
    """The words of a `snake_case` or `CamelCase` name, without the `test` that pytest asks for."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    parts = [part if part.isupper() and len(part) > 1 else part.lower() for part in spaced.split("_") if part]
    return " ".join(parts[1:] if parts[:1] == ["test"] else parts)


def heading(names: Iterable[str]) -> str:
    """The words of names from the outermost to the innermost, beginning with a capital letter."""
    text = ", ".join(words(name) for name in names)
    return text[:1].upper() + text[1:]


def fact(path: Path, classes: Iterable[str], function: str) -> Fact:
    """Place one test in the outline; `path` is relative to the folder of the tests."""
    chapter, *folders = path.parent.parts
    title = folders if chapter == "specification" and folders else [chapter, *folders]
    return Fact(
        domain=heading(title),
        capability=heading([path.stem]),
        situation=heading(classes),
        # Hypothesis gives the one test of a state machine this name.
        sentence="whatever happens, in whatever order" if function == "runTest" else words(function),
    )


def fact_of(item: pytest.Item) -> Fact:
    """Place a collected test in the outline; every example of a parametrised test is the same fact."""
    classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    return fact(item.path.relative_to(TESTS), classes, getattr(item, "originalname", None) or item.name)


def outline(facts: Iterable[Fact]) -> Iterator[str]:
    """The lines of the outline: a heading is printed when it changes, a fact that repeats only once."""
    before: tuple[str, ...] = ("",) * len(Fact._fields)
    first = True
    for current in dict.fromkeys(facts):
        shared = next(n for n, level in enumerate(current) if level != before[n])
        if shared == 0 and not first:
            yield ""
        depth = sum(1 for level in current[:shared] if level)
        for level in filter(None, current[shared:]):
            yield INDENT * depth + level
            depth += 1
        before, first = current, False


def main() -> int:
    """Collect, print the outline and how much it holds; when collecting fails, print what pytest said."""
    collected, said = Collected(), io.StringIO()
    chapters = [str(TESTS / chapter) for chapter in CHAPTERS]
    quietly = ["--collect-only", "-q", "-s", "-p", "no:randomly"]
    with redirect_stdout(said), redirect_stderr(said):
        code = pytest.main([*quietly, *chapters], plugins=[collected])
    if code != pytest.ExitCode.OK:
        sys.stderr.write(said.getvalue())
        return int(code)
    facts = [fact_of(item) for item in collected.items]
    capabilities = {(one.domain, one.capability) for one in facts}
    closing = f"{len(set(facts))} facts about {len(capabilities)} capabilities."
    sys.stdout.write("\n".join([*outline(facts), "", closing, ""]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
