"""The linker that imports use: insight's model, asked about what people holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from upheld.domains.people.queries import HeldIdentity, Likeness
from upheld.insight.linkage.contradictions import (
    MOST_OF_ONE,
    NEVER,
    NEVER_IN_ONE_SYSTEM,
    TOO_MANY,
    UNLIKE,
    WEAK_BRIDGE,
    WOULD_JOIN_UNLIKE,
)
from upheld.insight.linkage.model import LinkageModel, load_model
from upheld.insight.linkage.normalising import Normalised, normalise
from upheld.insight.linkage.records import PersonRecord
from upheld.insight.linkage.scoring import Scored, decide, keys_of, score


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

    def objection(self, ours: Sequence[HeldIdentity], theirs: Sequence[HeldIdentity], weight: float) -> str:
        """Why two groups of records that a link of this weight would join cannot be about one person, as a
        key; empty when they can.
        """
        if any(self._contradict(one, other) for one in ours for other in theirs):
            return WOULD_JOIN_UNLIKE
        sizes = _distinct(ours), _distinct(theirs)
        if min(sizes) > 1 and weight < self.model.thresholds.strict:
            return WEAK_BRIDGE
        return TOO_MANY if sum(sizes) > MOST_OF_ONE else ""

    def _contradict(self, one: HeldIdentity, other: HeldIdentity) -> bool:
        likeness = self.compare(one, other)
        if likeness.kind == "link":
            return False
        levels = {level for _, level, _ in likeness.evidence}
        if not levels.isdisjoint(NEVER) or likeness.why == "given_names_differ":
            return True
        if one.system == other.system and not levels.isdisjoint(NEVER_IN_ONE_SYSTEM):
            return True
        return likeness.weight < self.model.thresholds.review and not levels.isdisjoint(UNLIKE)


def _distinct(members: Sequence[HeldIdentity]) -> int:
    """How many of some records are no exact duplicates of another."""
    return len({replace(forms_of(one), id="") for one in members})


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
