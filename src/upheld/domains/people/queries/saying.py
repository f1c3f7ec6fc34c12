"""What records say, read back from what was kept of them, ready to be compared and shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from upheld.domains.people.rules.names import show_name
from upheld.domains.people.rules.numbers import show_national_insurance_number


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a record says about a person. Empty and None mean that it does not say it."""

    name: str
    family_name: str
    given_names: str
    born_on: date | None
    died_on: date | None
    national_insurance_number: str
    address: str
    phone: str
    email: str
    representative: str
    benefit: str


def said_by(facts: Mapping[str, Any]) -> Said:
    """What the facts of a record say, ready to be shown."""
    family, given = facts.get("family_name", ""), facts.get("given_names", "")
    lines = [*facts.get("address_lines", ()), facts.get("postcode", "")]
    speaker = (facts.get("representative_name", ""), facts.get("representative_kind", "").replace("_", " "))
    return Said(
        name=show_name(family, given) if family or given else "",
        family_name=family,
        given_names=given,
        born_on=day_in(facts, "born_on"),
        died_on=day_in(facts, "died_on"),
        national_insurance_number=show_national_insurance_number(facts.get("national_insurance_number")),
        address=", ".join(line for line in lines if line),
        phone=facts.get("phone", ""),
        email=facts.get("email", ""),
        representative=", ".join(part for part in speaker if part),
        benefit=facts.get("benefit", ""),
    )


def day_in(facts: Mapping[str, Any], name: str) -> date | None:
    """A day among the facts, which are JSON."""
    return date.fromisoformat(facts[name]) if facts.get(name) else None


def evidence_in(held: Iterable[Any]) -> tuple[tuple[str, str, float], ...]:
    """The evidence of a pair or a link, as it was kept: field, level and weight of each comparison."""
    return tuple((str(field), str(level), float(weight)) for field, level, weight in held)
