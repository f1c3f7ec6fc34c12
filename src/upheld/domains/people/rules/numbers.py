"""National Insurance numbers, by the rules that HM Revenue and Customs publishes (manual NIM39110)."""

import re

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{6}[A-D]")
_NEVER_FIRST = frozenset("DFIQUV")
_NEVER_SECOND = frozenset("DFIQUVO")
_NOT_USED = frozenset({"BG", "GB", "KN", "NK", "NT", "ZZ"})
_ADMINISTRATIVE = frozenset({"CR", "FY", "MW", "NC", "OO", "PP", "PY", "PZ"})


def normalise_national_insurance_number(text: str) -> str:
    """Write the number as nine characters, upper case, without spaces. It is not checked."""
    return "".join(text.split()).upper().replace("-", "")


def fault_in_national_insurance_number(number: str) -> str:
    """Say what is wrong with a normalised number, as a sentence for a person; empty when nothing is."""
    prefix = number[:2]
    if prefix == "TN":
        return "It is a temporary number (TN). Ask the client for the National Insurance number itself."
    if prefix in _ADMINISTRATIVE:
        return (
            f"{prefix} begins an administrative reference, not a National Insurance number. Leave it out, "
            "or write the number from the client's letter or card."
        )
    if not _SHAPE.fullmatch(number):
        return "It must be two letters, six digits and a last letter from A to D, as in QQ 12 34 56 C."
    if prefix in _NOT_USED or prefix[0] in _NEVER_FIRST or prefix[1] in _NEVER_SECOND:
        return (
            f"No National Insurance number begins with {prefix}. Compare it with the client's letter or card."
        )
    return ""


def show_national_insurance_number(number: str | None) -> str:
    """Write a normalised number in pairs, as on a letter: QQ 12 34 56 C. Empty when there is none."""
    if not number:
        return ""
    return " ".join((number[:2], number[2:4], number[4:6], number[6:8], number[8:]))
