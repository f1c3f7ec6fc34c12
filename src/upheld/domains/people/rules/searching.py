"""How a client is found: the keys kept with each client, and what a search text asks for.

Keys begin with their kind, so that kinds never mix: "n:" a word of a name, "t:" the same word with one
letter left out, "b:" a date of birth, "i:" a National Insurance number, "r:" a reference. Two words that
differ by one typo (a letter added, left out, changed, or swapped with its neighbour) always share a word
with at most one letter left out of each, so that a plain overlap of keys finds every candidate and needs no
extension of the database.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rapidfuzz.distance import OSA

from upheld.domains.people.rules.dates import find_dates
from upheld.domains.people.rules.names import fold, folded_words
from upheld.domains.people.rules.numbers import (
    fault_in_national_insurance_number,
    normalise_national_insurance_number,
)

SHORTEST_WITH_TYPO = 3
LONGEST_WORD = 40
_NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}(?:[ -]?[0-9]{2}){3}[ -]?[A-Da-d](?![A-Za-z0-9])")
_SEPARATORS = re.compile(r"[\s,;:/.]+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_MOST_WORDS = 8


def name_keys(family: str, given: str) -> set[str]:
    """The keys of one name. Neighbouring words are also kept as one: O'Brien, Smith-Jones, Mary Ann."""
    keys: set[str] = set()
    for words in (folded_words(family)[:_MOST_WORDS], folded_words(given)[:_MOST_WORDS]):
        for word in words:
            keys |= _keys_of_word(word)
        for first, second in pairwise(words):
            pair = first + second
            keys |= (
                _keys_of_word(pair) if min(len(first), len(second)) < SHORTEST_WITH_TYPO else {f"n:{pair}"}
            )
    return keys


def fact_keys(*, born_on: date | None, national_insurance_number: str | None) -> set[str]:
    """The keys of a date of birth and a National Insurance number."""
    keys = set()
    if born_on:
        keys.add(f"b:{born_on.isoformat()}")
    if national_insurance_number:
        keys.add(f"i:{national_insurance_number}")
    return keys


def reference_key(reference: str) -> str:
    """The key of a reference: its letters and digits only, folded."""
    return f"r:{_NOT_LETTERS.sub('', fold(reference))}"


@dataclass(frozen=True)
class Reading:
    """One way of understanding a search text: every word of a name, and one key out of each set."""

    words: tuple[str, ...] = ()
    keys: tuple[frozenset[str], ...] = ()

    @property
    def exact_keys(self) -> list[str]:
        """The keys of the words as written."""
        return [f"n:{word}" for word in self.words]

    def distance(self, held: Iterable[str]) -> int | None:
        """How many typos lie between this reading and the keys of a client: None when it does not match."""
        keys = set(held)
        if not all(wanted & keys for wanted in self.keys):
            return None
        names = [key[2:] for key in keys if key.startswith("n:")]
        distances = [_nearest(word, names) for word in self.words]
        return None if None in distances else sum(distance or 0 for distance in distances)


def typo_keys(word: str) -> list[str]:
    """The keys, one of which every word within one typo has. A very short word is found only as written."""
    if len(word) < SHORTEST_WITH_TYPO:
        return [f"n:{word}"]
    shorter = {word, *_one_left_out(word)}
    return sorted({f"n:{short}" for short in shorter} | {f"t:{short}" for short in shorter})


def read_search(text: str, *, today: date) -> list[Reading]:
    """Understand what someone typed: names in any order, a date of birth, a National Insurance number, a
    reference.

    Gives every sensible reading; none for a text without letters and digits.
    """
    rest, keys = _take_number(text)
    days, rest_without_date = find_dates(rest, today)
    dates = (frozenset(f"b:{day.isoformat()}" for day in days),) if days else ()
    readings = _readings_of_words(rest_without_date, (*keys, *dates))
    if any(mark.isdigit() for mark in rest):
        readings.append(Reading(keys=(*keys, frozenset({reference_key(rest)}))))
    return [reading for reading in dict.fromkeys(readings) if reading.words or reading.keys]


def _take_number(text: str) -> tuple[str, tuple[frozenset[str], ...]]:
    found = _NUMBER.search(text)
    if found is None:
        return text, ()
    number = normalise_national_insurance_number(found[0])
    if fault_in_national_insurance_number(number):
        return text, ()
    return f"{text[: found.start()]} {text[found.end() :]}", (frozenset({f"i:{number}"}),)


def _readings_of_words(text: str, keys: tuple[frozenset[str], ...]) -> list[Reading]:
    words = [_NOT_LETTERS.sub("", fold(word)) for word in _SEPARATORS.split(text)]
    words = [word[:LONGEST_WORD] for word in words if word]
    references = tuple(frozenset({f"r:{word}"}) for word in words if _has_digit(word))
    names = [word for word in words if not _has_digit(word)]
    names = ([word for word in names if word not in _TITLES] or names)[:_MOST_WORDS]
    both = (*keys, *references)
    joined = [
        Reading((*names[:place], names[place] + names[place + 1], *names[place + 2 :]), both)
        for place in range(len(names) - 1)
    ]
    return [Reading(tuple(names), both), *joined]


def _has_digit(word: str) -> bool:
    return any(mark.isdigit() for mark in word)


def _nearest(word: str, names: Sequence[str]) -> int | None:
    furthest = 1 if len(word) >= SHORTEST_WITH_TYPO else 0
    nearest = min((OSA.distance(word, name, score_cutoff=1) for name in names), default=2)
    return nearest if nearest <= furthest else None


def _keys_of_word(word: str) -> set[str]:
    word = word[:LONGEST_WORD]
    if len(word) < SHORTEST_WITH_TYPO:
        return {f"n:{word}"}
    return {f"n:{word}", *(f"t:{short}" for short in _one_left_out(word))}


def _one_left_out(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
