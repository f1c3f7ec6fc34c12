"""What fingers do to a word: leave a letter out, double it, exchange two, or hit the one beside it."""

from __future__ import annotations

import numpy as np

from benchmarks.population.vocabulary import Texts, texts

_KEYS = """
a:sqz b:vn c:xv d:sf e:wr f:dg g:fh h:gj i:uo j:hk k:jl l:ko m:n n:bm o:ip p:o q:w r:et s:ad t:ry u:yi v:cb
w:qe x:zc y:tu z:x 1:2 2:13 3:24 4:35 5:46 6:57 7:68 8:79 9:80 0:9
"""
_BESIDE = {key[0]: key[2:] for key in _KEYS.split()}
"""The keys to the left and right of each."""


def mistype(rng: np.random.Generator, words: Texts) -> Texts:
    """Each word with one slip in it; one of a single letter stays."""
    kinds, where, which = (rng.random(len(words)).tolist() for _ in range(3))
    return texts([_slip(*one) for one in zip(words.tolist(), kinds, where, which, strict=True)])


def miskey(rng: np.random.Generator, numbers: Texts) -> Texts:
    """Each number with one of its digits wrong."""
    where, by = rng.random(len(numbers)).tolist(), rng.integers(1, 10, len(numbers)).tolist()
    return texts([_digit(*one) for one in zip(numbers.tolist(), where, by, strict=True)])


def transpose(rng: np.random.Generator, numbers: Texts) -> Texts:
    """Each number with two unlike neighbouring digits exchanged, if it has any."""
    where = rng.random(len(numbers)).tolist()
    return texts([_exchange(*one) for one in zip(numbers.tolist(), where, strict=True)])


def _slip(word: str, kind: float, where: float, which: float) -> str:
    if len(word) < 2:
        return word
    at = 1 + int(where * (len(word) - 1)) if kind < 0.9 else 0
    if kind < 0.25:
        return word[:at] + word[at + 1 :]
    if kind < 0.4:
        return word[:at] + word[at] + word[at:]
    if kind < 0.6:
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    beside = _BESIDE.get(word[at].lower(), "e")
    letter = beside[int(which * len(beside))]
    return word[:at] + (letter.upper() if word[at].isupper() else letter) + word[at + 1 :]


def _digit(number: str, where: float, by: int) -> str:
    places = [place for place, one in enumerate(number) if one.isdigit()]
    if not places:
        return number
    at = places[int(where * len(places))]
    return number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]


def _exchange(number: str, where: float) -> str:
    pairs = [
        place
        for place in range(len(number) - 1)
        if number[place : place + 2].isdigit() and number[place] != number[place + 1]
    ]
    if not pairs:
        return number
    at = pairs[int(where * len(pairs))]
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
