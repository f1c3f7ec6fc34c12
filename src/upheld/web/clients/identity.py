"""What stands in the strip about a client, from the read models of people and casework."""

from collections.abc import Sequence

from django.urls import reverse

from upheld.domains.casework.queries import CaseRow
from upheld.domains.people.queries import IdentityStrip
from upheld.web.components.identity import Identity, Need
from upheld.web.components.words import day

_ICONS = (
    ("large print", "large-print"),
    ("braille", "braille"),
    ("easy read", "easy-read"),
    ("audio", "audio"),
    ("sign language", "sign-language"),
    ("bsl", "sign-language"),
    ("interpreter", "language"),
    ("speak and write", "language"),
    ("face to face", "face-to-face"),
    ("visit", "home"),
    ("phone", "phone"),
    ("ring", "phone"),
    ("email", "email"),
    ("letter", "letter"),
)
"""The first of these words in an instruction chooses its icon."""


def identity_of(strip: IdentityStrip, *, owner: str = "", status: str = "") -> Identity:
    """A client's strip. Nothing is said twice: a safe contact and a language among the needs stand there."""
    safe = _sentence(strip.safe_contact)
    needs = tuple(Need(words, _icon(words)) for words in strip.instructions if words != safe)
    died = (Need(f"Died on {day(strip.died_on)}."),) if strip.died_on else ()
    said = " ".join(need.words for need in needs)
    return Identity(
        name=strip.name,
        href=reverse("client", args=[strip.client_id]),
        born_on=strip.born_on,
        age=strip.age,
        national_insurance_number=strip.national_insurance_number,
        pronouns=strip.pronouns,
        needs=(*died, *needs),
        language=f"Language: {strip.language}" if strip.language and strip.language not in said else "",
        representative=f"Speaks for them: {strip.representative}" if strip.representative else "",
        safe_contact=safe,
        owner=owner,
        status=status,
    )


def who_looks_after(cases: Sequence[CaseRow]) -> str:
    """Who owns the open cases of a client, or why nobody does."""
    if not cases:
        return "nobody, because no case is open here"
    said: dict[str, list[str]] = {}
    for case in cases:
        why = f"nobody yet ({case.unowned_words[:1].lower()}{case.unowned_words[1:]})"
        said.setdefault(case.owner_name or why, []).append(case.benefit_name)
    if len(said) == 1:
        (who,) = said
        since = {case.owned_since for case in cases}
        return f"{who}, since {day(min(since))}" if cases[0].owner_id else who
    return "; ".join(f"{who} for {' and '.join(dict.fromkeys(names))}" for who, names in said.items())


def _icon(words: str) -> str:
    folded = words.casefold()
    return next((icon for word, icon in _ICONS if word in folded), "person")


def _sentence(text: str) -> str:
    said = text.strip()
    return f"{said}." if said and said[-1] not in ".!?" else said
