"""The contracts of the architecture are kept by changing the code: none makes an exception for it."""

from configparser import ConfigParser

import pytest

from tests.conventions.reading import DOMAINS, ROOT

CONTRACTS = ConfigParser()
CONTRACTS.read(ROOT / ".importlinter", encoding="utf-8")
LOOSENS = ("ignore_imports", "unmatched_ignore_imports_alerting", "as_packages")
KEPT = {
    "storeys",
    "domains",
    "rooms",
    "private-models",
    "thin-doors",
    "pure",
    "engines",
    "read-only-insight",
    "no-cycles",
}


class TestTheContracts:
    def test_those_that_the_house_was_drawn_with_are_all_there(self) -> None:
        names = {section.rpartition(":")[2] for section in CONTRACTS.sections() if ":" in section}
        assert names >= KEPT

    @pytest.mark.parametrize("section", CONTRACTS.sections())
    def test_none_makes_an_exception(self, section: str) -> None:
        assert [option for option in LOOSENS if CONTRACTS.has_option(section, option)] == []

    @pytest.mark.parametrize("name", ["storeys", "domains", "rooms"])
    def test_a_new_package_must_be_given_its_place(self, name: str) -> None:
        assert CONTRACTS.getboolean(f"importlinter:contract:{name}", "exhaustive")

    def test_every_domain_has_its_row(self) -> None:
        layers = CONTRACTS["importlinter:contract:domains"]["layers"].replace("|", " ").split()
        assert set(DOMAINS) <= set(layers)
