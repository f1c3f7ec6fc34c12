"""Scoring one pair, as the batch would: for a record that has just arrived. Pure.

`keys_of` says which records to compare with, `score` what each field says, `decide` what follows and
`in_words` how an officer reads it. Weights equal Splink's; a property test holds them to it.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from upheld.insight.linkage import blocking
from upheld.insight.linkage.deciding import Verdict, verdict_on
from upheld.insight.linkage.levels import FIELDS, LEVELS, Level, level_of
from upheld.insight.linkage.model import LinkageModel
from upheld.insight.linkage.normalising import Normalised, normalise
from upheld.insight.linkage.records import PersonRecord

RAREST = 1e-9
"""No name counts as rarer than this: a name that nobody else bears is often a slip."""


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """What one field says: its level and its weight in bits for one person (negative: against)."""

    field: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scored:
    """The weight of a pair (log2 of the odds that it is one person) and what each field adds to it."""

    weight: float
    fields: tuple[FieldWeight, ...]


def keys_of(record: PersonRecord | Normalised, model: LinkageModel) -> frozenset[str]:
    """The blocking keys of a record, opaque. Records are compared when they share one."""
    return frozenset(map(blocking.opaque, blocking.key_texts(_forms(record), model.blocking)))


def score(a: PersonRecord | Normalised, b: PersonRecord | Normalised, model: LinkageModel) -> Scored:
    """Compare two records field by field. A record compared with many is best normalised once, beforehand."""
    one, other = _forms(a), _forms(b)
    weights = tuple(_weigh(field, level_of(field, one, other), one, other, model) for field in FIELDS)
    return Scored(model.prior_weight + math.fsum(weight.weight for weight in weights), weights)


def decide(scored: Scored, model: LinkageModel) -> Verdict:
    """What is to be done with a scored pair."""
    return verdict_on(scored.weight, {weight.field: weight.level for weight in scored.fields}, model)


def in_words(scored: Scored) -> tuple[str, ...]:
    """What was found in plain English, the weightiest field first. What says nothing is left out."""
    said = sorted(scored.fields, key=lambda weight: -abs(weight.weight))
    return tuple(LEVELS[weight.level].words for weight in said if not LEVELS[weight.level].says_nothing)


def _forms(record: PersonRecord | Normalised) -> Normalised:
    return record if isinstance(record, Normalised) else _normalised(record)


@lru_cache(maxsize=4096)
def _normalised(record: PersonRecord) -> Normalised:
    return normalise(record)


def _weigh(field: str, level: Level, a: Normalised, b: Normalised, model: LinkageModel) -> FieldWeight:
    if level.says_nothing:
        return FieldWeight(field, level.name, 0.0)
    odds = model.odds[level.name]
    weight = odds.weight
    if level.frequency:
        found = [
            common
            for common in (model.frequency(level.frequency, one) for one in (a, b))
            if common is not None
        ]
        if found:
            weight += math.log2(odds.u) - math.log2(max(*found, RAREST))
    return FieldWeight(field, level.name, weight)
