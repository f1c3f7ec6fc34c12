"""The vocabulary of comparison: for each field its levels, from the strongest agreement to none.

A level has a name ("name.swapped"), its condition (SQL and Python from one definition), the frequency that
its weight is adjusted by, and the sentence that an officer reads. The first level that holds is the pair's.
How much a level counts is not said here: that is the model's, which is trained.
"""

from dataclasses import dataclass

from upheld.insight.linkage.conditions import (
    Condition,
    among,
    before,
    begins,
    edits,
    ends,
    equal,
    held,
    length_is,
    one_slip,
    same_part,
    swapped_day_and_month,
)
from upheld.insight.linkage.normalising import Normalised


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which a field of two records may agree or not. `when` is None for "anything else"."""

    name: str
    when: Condition | None
    words: str
    frequency: str = ""
    says_nothing: bool = False

    def holds(self, a: Normalised, b: Normalised) -> bool:
        """Whether the two records stand so."""
        return self.when is None or self.when.holds(a, b)


GIVEN_SAME = equal("given_name")
GIVEN_ALIKE = (
    equal("given_canon")
    | begins("given_name", letters=3)
    | (equal("given_sound") & edits("given_name", at_most=3, shortest=4))
    | among("given_name", "middle_names")
)
GIVEN_TYPO = edits("given_name", at_most=1, shortest=3) | edits("given_name", at_most=2, shortest=6)
FAMILY_SAME = equal("family_name")
FAMILY_CHANGED = (
    equal("former_name", "family_name")
    | equal("former_name")
    | (equal("family_head", "family_name") | equal("family_tail", "family_name"))
)
FAMILY_NEAR = (
    edits("family_name", at_most=1, shortest=3)
    | edits("family_name", at_most=2, shortest=6)
    | (equal("family_sound") & edits("family_name", at_most=3, shortest=4))
)
GIVEN_ABSENT, FAMILY_ABSENT = ~held("given_name"), ~held("family_name")
SWAPPED = equal("given_name", "family_name")
SWAPPED_WHOLLY = Condition(
    "(given_name_l = family_name_r AND family_name_l = given_name_r)",
    lambda a, b: (
        None not in (a.given_name, a.family_name)
        and a.given_name == b.family_name
        and a.family_name == b.given_name
    ),
)

NAME = (
    Level("name.missing", GIVEN_ABSENT & FAMILY_ABSENT, "No names can be compared.", says_nothing=True),
    Level("name.same", GIVEN_SAME & FAMILY_SAME, "The whole name is the same.", "full_name"),
    Level(
        "name.swapped", SWAPPED_WHOLLY, "The names are the same, given and family name swapped.", "full_name"
    ),
    Level(
        "name.given_alike",
        GIVEN_ALIKE & FAMILY_SAME,
        "The family name is the same; the given names are forms of one name.",
        "family_name",
    ),
    Level(
        "name.family_changed",
        (GIVEN_SAME | GIVEN_ALIKE) & FAMILY_CHANGED,
        "The given name is the same; one family name is the other's former name or a part of it.",
        "given_name",
    ),
    Level(
        "name.given_typo",
        GIVEN_TYPO & FAMILY_SAME,
        "The family name is the same; the given names differ by a letter or two.",
        "family_name",
    ),
    Level(
        "name.family_typo",
        GIVEN_SAME & FAMILY_NEAR,
        "The given name is the same; the family names differ by a letter or two.",
        "given_name",
    ),
    Level(
        "name.both_near",
        (GIVEN_ALIKE | GIVEN_TYPO) & FAMILY_NEAR,
        "The given and the family name are both nearly the same.",
    ),
    Level("name.swapped_near", SWAPPED, "One name stands where the other record holds the other name."),
    Level(
        "name.initial",
        (FAMILY_SAME | FAMILY_CHANGED) & length_is("given_name", 1) & equal("given_initial"),
        "The family name is the same; one given name is an initial that fits.",
        "family_name",
    ),
    Level(
        "name.family_only",
        FAMILY_SAME & GIVEN_ABSENT,
        "The family name is the same; a given name is not held.",
        "family_name",
    ),
    Level(
        "name.given_only",
        GIVEN_SAME & FAMILY_ABSENT,
        "The given name is the same; a family name is not held.",
        "given_name",
    ),
    Level(
        "name.given_same",
        GIVEN_SAME,
        "The given name is the same; the family names are different.",
        "given_name",
    ),
    Level(
        "name.family_same",
        FAMILY_SAME | FAMILY_CHANGED,
        "The family name is the same; the given names are different.",
        "family_name",
    ),
    Level("name.different", None, "The names are different."),
)
_DEFAULT = ends("birth_day", "0101")
BORN = (
    Level("born.missing", ~held("birth_day"), "A date of birth is not held.", says_nothing=True),
    Level(
        "born.same_default",
        equal("birth_day") & _DEFAULT,
        "The date of birth is the same, but 1 January is often written when the day is not known.",
    ),
    Level("born.same", equal("birth_day"), "The date of birth is the same."),
    Level(
        "born.day_and_month_swapped",
        swapped_day_and_month("birth_day"),
        "The date of birth is the same, with day and month swapped.",
    ),
    Level("born.one_digit", one_slip("birth_day"), "The dates of birth differ by one digit."),
    Level(
        "born.year_of_default",
        _DEFAULT & same_part("birth_day", 1, 4),
        "The year of birth is the same; one date is 1 January, often written when the day is not known.",
    ),
    Level(
        "born.two_parts",
        (same_part("birth_day", 1, 6) | same_part("birth_day", 5, 4))
        | (same_part("birth_day", 1, 4) & same_part("birth_day", 7, 2)),
        "Two of day, month and year of birth are the same.",
    ),
    Level("born.year", same_part("birth_day", 1, 4), "Only the year of birth is the same."),
    Level("born.different_default", _DEFAULT, "The dates of birth differ; one is 1 January of some year."),
    Level("born.different", None, "The dates of birth are different."),
)
NUMBER = (
    Level("number.missing", ~held("live_number"), "A lasting number is not held by both.", says_nothing=True),
    Level("number.same", equal("live_number"), "The National Insurance number is the same."),
    Level("number.one_slip", one_slip("live_number"), "The National Insurance numbers differ by one slip."),
    Level(
        "number.two_slips",
        edits("live_number", at_most=2, shortest=6),
        "The National Insurance numbers differ in two signs.",
    ),
    Level("number.different", None, "The National Insurance numbers are different."),
)
PLACE = (
    Level(
        "place.missing",
        ~held("post_code") & ~held("street_address"),
        "No addresses can be compared.",
        says_nothing=True,
    ),
    Level(
        "place.same",
        equal("post_code") & (equal("street_address") | equal("house")),
        "The address and postcode are the same.",
    ),
    Level(
        "place.address",
        equal("street_address") & edits("street_address", at_most=0, shortest=8),
        "The address is the same; the postcode is not, or is not held.",
    ),
    Level(
        "place.near",
        ((edits("post_code", at_most=1, shortest=4) | equal("district")) & equal("house"))
        | edits("street_address", at_most=3, shortest=12)
        | edits("street_address", at_most=9, shortest=30),
        "The address is nearly the same.",
    ),
    Level("place.postcode", equal("post_code"), "The postcode is the same."),
    Level("place.district", equal("district"), "The postcode district is the same."),
    Level("place.different", None, "The addresses are different."),
)
PHONE = (
    Level("phone.missing", ~held("phone_tail"), "A phone number is not held by both.", says_nothing=True),
    Level("phone.same", equal("phone_tail"), "The phone number is the same."),
    Level("phone.one_slip", one_slip("phone_tail"), "The phone numbers differ by one digit."),
    Level("phone.different", None, "The phone numbers are different."),
)
EMAIL = (
    Level(
        "email.missing", ~held("email_address"), "An email address is not held by both.", says_nothing=True
    ),
    Level("email.same", equal("email_address"), "The email address is the same."),
    Level(
        "email.near",
        edits("email_address", at_most=2, shortest=8),
        "The email addresses are nearly the same.",
    ),
    Level("email.different", None, "The email addresses are different."),
)
MIDDLE = (
    Level("middle.missing", ~held("middle_names"), "Middle names are not held by both.", says_nothing=True),
    Level("middle.same", equal("middle_names"), "The middle names are the same."),
    Level("middle.initial", same_part("middle_names", 1, 1), "The middle names begin with the same letter."),
    Level("middle.different", None, "The middle names are different."),
)
SEX = (
    Level("sex.missing", ~held("sex_held"), "The sex is not held by both.", says_nothing=True),
    Level("sex.same", equal("sex_held"), "The sex recorded is the same."),
    Level("sex.different", None, "The sex recorded is different."),
)
_IMPOSSIBLE = before("death_day", "birth_day")
DIED = (
    Level(
        "died.missing", ~held("death_day") & ~_IMPOSSIBLE, "Not both are recorded as dead.", says_nothing=True
    ),
    Level("died.before_born", _IMPOSSIBLE, "One record's death lies before the other's birth."),
    Level("died.same", equal("death_day"), "The date of death is the same."),
    Level(
        "died.near",
        one_slip("death_day") | same_part("death_day", 1, 6),
        "The dates of death differ by a digit, or lie in one month.",
    ),
    Level("died.different", None, "The dates of death are different."),
)
FIELDS = {
    "name": NAME,
    "born": BORN,
    "number": NUMBER,
    "place": PLACE,
    "phone": PHONE,
    "email": EMAIL,
    "middle": MIDDLE,
    "sex": SEX,
    "died": DIED,
}
"""The fields that are compared, in the order in which they are shown."""
LEVELS = {level.name: level for levels in FIELDS.values() for level in levels}
FREQUENCIES = ("full_name", "family_name", "given_name")
"""What names are counted: how common a whole name is, and each part of it."""


def level_of(field: str, a: Normalised, b: Normalised) -> Level:
    """The level at which a field of two records stands."""
    return next(level for level in FIELDS[field] if level.holds(a, b))
