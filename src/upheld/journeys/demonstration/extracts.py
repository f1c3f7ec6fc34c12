"""The extracts of the four benefit systems, as files in the layouts of the pack, as untidy as real ones."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from random import Random

from upheld.domains.people.queries import columns_of, headings_of
from upheld.journeys.demonstration import names
from upheld.journeys.demonstration.persons import Claim, Person
from upheld.journeys.demonstration.plan import chance
from upheld.policy import SourceSystem, current_pack

SYSTEMS = ("pensions", "disability", "working-age", "carers-and-families")

Fields = dict[str, str]


def write_extracts(
    people: Iterable[Person], folder: Path, *, on: date, seed: int, later: bool = False
) -> dict[str, Path]:
    """Write one file for each system and return them by system. `later` are the same records, changed since.

    Each holds, beside its readable rows, a few that cannot be read, and one that comes twice.
    """
    pack = current_pack()
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[list[str]]] = {system: [] for system in SYSTEMS}
    for one in people:
        for place, claim in enumerate(one.claims):
            layout = pack.system(claim.system, on)
            rng = chance(seed, claim.reference)
            fields = _fields(one, claim, place, layout, on, rng)
            if later:
                _change(fields, one, layout, on, chance(seed, f"{claim.reference}/later"))
            rows[claim.system].append(_row(layout, fields))
    written = {}
    for system, held in rows.items():
        layout = pack.system(system, on)
        written[system] = folder / f"{system}-{on:%Y-%m-%d}.csv"
        _write(written[system], layout, [*held, *_faulty(layout, held, on)])
    return written


def _fields(one: Person, claim: Claim, place: int, layout: SourceSystem, on: date, rng: Random) -> Fields:
    """What the system says of someone: canonical field to text, with codes and dates as it writes them."""
    born_on = _born_on(one, claim)
    moved = claim.flaw == "other number" or (place and not claim.flaw and rng.random() < 0.35)
    address = one.old_address if moved else one.address
    family, given = _name(one, claim, place, rng)
    full = (
        f"{family.upper()}, {given.upper()}" if layout.name_order == "family_first" else f"{given} {family}"
    )
    said = {
        "reference": claim.reference,
        "family_name": family,
        "given_names": given,
        "full_name": full,
        "title": one.title,
        "pronouns": one.pronouns,
        "born_on": f"{born_on:{layout.date_format}}",
        "national_insurance_number": _number_on(one, claim, layout, rng),
        "postcode": one.postcode if rng.random() < 0.9 else one.postcode.replace(" ", "").lower(),
        "phone": one.phone if place == 0 or rng.random() < 0.6 else "",
        "email": one.email,
        "safe_contact": one.safe_contact,
        "interpreter": "Y" if one.interpreter else "N",
        "representative_name": one.representative[0],
        "office": one.office,
        "extract_on": f"{on:{layout.date_format}}",
        "address_lines": "\n".join(address),
    }
    for name, key in (
        ("benefit", claim.benefit),
        ("language", one.language),
        ("format", one.format),
        ("channel", one.channel),
        ("representative_kind", one.representative[1]),
    ):
        said[name] = _code(layout, name, key)
    return said


def _born_on(one: Person, claim: Claim) -> date:
    if claim.flaw == "day and month swapped":
        return one.born_on.replace(day=one.born_on.month, month=one.born_on.day)
    if claim.flaw == "default day":
        return one.born_on.replace(day=1, month=1)
    if claim.flaw == "other year":
        return one.born_on.replace(day=11, month=1 + (one.born_on.month + 4) % 12, year=one.born_on.year + 6)
    return one.born_on


def _name(one: Person, claim: Claim, place: int, rng: Random) -> tuple[str, str]:
    """Their name as a second system has it: shortened, without a hyphen, or in capitals."""
    family, given = one.family, one.given
    if claim.flaw == "other given name":
        return family, rng.choice([name for name in names.GIVEN_EITHER if name[:1] != given[:1]])
    if place == 0 or claim.flaw:
        return family, given
    way = rng.random()
    if way < 0.12:
        given = given[:1]
    elif way < 0.22:
        given = given.split()[0]
    elif way < 0.30 and "-" in family:
        family = family.split("-")[0]
    elif way < 0.36:
        family = family.replace("'", " ")
    elif way < 0.48:
        family, given = family.upper(), given.upper()
    elif way < 0.53:
        family = rng.choice(names.FAMILY)
    return family, given


def _number_on(one: Person, claim: Claim, layout: SourceSystem, rng: Random) -> str:
    """The number as it stands there: none, or somebody's who was never here, where the record is in doubt."""
    if claim.flaw in ("no number", "other given name", "other year"):
        return ""
    nino = one.nino
    if claim.flaw == "other number":
        nino = f"{nino[:2]}{(int(nino[2:8]) + 500_003) % 1_000_000:06d}{nino[8:]}"
    return _number(nino, layout, rng)


def _number(nino: str, layout: SourceSystem, rng: Random) -> str:
    """The number with its spaces, without, or in small letters."""
    pairs = " ".join((nino[:2], nino[2:4], nino[4:6], nino[6:8], nino[8:]))
    way = rng.random()
    return pairs if way < 0.4 else nino.lower() if way > 0.96 else nino


def _code(layout: SourceSystem, field: str, key: str) -> str:
    """The system's own code for a key of the pack; empty when it has none."""
    return next((code for code, meaning in layout.values.get(field, {}).items() if meaning == key), "")


def _change(fields: Fields, one: Person, layout: SourceSystem, on: date, rng: Random) -> None:
    """What became different since the extract before: someone moved, changed their telephone, or died."""
    way = rng.random()
    if way < 0.03:
        fields["address_lines"] = "\n".join(
            (f"{rng.randrange(1, 90)} {rng.choice(names.STREETS)}", one.address[-1])
        )
    elif way < 0.05:
        fields["phone"] = f"07700 900{rng.randrange(1000):03d}"
    elif way < 0.053 and columns_of(layout, "died_on") and one.born_on.year < on.year - 70:
        fields["died_on"] = f"{on.replace(day=1):{layout.date_format}}"


def _row(layout: SourceSystem, fields: Mapping[str, str]) -> list[str]:
    """The fields under the headings of the layout, in what its encoding can write."""
    by_heading: Fields = {}
    for field in layout.columns:
        headings = columns_of(layout, field)
        if field == "address_lines" and len(headings) > 1:
            lines = fields[field].split("\n")
            by_heading |= dict(zip(headings, lines, strict=False))
        else:
            by_heading[headings[0]] = fields.get(field, "").replace("\n", ", ")
    return [_writable(by_heading.get(heading, ""), layout.encoding) for heading in headings_of(layout)]


def _writable(text: str, encoding: str) -> str:
    """What an old system keeps of a name: letters that it does not know lose their marks."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = {"ł": "l", "Ł": "L", "ą": "a", "ó": "o", "Ó": "O", "ń": "n", "í": "i", "é": "e"}
        plain |= {"ź": "z", "Ź": "Z", "ż": "z", "ś": "s", "ć": "c", "ę": "e", "ö": "o", "Ą": "A", "Ń": "N"}
        known = "".join(plain.get(mark, mark) for mark in text)
        return known.encode(encoding, "replace").decode(encoding)
    return text


def _faulty(layout: SourceSystem, rows: list[list[str]], on: date) -> list[list[str]]:
    """Rows that cannot be read, each for another reason, and the first row a second time."""
    if not rows:
        return []
    headings = headings_of(layout)
    impossible = {"%d/%m/%Y": "31/02/1960", "%Y-%m-%d": "1960-13-01", "%Y%m%d": "19600231"}
    spoilt = (
        ("born_on", impossible.get(layout.date_format, "31-Feb-1960")),
        ("national_insurance_number", "TN 01 02 60 F"),
        ("office", "closed-2019"),
    )
    found = [rows[0]]
    for place, (field, value) in enumerate(spoilt, 1):
        row = list(rows[place % len(rows)])
        row[headings.index(columns_of(layout, field)[0])] = value
        row[headings.index(columns_of(layout, "reference")[0])] += "X"
        found.append(row)
    found.append(rows[-1][:-2])
    return found


def _write(path: Path, layout: SourceSystem, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding=layout.encoding, newline="") as file:
        writer = csv.writer(file, delimiter=layout.delimiter)
        writer.writerow(headings_of(layout))
        writer.writerows(rows)
