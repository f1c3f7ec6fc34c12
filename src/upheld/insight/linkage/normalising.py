"""From a record as held to forms that can be compared: `normalise` in Python, `forms_sql` for a whole table.

Both say the same, form by form; a property test holds them to it. A form that says nothing (an empty name, a
temporary number, a date that systems write when they know none) is None, and is never counted for or against.
"""

import re
from dataclasses import dataclass
from datetime import date

from upheld.insight.linkage.folding import fold, run_together
from upheld.insight.linkage.nicknames import STANDS_FOR
from upheld.insight.linkage.records import PersonRecord

TITLES = "mr|mrs|ms|miss|mx|dr|prof|rev|sir|dame|lady|lord|master|mstr"
NEVER_BORN = ("19000101", "19010101", "00010101", "99991231", "11111111")
"""What systems write for "not known". Other firsts of January are kept, and count for little."""
TEMPORARY = "(tn|oo|cr|fy|mw|nc|pp|py|pz)[0-9]{6}[a-z]?"
"""Temporary and administrative numbers: made up from a date of birth or shared, they identify nobody."""
NUMBER = "[a-z]{2}[0-9]{6}[a-d]?"
BRITISH_POSTCODE = "[a-z]{1,2}[0-9][a-z0-9]?[0-9][a-z]{2}"
SHORTENED = {
    "street": "st", "road": "rd", "avenue": "ave", "av": "ave", "drive": "dr", "lane": "ln", "close": "cl",
    "court": "ct", "crescent": "cres", "place": "pl", "gardens": "gdns", "terrace": "ter", "square": "sq",
    "grove": "gr", "apartment": "flat", "apt": "flat", "unit": "flat", "saint": "st",
}  # fmt: skip
SOUNDS_LIKE = {"ph": "f", "ck": "k", "sch": "sh"}
SOUND_FROM, SOUND_TO = "cqzjaeiouyhw", "kksg"
"""Letters of one sound, and after them those that are left out."""
SEXES = {"m": ("m", "male", "man", "1"), "f": ("f", "female", "woman", "w", "2")}
"""How systems write the sex that they hold; 1 and 2 are those of ISO/IEC 5218."""
DOUBLED = "bdfgklmnprstvx"


@dataclass(frozen=True, slots=True)
class Normalised:
    """The comparable forms of a record. Dates are YYYYMMDD; None is "says nothing"."""

    id: str
    system: str
    given_name: str | None = None
    given_canon: str | None = None
    given_sound: str | None = None
    given_initial: str | None = None
    middle_names: str | None = None
    family_name: str | None = None
    family_sound: str | None = None
    family_head: str | None = None
    family_tail: str | None = None
    former_name: str | None = None
    former_sound: str | None = None
    birth_day: str | None = None
    death_day: str | None = None
    live_number: str | None = None
    sex_held: str | None = None
    street_address: str | None = None
    house: str | None = None
    post_code: str | None = None
    district: str | None = None
    phone_tail: str | None = None
    email_address: str | None = None


FORMS = tuple(name for name in Normalised.__slots__ if name not in ("id", "system"))


def normalise(record: PersonRecord) -> Normalised:
    """The comparable forms of a record."""
    given = re.sub(f"^(({TITLES}) )+", "", fold(record.given_names) + " ").strip(" ")
    first, _, others = given.partition(" ")
    family, former = fold(record.family_name), fold(record.former_family_name)
    postcode = run_together(record.postcode)
    address = _address(record.address)
    house = re.search("[0-9]+[a-z]?", address)
    return Normalised(
        id=record.id,
        system=record.system,
        given_name=first or None,
        given_canon=STANDS_FOR.get(first, first) or None,
        given_sound=sound(STANDS_FOR.get(first, first)) or None,
        given_initial=first[:1] or None,
        middle_names=others or None,
        family_name=family.replace(" ", "") or None,
        family_sound=sound(family.replace(" ", "")) or None,
        family_head=family.partition(" ")[0] or None,
        family_tail=family.rpartition(" ")[2] or None,
        former_name=former.replace(" ", "") or None,
        former_sound=sound(former.replace(" ", "")) or None,
        birth_day=_day(record.born_on),
        death_day=_day(record.died_on),
        live_number=_number(record.national_insurance_number),
        sex_held=_sex(record.sex),
        street_address=address or None,
        house=house.group() if house else None,
        post_code=postcode or None,
        district=_district(postcode) or None,
        phone_tail=_phone(record.phone),
        email_address=_email(record.email),
    )


def sound(name: str) -> str:
    """The bones of a folded name: letters of one sound made one, vowels after the first letter left out."""
    for letters, letter in SOUNDS_LIKE.items():
        name = name.replace(letters, letter)
    bones = name[:1].translate(_FIRST) + name[1:].translate(_BONES)
    for letter in DOUBLED:
        bones = re.sub(f"{letter}+", letter, bones)
    return bones


_FIRST = str.maketrans("cqzj", "kksg")
_BONES = str.maketrans(SOUND_FROM[:4], SOUND_TO, SOUND_FROM[4:])


def _address(text: str) -> str:
    padded = f" {fold(text)} "
    for word, short in SHORTENED.items():
        padded = padded.replace(f" {word} ", f" {short} ")
    return padded.strip(" ")


def _day(day: date | None) -> str | None:
    written = day.isoformat().replace("-", "") if day else ""
    return None if not written or written in NEVER_BORN else written


def _all_one_sign(text: str) -> bool:
    return text.replace(text[:1], "") == ""


def _number(text: str) -> str | None:
    number = run_together(text)
    if len(number) < 4 or _all_one_sign(number) or re.fullmatch(TEMPORARY, number):
        return None
    return number[:8] if re.fullmatch(NUMBER, number) else number


def _sex(text: str) -> str | None:
    written = fold(text)
    return next((sex for sex, ways in SEXES.items() if written in ways), None)


def _district(postcode: str) -> str:
    return postcode[:-3] if re.fullmatch(BRITISH_POSTCODE, postcode) else postcode[:3]


def _phone(text: str) -> str | None:
    digits = re.sub("[^0-9]", "", text)
    return digits[-9:] if len(digits) >= 7 and not _all_one_sign(digits[-9:]) else None


def _email(text: str) -> str | None:
    return (run_together(text) or None) if "@" in text else None
