"""The strip under the header of every page about a case: who the client is, and what they need."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from upheld.domains.casework.queries import CaseRow
from upheld.domains.people.queries import IdentityStrip
from upheld.web.components.identity import Identity, Need
from upheld.web.components.words import day

_SIGNS = (
    ("braille", "braille"),
    ("large print", "large-print"),
    ("easy read", "easy-read"),
    ("recording", "audio"),
    ("sign language", "sign-language"),
    ("interpreter", "language"),
    ("speak and write", "language"),
    ("face to face", "face-to-face"),
    ("visit at home", "home"),
    ("lip-read", "hearing"),
    ("email", "email"),
    ("letter", "letter"),
    ("phone", "phone"),
    ("ring", "phone"),
    ("call", "phone"),
    ("text", "phone"),
)
"""The words of an instruction, and the drawing that stands beside it: the first that is found."""


def identity_of(strip: IdentityStrip, *, owner: str = "", status: str = "") -> Identity:
    """What stands in the strip. The instructions hold language, format and safe contact already."""
    return Identity(
        name=strip.name,
        href=client_address(strip.client_id),
        born_on=strip.born_on,
        age=strip.age,
        national_insurance_number=strip.national_insurance_number,
        pronouns=strip.pronouns,
        needs=tuple(Need(words, _sign(words)) for words in strip.instructions),
        representative=strip.representative,
        owner=owner,
        status=status,
    )


def identity_on_case(strip: IdentityStrip | None, case: CaseRow) -> Identity | None:
    """The strip on a page about one case; None for a client whom the viewer's offices do not serve."""
    if strip is None:
        return None
    owner = f"{case.owner_name}, since {day(case.owned_since)}" if case.owner_name else "nobody yet"
    waits = ", on hold" if case.is_held else ""
    closed = "closed" if not case.is_open else ""
    return identity_of(
        strip,
        owner="" if closed else owner,
        status=f"{case.benefit_name}, {closed or case.stage_name.lower()}{waits}",
    )


def client_address(client_id: UUID) -> str:
    """The page of a client."""
    try:
        return reverse("client", args=[client_id])
    except NoReverseMatch:
        return reverse("home")


def _sign(words: str) -> str:
    said = words.lower()
    return next((icon for sign, icon in _SIGNS if sign in said), "person")
