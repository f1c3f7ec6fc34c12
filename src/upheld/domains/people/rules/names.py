"""Names: how they are shown, tidied, and taken apart for comparing."""

import re
import unicodedata

NAME_NOT_HELD = "Name not held"

_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_WORD = re.compile(r"[^\W_]+")
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "la",
        "le",
        "du",
        "da",
        "dos",
        "di",
        "del",
        "della",
        "bin",
        "ibn",
        "al",
        "el",
        "ap",
        "ab",
        "mac",
        "mc",
        "st",
    ]
)


def show_name(family: str, given: str, *, title: str = "") -> str:
    """Write a name as people say it: title, given names, family name; "Name not held" when there is none."""
    if not (family or given):
        return NAME_NOT_HELD
    return " ".join(part for part in (title, given, family) if part)


def fold(text: str) -> str:
    """Write a text without capitals and accents, for comparing: "Łukasz Müller" becomes "lukasz muller"."""
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(mark for mark in lowered if not unicodedata.combining(mark))
    return plain.translate(_LETTERS_WITHOUT_PARTS)


def folded_words(text: str) -> list[str]:
    """Take a name apart at everything that is neither letter nor digit, folded."""
    return _WORD.findall(fold(text))


def sort_key_of(family: str, given: str) -> str:
    """Order lists by family name, then given names, without regard to capitals and accents."""
    return " ".join((*folded_words(family), "", *folded_words(given))).strip()


def tidy_name(text: str) -> str:
    """Remove spare spaces, and tone down what came in capitals only: "O'BRIEN" becomes "O'Brien"."""
    name = " ".join(text.split())
    if len(name) > 1 and name in (name.upper(), name.lower()):
        return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    return name


def split_full_name(text: str, *, order: str) -> tuple[str, str]:
    """Take a whole name apart into family name and given names.

    `order` is "family_first" (SMITH, JOHN or SMITH JOHN) or "given_first" (John Smith; small words such as
    "van der" belong to the family name).
    """
    name = " ".join(text.split())
    if order == "family_first":
        family, _, given = name.partition("," if "," in name else " ")
        return family.strip(), given.strip()
    words = name.split(" ")
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in _PARTICLES:
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])
