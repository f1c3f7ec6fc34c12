"""The linker that imports use: insight's model, asked about what people holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from upheld.domains.people.queries import HeldIdentity, Likeness
from upheld.insight.linkage.model import LinkageModel, load_model
from upheld.insight.linkage.normalising import Normalised, normalise
from upheld.insight.linkage.records import PersonRecord
from upheld.insight.linkage.scoring import Scored, decide, keys_of, score

TWO_NUMBERS_IN_A_SYSTEM = "numbers_differ_in_one_system"
"""Why records are not joined of which one system holds two with different numbers."""

DEATHS_DIFFER = "deaths_differ"
"""Why records are not joined that say two dates of death."""


@dataclass(frozen=True)
class ModelLinker:
    """Compares records by a model, exactly as a run over all of them would."""

    model: LinkageModel = field(default_factory=load_model)

    @property
    def version(self) -> str:
        """The version of the model."""
        return self.model.version

    @property
    def most_for_a_key(self) -> int:
        """How many records may share a key before it tells nobody apart."""
        return self.model.largest_block

    def keys_of(self, one: HeldIdentity) -> Collection[str]:
        """Texts, of which two records share one when they may be about one person."""
        return keys_of(forms_of(one), self.model)

    def compare(self, one: HeldIdentity, other: HeldIdentity) -> Likeness:
        """How alike two records are, and what follows."""
        scored = score(forms_of(one), forms_of(other), self.model)
        return likeness_of(scored, self.model)

    def objection(self, members: Sequence[HeldIdentity]) -> str:
        """Why these records cannot all be about one person, as a key; empty when they can."""
        forms = [forms_of(one) for one in members]
        numbers = {(one.system, one.live_number) for one in forms if one.live_number}
        if len(numbers) > len({system for system, _ in numbers}):
            return TWO_NUMBERS_IN_A_SYSTEM
        return DEATHS_DIFFER if len({one.death_day for one in forms if one.death_day}) > 1 else ""


def likeness_of(scored: Scored, model: LinkageModel) -> Likeness:
    """A scored pair as people keeps it."""
    verdict = decide(scored, model)
    evidence = tuple((one.field, one.level, one.weight) for one in scored.fields)
    return Likeness(verdict.kind, scored.weight, evidence, verdict.why)


@lru_cache(maxsize=16_384)
def forms_of(one: HeldIdentity) -> Normalised:
    """The comparable forms of a held record."""
    return normalise(person_of(one))


def person_of(one: HeldIdentity) -> PersonRecord:
    """A held record as linkage reads it."""
    return PersonRecord(
        id=str(one.record_id),
        system=one.system,
        given_names=one.given_names,
        family_name=one.family_name,
        born_on=one.born_on,
        died_on=one.died_on,
        national_insurance_number=one.national_insurance_number,
        sex=one.sex,
        address=one.address,
        postcode=one.postcode,
        phone=one.phone,
        email=one.email,
    )
