"""Evidence in words: what each field of two records says, and how much it weighs."""

from collections.abc import Iterable
from dataclasses import dataclass

from upheld.domains.people.queries import HeldFact
from upheld.insight.linkage.levels import LEVELS

FIELDS = {
    "name": "Name",
    "other": "Middle names",
    "born": "Date of birth",
    "number": "National Insurance number",
    "place": "Address",
    "phone": "Phone",
    "email": "Email",
    "sex": "Sex recorded",
    "died": "Date of death",
}
"""What each field of a comparison is called, in the order in which it is shown."""

WHY = {
    "deaths_differ": "Two dates of death are held.",
    "died_before_born": "One of them died before the other was born, yet the number is the same.",
    "number_is_shared": "The National Insurance number is the same, but the names and dates are not.",
    "numbers_differ": "The names and dates of birth agree, but the National Insurance numbers do not.",
    "given_names_differ": "Much agrees, but the given names do not. They could be twins or relatives.",
    "births_differ": "Much agrees, but the dates of birth do not.",
    "joins_two": "The records agree well. Joining them would make one client out of two.",
    "links_no_longer": "They stand with one client, but what the systems say now does not agree any more.",
    "doubted": "Somebody doubts that both records are about this client.",
    "sample": "Chance drew it, to find out how often links are right.",
    "sexes_differ": "The names are forms of one name and the birth agrees, but the sex recorded does not.",
    "birth_by_default": "The names agree. The birth is 1 January, often written when the day is not known.",
    "fits_two": "This record fits two clients equally well.",
    "would_join_unlike": "They agree well, but joining them would bring together records that do not.",
    "weak_bridge": "Only one weak link would hold two groups of records together.",
    "too_many": "Joining them would give one client more records than anybody has.",
    "batch_would_join": "A run over all records found these two clients to be one person.",
    "parted": "These two were joined in error, and parted again.",
}
"""Why a pair waits for a person, by its key."""

MAKERS = {
    "first": "It was the first record that we received about them.",
    "number": "The National Insurance number and the date of birth were the same.",
    "arrival": "It was compared with other records when it arrived.",
    "batch": "It was compared with all other records.",
    "officer": "A person decided it.",
}
"""How a record came to its client, by the maker of the link."""

_SEVERAL = {
    "name": "names",
    "born_on": "dates of birth",
    "died_on": "dates of death",
    "national_insurance_number": "National Insurance numbers",
    "address": "addresses",
    "phone": "phone numbers",
    "email": "email addresses",
}
_NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}
_STRENGTHS = (
    (8.0, "strongly for one person"),
    (3.0, "for one person"),
    (-3.0, "little either way"),
    (-8.0, "for two people"),
)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What one field says: a sentence, its weight in bits (negative: for two people), and that in words."""

    field: str
    label: str
    words: str
    weight: float
    strength: str


def evidence_in_words(held: Iterable[tuple[str, str, float]]) -> tuple[Evidence, ...]:
    """The evidence in the order in which fields are shown; what says nothing is left out."""
    order = list(FIELDS)
    said = []
    for field, level, weight in held:
        known = LEVELS.get(level)
        if known is not None and known.says_nothing:
            continue
        words = known.words if known else f"{level.replace('.', ': ').replace('_', ' ')}."
        said.append(
            Evidence(
                field=field,
                label=FIELDS.get(field, field.replace("_", " ").capitalize()),
                words=words,
                weight=weight,
                strength=strength_of(weight),
            )
        )
    return tuple(sorted(said, key=lambda one: order.index(one.field) if one.field in order else len(order)))


def strength_of(weight: float) -> str:
    """How much a weight says, and for what: "strongly for one person"."""
    return next((words for least, words in _STRENGTHS if weight >= least), "strongly for two people")


def why_in_words(why: str) -> str:
    """Why a pair waits, as a sentence; the key itself in words when it is not known here."""
    return WHY.get(why, f"{why.replace('_', ' ').capitalize()}.")


def odds_in_words(weight: float) -> str:
    """The weight of a pair as odds that people understand: "about 1,000 to 1 for one person"."""
    if abs(weight) < 1:
        return "as likely two people as one"
    odds = min(2 ** abs(weight), 1e9)
    rounded = int(float(f"{odds:.1g}"))
    most = "more than " if rounded >= 1_000_000 else "about "
    shown = min(rounded, 1_000_000)
    return f"{most}{shown:,} to 1 for {'one person' if weight > 0 else 'two people'}"


def conflict_in_words(fact: HeldFact) -> str:
    """Two dates of birth are held."""
    number = len(fact.others) + (fact.believed is not None)
    return f"{_NUMBERS.get(number, str(number))} {_SEVERAL.get(fact.key, fact.key)} are held."
