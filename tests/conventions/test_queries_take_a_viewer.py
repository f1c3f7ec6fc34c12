"""Every query takes a viewer and applies its scope. What rules need is listed, and no door reads it."""

import importlib
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from tests.conventions.reading import DOMAINS, imported_names, modules
from upheld.domains.access.queries import Viewer


def queries_of(domain: str) -> dict[str, Callable[..., Any]]:
    """The public queries of a domain by name."""
    module = importlib.import_module(f"upheld.domains.{domain}.queries")
    offered = {name: getattr(module, name) for name in getattr(module, "__all__", vars(module))}
    return {
        name: value
        for name, value in offered.items()
        if inspect.isfunction(value) and value.__module__.startswith(module.__name__) and name[0] != "_"
    }


def facts_for_rules(domain: str) -> tuple[Callable[..., Any], ...]:
    """The reads of a domain without a viewer, as it lists them itself."""
    module = importlib.import_module(f"upheld.domains.{domain}.queries")
    return getattr(module, "FACTS_FOR_RULES", ())


@pytest.mark.parametrize("domain", DOMAINS)
class TestTheQueriesOfADomain:
    def test_each_takes_a_viewer_or_is_listed_among_the_facts_for_rules(self, domain: str) -> None:
        without = [
            name
            for name, query in queries_of(domain).items()
            if inspect.get_annotations(query, eval_str=True).get("viewer") is not Viewer
            and query not in facts_for_rules(domain)
        ]
        assert without == []

    def test_what_is_listed_as_without_a_viewer_is_without_one(self, domain: str) -> None:
        assert [
            one.__name__ for one in facts_for_rules(domain) if "viewer" in inspect.signature(one).parameters
        ] == []


class TestTheDoors:
    def test_none_reads_a_fact_for_rules(self) -> None:
        hidden = {
            f"upheld.domains.{domain}.queries.{fact.__name__}"
            for domain in DOMAINS
            if domain != "access"
            for fact in facts_for_rules(domain)
        }
        used = [
            f"{module}:{line} {name}"
            for module in modules("src/upheld/web", "src/upheld/cli")
            for name, line in imported_names(module)
            if name in hidden
        ]
        assert used == []
