"""Gives people their names: by origin, sex and the years of their birth, and by whom they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.population.vocabulary import Numbers, Origin, Texts, Vocabulary, draw

if TYPE_CHECKING:
    from benchmarks.population.people import People

SONS_NAMED_AFTER_FATHER = 0.05
ONE_FAMILY_NAME = 0.72
"""How many couples of one origin share a family name."""
DOUBLE_NAME = 0.08
"""How many women who married carry both names."""
SEVERAL_MARRIAGES = 0.12
"""How many women who live alone or with children once took another name, too."""
GENERATIONS = (np.datetime64("1958-01-01"), np.datetime64("1986-01-01"))
ENDINGS = (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka"), ("ov", "ova"), ("ev", "eva"))
"""Family names of Slavic languages that end otherwise for a woman."""


def give_names(rng: np.random.Generator, words: Vocabulary, people: People) -> None:
    """Give all their given, middle and family names of birth."""
    for place, origin in enumerate(words.origins):
        of_it = np.flatnonzero(people.origin == place)
        people.given[of_it] = _given(rng, origin, people, of_it)
        people.middle[of_it] = _given(rng, origin, people, of_it)
        people.family[of_it] = _families(rng, words, origin, len(of_it))
    people.middle[rng.random(len(people)) < 0.3] = ""
    sons = np.flatnonzero((people.father >= 0) & ~people.female)
    after = sons[rng.random(len(sons)) < SONS_NAMED_AFTER_FATHER]
    people.given[after] = people.given[people.father[after]]


def marry(rng: np.random.Generator, people: People) -> None:
    """Give couples and their children one family name, and keep the name that each had before."""
    pairs = np.flatnonzero((people.role == 0) & (people.partner >= 0))
    pairs = pairs[rng.random(len(pairs)) < ONE_FAMILY_NAME]
    wives = np.where(people.female[pairs], pairs, people.partner[pairs])
    _rename(rng, people, wives, people.family[people.partner[wives]])
    alone = np.flatnonzero((people.role == 0) & (people.partner < 0) & people.female & (people.age > 30))
    alone = alone[rng.random(len(alone)) < SEVERAL_MARRIAGES]
    _rename(rng, people, alone, rng.permutation(people.family[alone]))
    _inherit(people)


def _rename(rng: np.random.Generator, people: People, wives: Numbers, families: Texts) -> None:
    """The wives take these names, or put them behind their own, some years ago."""
    people.former[wives] = people.family[wives]
    both = rng.random(len(wives)) < DOUBLE_NAME
    taken = np.where(both, people.former[wives] + "-" + families, families)
    people.family[wives] = [_for_a_woman(one) for one in taken]
    people.married_years_ago[wives] = rng.uniform(0, 1, len(wives)) * (people.age[wives] - 17).clip(1)
    same = people.family[wives] == people.former[wives]
    people.former[wives[same]] = ""


def _inherit(people: People) -> None:
    """Children have the father's family name, or the mother's where there is no father."""
    children = np.flatnonzero(np.isin(people.role, (2, 3, 4)))
    from_whom = np.where(people.father[children] >= 0, people.father[children], people.household[children])
    for child, elder in zip(children, from_whom, strict=True):
        name = people.family[elder]
        people.family[child] = _for_a_woman(name) if people.female[child] else _for_a_man(name)


def _given(rng: np.random.Generator, origin: Origin, people: People, of_it: Numbers) -> Texts:
    found = np.empty(len(of_it), dtype=object)
    female = people.female[of_it]
    generation = np.searchsorted(np.array(GENERATIONS), people.born[of_it], side="right")
    for sex, word in ((True, "female"), (False, "male")):
        for number, name in enumerate(("old", "middle", "young")):
            words = origin.lists.get(word, origin.lists.get(f"{word}_{name}"))
            chosen = np.flatnonzero((female == sex) & (generation == number))
            assert words is not None  # a list for all generations, or one for each
            found[chosen] = draw(rng, words, len(chosen))
    return found


def _families(rng: np.random.Generator, words: Vocabulary, origin: Origin, number: int) -> Texts:
    found = draw(rng, origin.lists["family"], number)
    rare = np.flatnonzero(rng.random(number) < origin.tail)
    found[rare] = draw(rng, words.rare_families, len(rare), steep=0.6)
    return found


def _for_a_woman(name: str) -> str:
    for man, woman in ENDINGS:
        if name.endswith(man):
            return name.removesuffix(man) + woman
    return "Kaur" if name == "Singh" else name


def _for_a_man(name: str) -> str:
    for man, woman in ENDINGS:
        if name.endswith(woman):
            return name.removesuffix(woman) + man
    return "Singh" if name == "Kaur" else name
