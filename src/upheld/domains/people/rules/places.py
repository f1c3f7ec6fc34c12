"""Postcodes, as Royal Mail writes them."""

import re

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})|(GIR)(0AA)")


def normalise_postcode(text: str) -> str:
    """Write a postcode in capitals with one space, "SW1A 1AA". What is no UK postcode is only tidied."""
    joined = "".join(text.split()).upper()
    if found := _POSTCODE.fullmatch(joined):
        return " ".join(part for part in found.groups() if part)
    return " ".join(text.split())
