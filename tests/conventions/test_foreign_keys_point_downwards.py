"""A foreign key points to its own domain or to a lower row of the building. Elsewhere there is a plain id."""

from configparser import ConfigParser

from django.apps import apps
from django.db.models import ForeignKey

from tests.conventions.reading import DOMAINS, ROOT


def rows() -> dict[str, int]:
    """The row of each domain, from the contracts: the lowest is 1. The kernel lies below all, at 0."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:domains"]["layers"].split("\n")
    named = [line for line in layers if line.strip() and not line.strip().startswith("#")]
    found = {
        domain.strip(): number
        for number, line in enumerate(reversed(named), start=1)
        for domain in line.split("|")
    }
    return {**found, "kernel": 0}


class TestTheRowsOfTheBuilding:
    def test_every_domain_has_one(self) -> None:
        assert set(DOMAINS) <= set(rows())


class TestForeignKeys:
    def test_each_points_to_its_own_domain_or_to_a_lower_row(self) -> None:
        row = rows()
        wrong = []
        for label in (*DOMAINS, "kernel"):
            for model in apps.get_app_config(label).get_models():
                for field in model._meta.get_fields():
                    if isinstance(field, ForeignKey):
                        to = field.related_model._meta.app_label
                        if to != label and row.get(to, 99) >= row[label]:
                            wrong.append(f"{label}.{model.__name__}.{field.name} -> {to}")
        assert wrong == []

    def test_none_takes_other_rows_with_it_when_it_is_deleted(self) -> None:
        across = [
            f"{label}.{model.__name__}.{field.name}"
            for label in (*DOMAINS, "kernel")
            for model in apps.get_app_config(label).get_models()
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey)
            and field.related_model._meta.app_label != label
            and field.remote_field.on_delete.__name__ != "PROTECT"
        ]
        assert across == []
