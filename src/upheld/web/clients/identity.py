"""What stands in the strip about a client on the pages about them."""

from collections.abc import Sequence
from dataclasses import replace

from upheld.domains.casework.queries import CaseRow
from upheld.domains.people.queries import IdentityStrip
from upheld.web.components.identity import Identity, Need
from upheld.web.components.words import day
from upheld.web.identity import identity_of


def identity_of_client(strip: IdentityStrip, cases: Sequence[CaseRow]) -> Identity:
    """A client's strip, with who looks after their open cases; that someone has died comes first."""
    identity = identity_of(strip, owner=who_looks_after(cases))
    if strip.died_on is None:
        return identity
    return replace(identity, needs=(Need(f"Died on {day(strip.died_on)}."), *identity.needs))


def who_looks_after(cases: Sequence[CaseRow]) -> str:
    """Who owns these cases, or why nobody does."""
    if not cases:
        return "nobody, because no case is open here"
    said: dict[str, list[CaseRow]] = {}
    for case in sorted(cases, key=lambda case: not case.owner_id):
        said.setdefault(case.owner_name or f"nobody yet ({_small(case.unowned_words)})", []).append(case)
    if len(said) > 1:
        return "; ".join(f"{who} for {_benefits(theirs)}" for who, theirs in said.items())
    (who,) = said
    return f"{who}, since {day(min(case.owned_since for case in cases))}" if cases[0].owner_id else who


def _benefits(cases: Sequence[CaseRow]) -> str:
    return " and ".join(dict.fromkeys(case.benefit_name for case in cases))


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
