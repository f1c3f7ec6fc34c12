"""The invented people whom the offices serve, and what they claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from upheld.journeys.demonstration import names
from upheld.journeys.demonstration.plan import DLA, OFFICES, PC, PIP, SP, UC, OfficePlan, Size, chance
from upheld.journeys.demonstration.words import SAFE_CONTACT

UNMATCHED_IN_A_THOUSAND = 18
"""Of a thousand clients, so many are second records that a person must compare before they are joined."""

DOUBTFUL = ("other given name", "other year")
"""What leaves a second record in doubt; other flaws are linked all the same, and held beside each other."""

PREFIXES = ("ZC", "ZG", "ZJ", "ZN", "ZW")
"""First letters of National Insurance numbers that the published rules allow and that, as far as is publicly
known, have never been given to anyone."""

SYSTEM_OF = {SP: "pensions", PC: "pensions", PIP: "disability", DLA: "disability", UC: "carers-and-families"}
"""The benefit system that pays each benefit; the others are in the working age system."""

_AGES = {"pension": (66, 93), "working": (18, 64), "child": (2, 15)}


@dataclass
class Claim:
    """One person's record in one system: what they claim there, and how well the record can be matched."""

    benefit: str
    team: str
    reference: str = ""
    flaw: str = ""

    @property
    def system(self) -> str:
        """The system that holds it."""
        return SYSTEM_OF.get(self.benefit, "working-age")


@dataclass
class Person:
    """Someone invented, as they would tell it themselves."""

    number: int
    office: str
    family: str
    given: str
    title: str
    born_on: date
    nino: str
    address: tuple[str, ...]
    postcode: str
    old_address: tuple[str, ...]
    phone: str
    email: str
    pronouns: str = ""
    language: str = "en"
    format: str = "standard"
    channel: str = ""
    interpreter: bool = False
    safe_contact: str = ""
    representative: tuple[str, str] = ("", "")
    claims: list[Claim] = field(default_factory=list)


def invent_people(offices: Iterable[OfficePlan], size: Size, today: date, seed: int) -> list[Person]:
    """Everyone whom the offices serve, with their claims: matching comes to `size.clients` clients."""
    rng = chance(seed, "people")
    unmatched = max(1, size.clients * UNMATCHED_IN_A_THOUSAND // 1000)
    groups = [group for office in offices for group in _groups(office, size)]
    people: list[Person] = []
    wanted = size.clients - unmatched
    total = sum(len(claims) for _, _, claims in groups)
    for office, group, claims in groups:
        rng.shuffle(claims)
        share = max(1, min(len(claims), round(wanted * len(claims) / total)))
        people += _shared_out(office, group, claims, share, today, rng, first=len(people) + 1)
    _come_to(wanted, people, today, rng)
    _flaws(people, unmatched, rng)
    _reference(people)
    return people


def _groups(office: OfficePlan, size: Size) -> Iterator[tuple[OfficePlan, str, list[Claim]]]:
    by_group: dict[str, list[Claim]] = {"pension": [], "working": [], "child": []}
    for team in office.teams:
        for benefit, number in size.claims(team).items():
            group = "pension" if benefit in (SP, PC) else "child" if benefit == DLA else "working"
            by_group[group] += [Claim(benefit, team.name) for _ in range(number)]
    return ((office, group, claims) for group, claims in by_group.items() if claims)


def _shared_out(
    office: OfficePlan,
    group: str,
    claims: list[Claim],
    people: int,
    today: date,
    rng: Random,
    *,
    first: int,
) -> list[Person]:
    """Give so many people one claim each, and the other claims to those who do not claim that benefit yet."""
    made = []
    for number, claim in enumerate(claims[:people], first):
        made.append(_person(number, office, group, today, rng))
        made[-1].claims.append(claim)
    waiting = list(made)
    for claim in claims[people:]:
        place = next((n for n, one in enumerate(waiting) if one.claims[0].benefit != claim.benefit), None)
        if place is None:
            made.append(_person(first + len(made), office, group, today, rng))
            made[-1].claims.append(claim)
        else:
            waiting.pop(place).claims.append(claim)
    return made


def _come_to(wanted: int, people: list[Person], today: date, rng: Random) -> None:
    """Mend the rounding: split second claims off, until there are as many people as wanted."""
    while len(people) > wanted:
        leaving = max(people, key=lambda one: (len(one.claims) == 1, one.number))
        people.remove(leaving)
    office_of = {plan.key: plan for plan in OFFICES}
    doubled = [one for one in people if len(one.claims) > 1]
    while len(people) < wanted and doubled:
        one = doubled.pop()
        group = "pension" if one.claims[1].benefit in (SP, PC) else "working"
        fresh = _person(max(p.number for p in people) + 1, office_of[one.office], group, today, rng)
        fresh.claims.append(one.claims.pop())
        people.append(fresh)


def _flaws(people: list[Person], unmatched: int, rng: Random) -> None:
    """Spoil so many second records that they stay in doubt, and some more that they say something else; leave
    numbers out where it does no harm.
    """
    doubled = [one for one in people if len(one.claims) > 1]
    spoilt = rng.sample(doubled, min(2 * unmatched + 3, len(doubled)))
    for place, one in enumerate(spoilt):
        if place < unmatched:
            one.claims[1].flaw = DOUBTFUL[place % 2]
            continue
        one.claims[1].flaw = ("day and month swapped", "default day", "other number")[place % 3]
        if one.claims[1].flaw == "day and month swapped":
            one.born_on = one.born_on.replace(day=1 + one.number % 12, month=1 + (one.number + 5) % 12)
        if one.claims[1].flaw == "default day" and (one.born_on.day, one.born_on.month) == (1, 1):
            one.born_on = one.born_on.replace(day=19)
    for one in people:
        if len(one.claims) == 1 and rng.random() < 0.03:
            one.claims[0].flaw = "no number"


def _reference(people: list[Person]) -> None:
    for one in people:
        for place, claim in enumerate(one.claims):
            letters = {"pensions": "PN", "disability": "DB-", "working-age": "70"}.get(claim.system, "CF/")
            claim.reference = f"{letters}{one.number:05d}{place + 1}"


def _person(number: int, office: OfficePlan, group: str, today: date, rng: Random) -> Person:
    woman = rng.random() < 0.53
    either = rng.random() < 0.04
    given = rng.choice(names.GIVEN_EITHER if either else names.GIVEN_WOMEN if woman else names.GIVEN_MEN)
    family = rng.choice(names.FAMILY).replace("van-der-", "van der ").replace("Ní-", "Ní ")
    if rng.random() < 0.2:
        given = f"{given} {rng.choice(names.GIVEN_WOMEN if woman else names.GIVEN_MEN)}"
    youngest, oldest = _AGES[group]
    born_on = today - timedelta(days=rng.randrange(youngest * 365 + 30, oldest * 365))
    town = rng.choice(office.towns)
    district = f"{office.postcode_area}{office.towns.index(town) + 1}"
    one = Person(
        number=number,
        office=office.key,
        family=family,
        given=given,
        title="Mx" if either else rng.choice(("Ms", "Mrs", "Miss")) if woman else "Mr",
        born_on=born_on,
        nino=_nino(number),
        address=(*_house(rng), town),
        postcode=f"{district} {rng.randrange(1, 10)}{_two_letters(rng)}",
        old_address=(*_house(rng), rng.choice(office.towns)),
        phone=_phone(rng),
        email="",
        pronouns="they/them" if either else "",
    )
    _needs(one, group, rng)
    return one


def _house(rng: Random) -> tuple[str, ...]:
    street = f"{rng.randrange(1, 140)} {rng.choice(names.STREETS)}"
    return (rng.choice(names.HOUSES), street) if rng.random() < 0.2 else (street,)


def _two_letters(rng: Random) -> str:
    return rng.choice("ABDEFGHJLN") + rng.choice("PQRSTUWXYZ")


def _nino(number: int) -> str:
    """A number of their own: valid in form, with first letters that nobody has."""
    digits = (number * 7_919 + 104_729) % 1_000_000
    return f"{PREFIXES[number % len(PREFIXES)]}{digits:06d}{'ABCD'[number % 4]}"


def _phone(rng: Random) -> str:
    """A number out of those that Ofcom keeps for drama: nobody answers it."""
    mobile = rng.random() < 0.75
    return f"07700 900{rng.randrange(1000):03d}" if mobile else f"01632 960{rng.randrange(1000):03d}"


def _needs(one: Person, group: str, rng: Random) -> None:
    """What some of them need from us when we write, speak and meet."""
    chance = rng.random()
    if group == "child":
        kin = rng.choice(names.GIVEN_WOMEN + names.GIVEN_MEN)
        one.representative = (f"{kin} {one.family}", "parent")
        one.title, one.pronouns = "", ""
    elif chance < 0.06:
        one.representative = (rng.choice(names.REPRESENTATIVES), "appointee")
    elif chance < 0.08:
        one.representative = (rng.choice(names.REPRESENTATIVES), "power_of_attorney")
    elderly = group == "pension"
    one.format = rng.choices(
        ("standard", "large_print", "easy_read", "braille", "audio", "bsl"),
        (86, 9 if elderly else 4, 3, 0.6, 1, 1.6),
    )[0]
    one.language = "bsl" if one.format == "bsl" else rng.choices(("en", "cy", "other"), (91, 4, 5))[0]
    one.interpreter = one.language == "other" or one.format == "bsl"
    one.channel = rng.choices(("", "letter", "phone", "email"), (50, 20, 20, 10))[0]
    if rng.random() < (0.1 if elderly else 0.5):
        word = "".join(mark for mark in one.family.lower() if mark.isascii() and mark.isalpha())
        one.email = f"{word}{one.number}@example.org"
    if rng.random() < 0.06:
        one.safe_contact = rng.choice(SAFE_CONTACT)
    if not one.pronouns and group != "child" and rng.random() < 0.08:
        one.pronouns = "he/him" if one.title == "Mr" else "she/her"
