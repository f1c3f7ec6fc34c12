"""Plain letters: one way of writing a text without capitals, accents and signs, in Python and in SQL alike.

Databases and Python disagree about capitals and accents of rarer letters, so that neither is asked: a table
says what each letter becomes, and a list of ranges which signs are left out. Letters of scripts that the
table does not know stay as they are.
"""

import re
import unicodedata
from functools import lru_cache

_SPELT_OUT = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
    "ĳ": "ij", "Ĳ": "ij", "ж": "zh", "Ж": "zh", "ч": "ch", "Ч": "ch", "ш": "sh", "Ш": "sh",
    "щ": "sh", "Щ": "sh", "ю": "yu", "Ю": "yu", "я": "ya", "Я": "ya", "х": "kh", "Х": "kh",
    "ц": "ts", "Ц": "ts", "θ": "th", "Θ": "th", "χ": "ch", "Χ": "ch", "ψ": "ps", "Ψ": "ps",
}  # fmt: skip
_ONE_FOR_ONE = {
    **dict(zip("øØłŁđĐðÐıİħĦŧŦ", "oolldtddiihhtt", strict=True)),
    **dict(zip("абвгдезийклмнопрстуфыэёіїєґ", "abvgdeziiklmnoprstufyeeiieg", strict=True)),
    **dict(zip("АБВГДЕЗИЙКЛМНОПРСТУФЫЭЁІЇЄҐ", "abvgdeziiklmnoprstufyeeiieg", strict=True)),
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
    **dict(zip("ΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΩ", "avgdeziiklmnxoprstyfo", strict=True)),
    **dict.fromkeys("đĐðÐ", "d"),
}  # fmt: skip
_DROPPED = "ьЬъЪ'’‘`´ʼʹʻʾʿ′" + "".join(map(chr, range(0x300, 0x370)))


def _table() -> dict[str, str]:
    """Letters with marks on Latin, Greek and Cyrillic ones, and what each becomes."""
    table = dict(_ONE_FOR_ONE)
    for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000), *range(0xFF21, 0xFF5B)):
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter)[:1].lower()
        plain = _ONE_FOR_ONE.get(plain, plain)
        if letter not in _SPELT_OUT and letter not in table and len(plain) == 1 and "a" <= plain <= "z":
            table[letter] = plain
    return {letter: plain for letter, plain in table.items() if letter not in _DROPPED}


_LETTERS = _table()
_CAPITALS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", strict=True))
_FROM = "".join(_LETTERS) + "".join(_CAPITALS) + _DROPPED
_TO = "".join(_LETTERS.values()) + "".join(_CAPITALS.values())
_TRANSLATION = str.maketrans({**_LETTERS, **_CAPITALS, **dict.fromkeys(_DROPPED, "")})
SIGNS = "[\\x00-/:-`{-\u00bf×÷\u02b0-\u02ff\u2000-\u206f\u3000-\u303f]"
"""What stands between words: every sign of ASCII and Latin-1, spaces of any width, general punctuation."""
_SIGNS = re.compile(f"{SIGNS}+")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Write a text in small plain letters and digits, one space between words: "O’Brien" is "obrien"."""
    if text.isascii():
        small = text.lower().replace("'", "").replace("`", "")
    else:
        for letter, letters in _SPELT_OUT.items():
            text = text.replace(letter, letters)
        small = text.translate(_TRANSLATION)
    return _SIGNS.sub(" ", small).strip(" ")


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def fold_sql(text: str) -> str:
    """The same in SQL, of an expression that may be NULL. Only texts beyond ASCII take the longer way."""
    narrow = f"lower(replace(replace({text}, '''', ''), '`', ''))"
    small = f"CASE WHEN strlen({text}) = length({text}) THEN {narrow} ELSE {_wide_sql(text)} END"
    return f"trim(regexp_replace({small}, {quoted(SIGNS + '+')}, ' ', 'g'), ' ')"


def run_together(text: str) -> str:
    """Fold a text and leave out the spaces too: for numbers, postcodes and addresses of email."""
    return fold(text).replace(" ", "")


def run_together_sql(text: str) -> str:
    """The same in SQL."""
    small = f"CASE WHEN strlen({text}) = length({text}) THEN lower({text}) ELSE {_wide_sql(text)} END"
    return f"regexp_replace({small}, {quoted(SIGNS + '+')}, '', 'g')"


def _wide_sql(text: str) -> str:
    for letter, letters in _SPELT_OUT.items():
        text = f"replace({text}, {quoted(letter)}, {quoted(letters)})"
    return f"translate({text}, {quoted(_FROM)}, {quoted(_TO)})"
