"""What goes wrong in records: each kind of fault, how often, and whom it can befall.

The rates are of the records that a fault can befall, before they are multiplied by how untidy a system is.
They are ours, set so that most kinds occur some thousand times in a million records; they are no agency's.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One kind of fault."""

    rate: float
    of: str
    does: str


FAULTS = {
    "given.nickname": Fault(0.035, "names with a short form", "the short form is written"),
    "given.spelling": Fault(
        0.06, "names with other spellings", "another spelling or transliteration is written"
    ),
    "given.initial_only": Fault(0.012, "all", "the first letter alone"),
    "given.typing": Fault(0.012, "all", "one letter is left out, doubled, exchanged or wrong"),
    "given.missing": Fault(0.002, "all", "no given name"),
    "family.spelling": Fault(
        0.04, "names with other spellings", "another spelling or transliteration is written"
    ),
    "family.half": Fault(0.25, "double names", "one half of the name"),
    "family.typing": Fault(0.010, "all", "one letter is left out, doubled, exchanged or wrong"),
    "names.accents": Fault(0.65, "names with accents", "plain letters"),
    "names.apostrophe": Fault(0.4, "names with an apostrophe or hyphen", "a space or nothing instead"),
    "names.swapped": Fault(
        1.0, "as often as its origin says in names.toml", "given and family name change places"
    ),
    "born.typing": Fault(0.006, "all", "one digit of day, month or year is wrong"),
    "born.day_and_month": Fault(0.006, "days up to the 12th", "day and month change places"),
    "born.first_of_january": Fault(0.004, "all", "1 January of the year stands for a day that is not known"),
    "born.missing": Fault(0.004, "all", "no date of birth"),
    "number.typing": Fault(0.005, "with a number", "one digit is wrong"),
    "number.transposed": Fault(0.003, "with a number", "two digits change places"),
    "number.partners": Fault(0.002, "with a partner who has a number", "the partner's number is entered"),
    "number.clerks": Fault(0.0004, "with a number", "one number that a clerk entered for many"),
    "number.temporary": Fault(
        0.2, "without a number", "TN, the date of birth and the sex: shared by whom it fits"
    ),
    "sex.wrong": Fault(0.003, "all", "the other sex"),
    "sex.missing": Fault(0.02, "all", "no sex"),
    "address.shortened": Fault(0.35, "all", "Rd for Road, no town, capitals or commas otherwise"),
    "address.typing": Fault(0.03, "all", "one letter or digit is wrong"),
    "address.missing": Fault(0.006, "all", "neither address nor postcode"),
    "postcode.typing": Fault(0.008, "with a postcode", "one letter or digit is wrong"),
    "postcode.missing": Fault(0.01, "with a postcode", "no postcode"),
    "phone.typing": Fault(0.008, "with a phone", "one digit is wrong"),
    "phone.partners": Fault(0.04, "with a partner who has a phone", "the partner's phone"),
    "phone.carers": Fault(0.006, "all", "the phone of a carer or an office, which many share"),
    "email.partners": Fault(0.02, "with a partner who has an email", "the partner's email"),
    "email.typing": Fault(0.01, "with an email", "one letter is wrong"),
    "died.missing": Fault(0.12, "dead", "the system never heard of the death"),
    "died.day_out": Fault(0.04, "dead, and known to be", "a few days too early or late"),
    "died.partners": Fault(0.002, "with a partner who died", "the partner's death is entered"),
    "record.entered_over": Fault(
        0.0008, "all", "keyed over the record before it: its address, phone and birth stay"
    ),
}
"""Every kind of fault by its name, in the order in which they happen."""

SHARED_BY = {"number.clerks": 8, "phone.carers": 12}
"""How many records, about, come to share one number."""
