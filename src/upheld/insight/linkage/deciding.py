"""What follows from how a pair compares: link, review or apart, by rules in an order. In Python and in SQL.

A weight alone is not enough to link by: twins at one address agree in nearly everything. So a pair is linked
only when its names and its dates of birth say, each for itself, that it may be one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from upheld.insight.linkage.levels import FIELDS
from upheld.insight.linkage.model import LinkageModel

Kind = Literal["link", "review", "apart"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with a pair, and why (the name of the rule)."""

    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A verdict, where each named field stands at one of the named levels and the weight is at least so much.

    `weight` names one of the model's thresholds; empty means any weight that reaches review at all.
    """

    verdict: Verdict
    at: Mapping[str, frozenset[str]]
    weight: str = ""


def _levels(field: str, names: str) -> frozenset[str]:
    found = frozenset(f"{field}.{name}" for name in names.split())
    if unknown := found - {level.name for level in FIELDS[field]}:
        raise LookupError(f"No such levels are compared: {', '.join(sorted(unknown))}.")
    return found


NAME_NEAR = _levels(
    "name",
    "same swapped given_alike family_changed given_typo family_typo both_near given_same given_only",
)
WHOLE_NAME_NEAR = _levels(
    "name", "same swapped given_alike family_changed given_typo family_typo both_near swapped_near"
)
ALIKE_ONLY = _levels("name", "given_alike given_typo both_near initial given_same swapped_near")
NAME_FITS = NAME_NEAR | _levels("name", "swapped_near initial family_only")
BORN_NEAR = _levels("born", "same same_default day_and_month_swapped one_digit")
BORN_FITS = BORN_NEAR | _levels("born", "year_of_default two_parts missing")
BORN_EXACT = _levels("born", "same same_default")
BORN_SAME = _levels("born", "same day_and_month_swapped")
SAME_NUMBER, OTHER_NUMBER = _levels("number", "same"), _levels("number", "different two_slips")
SAME_YEAR = _levels("born", "year")
BORN_DEFAULT = _levels("born", "same_default year_of_default")
NOTHING_ELSE: Mapping[str, frozenset[str]] = {
    "place": _levels("place", "missing district different"),
    "phone": _levels("phone", "missing different"),
    "email": _levels("email", "missing different"),
}
NOT_ANOTHER_SEX = _levels("sex", "same missing")


def _rule(kind: Kind, why: str, least: str = "", /, **at: frozenset[str]) -> Rule:
    return Rule(Verdict(kind, why), at, least)


RULES = (
    _rule("review", "died_before_born", died=_levels("died", "before_born"), number=SAME_NUMBER),
    _rule("apart", "died_before_born", died=_levels("died", "before_born")),
    _rule("review", "deaths_differ", died=_levels("died", "different")),
    _rule("link", "number_name_and_birth", "link", number=SAME_NUMBER, name=NAME_FITS, born=BORN_FITS),
    _rule("link", "number_and_birth", "link", number=SAME_NUMBER, born=BORN_SAME, sex=NOT_ANOTHER_SEX),
    _rule("link", "number_and_name", "link", number=SAME_NUMBER, name=WHOLE_NAME_NEAR, born=SAME_YEAR),
    _rule("review", "number_is_shared", number=SAME_NUMBER),
    _rule("link", "all_but_the_number", "strict", number=OTHER_NUMBER, name=WHOLE_NAME_NEAR, born=BORN_NEAR),
    _rule("review", "numbers_differ", number=OTHER_NUMBER, name=NAME_NEAR, born=BORN_NEAR),
    _rule("apart", "numbers_differ", number=OTHER_NUMBER),
    _rule("review", "birth_by_default", name=NAME_NEAR, born=BORN_DEFAULT, **NOTHING_ELSE),
    _rule("review", "sexes_differ", name=ALIKE_ONLY, born=BORN_NEAR, sex=_levels("sex", "different")),
    _rule("link", "name_and_birth", "review", name=WHOLE_NAME_NEAR, born=BORN_EXACT),
    _rule("link", "given_name_and_birth", "link", name=NAME_NEAR, born=BORN_EXACT),
    _rule("link", "name_and_near_birth", "strict", name=WHOLE_NAME_NEAR, born=BORN_FITS),
    _rule("link", "part_of_name_and_birth", "strict", name=NAME_FITS, born=BORN_SAME, sex=NOT_ANOTHER_SEX),
    _rule("review", "given_names_differ", born=BORN_NEAR),
    _rule("review", "births_differ", name=NAME_NEAR),
)
"""In this order: the first that applies decides. No rule: apart ("little_agrees")."""

LITTLE_AGREES = Verdict("apart", "little_agrees")


WEIGHT_ALONE = _rule("link", "weight_alone", "link")


def rules_of(model: LinkageModel) -> tuple[Rule, ...]:
    """The rules for a model. Where the records that it was trained on hold no households, nobody is there
    who could agree in so much, and the weight alone is enough (deaths that contradict still are asked about).
    """
    return RULES if model.households else (*RULES[:3], WEIGHT_ALONE, *RULES[3:])


def verdict_on(weight: float, levels: Mapping[str, str], model: LinkageModel) -> Verdict:
    """The verdict on a pair of this weight, whose fields stand at these levels."""
    if weight < model.thresholds.review:
        return LITTLE_AGREES
    for rule in rules_of(model):
        enough = not rule.weight or weight >= getattr(model.thresholds, rule.weight)
        if enough and all(levels[field] in allowed for field, allowed in rule.at.items()):
            return rule.verdict
    return LITTLE_AGREES


def verdict_sql(model: LinkageModel) -> str:
    """The same as an SQL expression over `match_weight` and `gamma_...`: "kind:why"."""
    cases = [f"WHEN match_weight < {model.thresholds.review} THEN '{_said(LITTLE_AGREES)}'"]
    for rule in rules_of(model):
        tests = [
            f"gamma_{field} IN ({', '.join(str(number_of(name)) for name in sorted(allowed))})"
            for field, allowed in rule.at.items()
        ]
        if rule.weight:
            tests.append(f"match_weight >= {getattr(model.thresholds, rule.weight)}")
        cases.append(f"WHEN {' AND '.join(tests)} THEN '{_said(rule.verdict)}'")
    return f"CASE {' '.join(cases)} ELSE '{_said(LITTLE_AGREES)}' END"


def _said(verdict: Verdict) -> str:
    return f"{verdict.kind}:{verdict.why}"


def number_of(level: str) -> int:
    """The number by which Splink knows a level: 0 for "else", rising with agreement; -1 says nothing."""
    levels = FIELDS[level.partition(".")[0]]
    place = next(place for place, known in enumerate(levels) if known.name == level)
    return -1 if levels[place].says_nothing else len(levels) - 1 - place
