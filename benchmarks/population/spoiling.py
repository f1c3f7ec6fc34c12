"""Spoils records as clerks, forms and years do, at the rates of `faults.py`, and counts what it did."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable

import numpy as np

from benchmarks.population.contacts import Contacts, Rng
from benchmarks.population.faults import FAULTS, SHARED_BY
from benchmarks.population.holdings import Holdings
from benchmarks.population.people import Days, Flags, People
from benchmarks.population.typing_errors import miskey, mistype, transpose
from benchmarks.population.vocabulary import Numbers, Texts, Vocabulary, texts

NONE = np.datetime64("NaT")


class Spoiler:
    """Everything that goes wrong in one set of records. `befell` and `could` count each kind of fault."""

    def __init__(
        self, rng: Rng, words: Vocabulary, people: People, contacts: Contacts, held: Holdings
    ) -> None:
        self.rng, self.words, self.people, self.contacts, self.held = rng, words, people, contacts, held
        self.untidy = held.rate("untidy")
        self.partner = people.partner[held.person]
        self.befell: Counter[str] = Counter()
        self.could: Counter[str] = Counter()

    def spoil(self) -> None:
        """Let everything happen, in the order of the faults."""
        self._leave_out()
        self._given_names()
        self._family_names()
        self._births()
        self._numbers()
        self._sexes()
        self._addresses()
        self._phones_and_emails()
        self._deaths()
        self._entered_over()

    def _hit(self, fault: str, among: Flags, *, share: Numbers | None = None) -> Numbers:
        """Whom a fault befalls, of those whom it can befall."""
        chance = FAULTS[fault].rate * (self.untidy if share is None else share)
        hit = np.flatnonzero(among & (self.rng.random(len(among)) < chance))
        self.could[fault] += int(among.sum())
        self.befell[fault] += len(hit)
        return hit

    def _all(self) -> Flags:
        return np.ones(len(self.held), dtype=bool)

    def _chosen(self, chance: np.ndarray) -> Flags:
        """Whom something befalls that is no fault: what a system never asks for."""
        return self.rng.random(len(self.held)) < chance

    def _leave_out(self) -> None:
        held = self.held
        held.number[self._chosen(held.rate("without_number"))] = ""
        held.phone[self._chosen(held.rate("without_phone"))] = ""
        held.email[self._chosen(held.rate("without_email"))] = ""
        held.middle[~self._chosen(held.rate("with_middle_names"))] = ""
        held.former[~self._chosen(held.rate("with_former_name"))] = ""
        held.died[np.isnat(held.died)] = NONE

    def _given_names(self) -> None:
        given = self.held.given
        self._other_words("given.nickname", given, self.words.nicknames)
        self._other_words("given.spelling", given, self.words.given_spellings)
        hit = self._hit("given.initial_only", self._all())
        given[hit] = [name[:1] for name in given[hit]]
        self.held.middle[hit] = [name[:1] for name in self.held.middle[hit]]
        hit = self._hit("given.typing", self._all())
        given[hit] = mistype(self.rng, given[hit])
        hit = self._hit("given.missing", self._all())
        given[hit], self.held.middle[hit] = "", ""

    def _family_names(self) -> None:
        held, family = self.held, self.held.family
        self._other_words("family.spelling", family, self.words.family_spellings)
        double = np.array([1 if name.count("-") == 1 and len(name) > 9 else 0 for name in family], dtype=bool)
        hit = self._hit("family.half", double)
        halves = self.rng.integers(0, 2, len(hit))
        family[hit] = [name.split("-")[half] for name, half in zip(family[hit], halves, strict=True)]
        hit = self._hit("family.typing", self._all())
        family[hit] = mistype(self.rng, family[hit])
        self._writing("names.accents", lambda name: not name.isascii(), _plain)
        self._writing("names.apostrophe", lambda name: "'" in name or "-" in name, _without_marks)
        rates = np.array([one.swapped for one in self.words.origins])[self.people.origin[held.person]]
        hit = self._hit("names.swapped", self._all(), share=rates * self.untidy)
        held.given[hit], held.family[hit] = family[hit].copy(), held.given[hit].copy()

    def _other_words(self, fault: str, values: Texts, others: dict[str, list[str]]) -> None:
        able = np.array([value in others for value in values], dtype=bool)
        hit = self._hit(fault, able)
        chosen = self.rng.random(len(hit)).tolist()
        values[hit] = [others[v][int(c * len(others[v]))] for v, c in zip(values[hit], chosen, strict=True)]

    def _writing(self, fault: str, applies: Callable[[str], bool], written: Callable[[str], str]) -> None:
        held = self.held
        able = np.array(
            [applies(a) or applies(b) for a, b in zip(held.given, held.family, strict=True)], dtype=bool
        )
        hit = self._hit(fault, able, share=np.ones(len(able)))
        for names in (held.given, held.family):
            names[hit] = [written(name) for name in names[hit]]

    def _births(self) -> None:
        born = self.held.born
        hit = self._hit("born.typing", self._all())
        born[hit] = self._mistyped_days(born[hit])
        months = born.astype("datetime64[M]")
        day, month = (born - months).astype(int) + 1, months.astype(int) % 12 + 1
        hit = self._hit("born.day_and_month", (day <= 12) & (day != month))
        years = born[hit].astype("datetime64[Y]").astype("datetime64[M]")
        born[hit] = (years + (day[hit] - 1)).astype("datetime64[D]") + (month[hit] - 1)
        hit = self._hit("born.first_of_january", self._all())
        born[hit] = born[hit].astype("datetime64[Y]").astype("datetime64[D]")
        born[self._hit("born.missing", self._all())] = NONE

    def _mistyped_days(self, days: Days) -> Days:
        """Each day with one digit wrong, as far as that is a day of the past; else the next day."""
        written = miskey(self.rng, texts(np.datetime_as_string(days).tolist()))
        found = []
        for text, day in zip(written.tolist(), days, strict=True):
            try:
                other = np.datetime64(text, "D")
            except ValueError:
                other = day + 1
            found.append(
                other if np.datetime64("1900-01-01") < other < np.datetime64("2026-11-01") else day + 1
            )
        return np.array(found, dtype="datetime64[D]")

    def _numbers(self) -> None:
        held, number = self.held, self.held.number
        has = number != ""
        hit = self._hit("number.typing", has)
        number[hit] = miskey(self.rng, number[hit])
        hit = self._hit("number.transposed", has)
        number[hit] = transpose(self.rng, number[hit])
        theirs = np.where(self.partner >= 0, self.contacts.number[self.partner], "")
        hit = self._hit("number.partners", theirs != "")
        number[hit] = theirs[hit]
        hit = self._hit("number.clerks", has)
        number[hit] = self._shared("number.clerks", [f"AB{one:06d}C" for one in range(123456, 124456)], hit)
        hit = self._hit("number.temporary", (number == "") & ~np.isnat(held.born))
        days, female = np.datetime_as_string(held.born[hit]), self.people.female[held.person[hit]]
        number[hit] = [
            f"TN{d[8:10]}{d[5:7]}{d[2:4]}{'F' if f else 'M'}" for d, f in zip(days, female, strict=True)
        ]

    def _shared(self, fault: str, values: list[str], hit: Numbers) -> Texts:
        """For each of those whom it befell, one of so few values that about the given number share each."""
        few = max(1, min(len(values), len(hit) // SHARED_BY[fault]))
        chosen: Texts = texts(values[:few])[self.rng.integers(0, few, len(hit))]
        return chosen

    def _sexes(self) -> None:
        other = {"M": "F", "F": "M", "Male": "Female", "Female": "Male", "1": "2", "2": "1"}
        hit = self._hit("sex.wrong", self._all())
        self.held.sex[hit] = [other[sex] for sex in self.held.sex[hit]]
        self.held.sex[self._hit("sex.missing", self._all())] = ""

    def _addresses(self) -> None:
        held = self.held
        hit = self._hit("address.shortened", self._all())
        how = self.rng.integers(0, 4, len(hit)).tolist()
        held.address[hit] = [
            self._shortened(one, way) for one, way in zip(held.address[hit], how, strict=True)
        ]
        hit = self._hit("address.typing", self._all())
        held.address[hit] = mistype(self.rng, held.address[hit])
        hit = self._hit("address.missing", self._all())
        held.address[hit], held.postcode[hit] = "", ""
        hit = self._hit("postcode.typing", held.postcode != "")
        held.postcode[hit] = mistype(self.rng, held.postcode[hit])
        held.postcode[self._hit("postcode.missing", held.postcode != "")] = ""

    def _shortened(self, address: str, way: int) -> str:
        line, _, town = address.rpartition(", ")
        street, _, kind = line.rpartition(" ")
        short = f"{street} {self.words.shortened.get(kind, kind)}"
        return (
            f"{short}, {town}",
            line,
            f"{short.upper()} {town.upper()}",
            address.replace(",", "").lower(),
        )[way]

    def _phones_and_emails(self) -> None:
        held, contacts = self.held, self.contacts
        hit = self._hit("phone.typing", held.phone != "")
        held.phone[hit] = miskey(self.rng, held.phone[hit])
        for fault, values, theirs in (
            ("phone.partners", held.phone, contacts.mobiles[0]),
            ("email.partners", held.email, contacts.emails[0]),
        ):
            known = np.where(self.partner >= 0, theirs[self.partner], "")
            hit = self._hit(fault, known != "")
            values[hit] = known[hit]
        hit = self._hit("phone.carers", self._all())
        held.phone[hit] = self._shared(
            "phone.carers", [f"0300 {one:07d}" for one in range(9_000_000)[:200_000]], hit
        )
        hit = self._hit("email.typing", held.email != "")
        held.email[hit] = mistype(self.rng, held.email[hit])

    def _deaths(self) -> None:
        died = self.held.died
        died[self._hit("died.missing", ~np.isnat(died))] = NONE
        hit = self._hit("died.day_out", ~np.isnat(died))
        died[hit] += self.rng.integers(-4, 0, len(hit)).astype("timedelta64[D]")
        theirs = np.where(self.partner >= 0, self.contacts.died[self.partner], NONE)
        hit = self._hit("died.partners", ~np.isnat(theirs) & np.isnat(died))
        died[hit] = theirs[hit]

    def _entered_over(self) -> None:
        """Keyed over another record of the same system."""
        held = self.held
        hit = self._hit("record.entered_over", self._all())
        order = hit[np.argsort(held.system[hit], kind="stable")]
        over = np.roll(order, 1)
        for values in (held.address, held.postcode, held.phone, held.born):
            values[order] = values[over]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("ł", "l").replace("Ł", "L").replace("ı", "i"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _without_marks(name: str) -> str:
    return name.replace("'", "").replace("-", " ")
