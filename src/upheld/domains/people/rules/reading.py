"""Reading one row of a system's extract by the layout that the pack gives for it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from upheld.domains.people.rules.dates import fault_in_date
from upheld.domains.people.rules.names import split_full_name, tidy_name
from upheld.domains.people.rules.numbers import (
    fault_in_national_insurance_number,
    normalise_national_insurance_number,
)
from upheld.domains.people.rules.places import normalise_postcode
from upheld.domains.people.rules.records import ReceivedRecord
from upheld.policy import Pack, Section, SourceSystem

_YES = frozenset({"y", "yes", "true", "1"})
_NO = frozenset({"", "n", "no", "false", "0"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class RowIsFaulty(Exception):
    """A row cannot be read. Kept apart from RuleBroken: it holds personal data and is never logged."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        """Name the field, the value as received and the reason."""
        super().__init__(field)
        self.field = field
        self.value = value
        self.reason = reason


def columns_of(layout: SourceSystem, field: str) -> tuple[str, ...]:
    """The headings under which a field stands in the extract; none when the system does not say it."""
    columns = layout.columns.get(field, ())
    return (columns,) if isinstance(columns, str) else columns


def headings_of(layout: SourceSystem) -> tuple[str, ...]:
    """Every heading that the layout reads, in its order."""
    return tuple(heading for field in layout.columns for heading in columns_of(layout, field))


def missing_headings(
    layout: SourceSystem, headings: Iterable[str], *, office_is_given: bool, extract_day_is_given: bool
) -> list[str]:
    """The headings that the file lacks; office and extract date may lack when given apart."""
    spare = {"office": office_is_given, "extract_on": extract_day_is_given}
    there = set(headings)
    return [
        heading
        for field in layout.columns
        if not spare.get(field, False)
        for heading in columns_of(layout, field)
        if heading not in there
    ]


@dataclass(frozen=True, kw_only=True)
class RowReader:
    """Turns rows of one system into records. `offices` maps the key of an office to its id.

    `office_id` and `extract_on` stand in where the row says neither; no date may be after `today`.
    """

    layout: SourceSystem
    pack: Pack
    offices: Mapping[str, UUID]
    today: date
    office_id: UUID | None = None
    extract_on: date | None = None

    @cached_property
    def _columns(self) -> dict[str, tuple[str, ...]]:
        return {field: columns_of(self.layout, field) for field in self.layout.columns}

    def read(self, row: Mapping[str, str]) -> ReceivedRecord:
        """Read a row, heading to text. Raises RowIsFaulty at the first field that cannot be."""
        family, given = self._names(row)
        reference = self._text(row, "reference")
        if not reference:
            raise RowIsFaulty(
                "reference", "", "It is empty. A record needs the reference that the system gave it."
            )
        born_on, died_on = self._day(row, "born_on"), self._day(row, "died_on")
        if born_on and died_on and died_on < born_on:
            raise RowIsFaulty("died_on", self._text(row, "died_on"), "It is before the date of birth.")
        day_of_extract = self._columns.get("extract_on", ())
        return ReceivedRecord(
            reference=reference,
            extract_on=self._extract_day(row),
            office_id=self._office(row),
            as_received={name: text for name, text in row.items() if name not in day_of_extract},
            family_name=tidy_name(family),
            given_names=tidy_name(given),
            title=self._text(row, "title"),
            pronouns=self._text(row, "pronouns"),
            born_on=born_on,
            died_on=died_on,
            national_insurance_number=self._number(row),
            address_lines=self._address(row),
            postcode=normalise_postcode(self._text(row, "postcode")),
            phone=self._text(row, "phone"),
            email=self._email(row),
            sex=self._code(row, "sex"),
            language=self._choice(row, "language", self.pack.languages),
            format=self._choice(row, "format", self.pack.formats),
            channel=self._choice(row, "channel", self.pack.channels),
            interpreter=self._yes_or_no(row, "interpreter"),
            safe_contact=self._text(row, "safe_contact"),
            representative_name=tidy_name(self._text(row, "representative_name")),
            representative_kind=self._code(row, "representative_kind"),
            benefit=self._choice(row, "benefit", self.pack.benefits) or self.layout.benefit or "",
        )

    def _text(self, row: Mapping[str, str], field: str) -> str:
        columns = self._columns.get(field, ())
        if len(columns) == 1:
            return row.get(columns[0], "").strip()
        return " ".join(row.get(heading, "").strip() for heading in columns).strip()

    def _names(self, row: Mapping[str, str]) -> tuple[str, str]:
        if self.layout.name_order:
            return split_full_name(self._text(row, "full_name"), order=self.layout.name_order)
        return self._text(row, "family_name"), self._text(row, "given_names")

    def _day(self, row: Mapping[str, str], field: str) -> date | None:
        text = self._text(row, field)
        if not text:
            return None
        day = _parsed(text, self.layout.date_format)
        if day is None:
            example = date(1980, 3, 14).strftime(self.layout.date_format)
            raise RowIsFaulty(
                field, text, f"It is not a date written as this system writes them, such as {example}."
            )
        if fault := fault_in_date(day, today=self.today):
            raise RowIsFaulty(field, text, fault)
        return day

    def _extract_day(self, row: Mapping[str, str]) -> date:
        day = self._day(row, "extract_on") or self.extract_on
        if day is None:
            raise RowIsFaulty(
                "extract_on", "", "It is empty, and the import was not told the date of the extract."
            )
        return day

    def _office(self, row: Mapping[str, str]) -> UUID:
        key = self._code(row, "office")
        found = self.offices.get(key.lower()) if key else self.office_id
        if found is None:
            reason = (
                "There is no office with this key."
                if key
                else "It is empty, and the import was told no office."
            )
            raise RowIsFaulty("office", key, reason)
        return found

    def _number(self, row: Mapping[str, str]) -> str | None:
        text = self._text(row, "national_insurance_number")
        number = normalise_national_insurance_number(text)
        if number and (fault := fault_in_national_insurance_number(number)):
            raise RowIsFaulty("national_insurance_number", text, fault)
        return number or None

    def _address(self, row: Mapping[str, str]) -> tuple[str, ...]:
        headings = columns_of(self.layout, "address_lines")
        lines = [row.get(heading, "").strip() for heading in headings]
        if len(lines) == 1:
            lines = [part.strip() for part in re.split(r"[,\n]", lines[0])]
        return tuple(" ".join(line.split()) for line in lines if line)

    def _email(self, row: Mapping[str, str]) -> str:
        text = self._text(row, "email")
        if text and not _EMAIL.fullmatch(text):
            raise RowIsFaulty("email", text, "It is not an email address, such as name@example.org.")
        return text

    def _code(self, row: Mapping[str, str], field: str) -> str:
        text = self._text(row, field)
        codes = self.layout.values.get(field)
        if not text or codes is None:
            return text
        if text not in codes:
            raise RowIsFaulty(field, text, f"The system has no such code. It has: {', '.join(codes)}.")
        return codes[text]

    def _choice(self, row: Mapping[str, str], field: str, known: Section[Any]) -> str:
        key = self._code(row, field)
        if key and key not in known:
            raise RowIsFaulty(field, key, f"The pack does not know it. It knows: {', '.join(known)}.")
        return key

    def _yes_or_no(self, row: Mapping[str, str], field: str) -> bool | None:
        if not columns_of(self.layout, field):
            return None
        text = self._code(row, field)
        if text.lower() not in _YES | _NO:
            raise RowIsFaulty(field, text, "It says neither yes nor no. Write Y or N.")
        return text.lower() in _YES if text else None


@lru_cache(maxsize=65536)
def _parsed(text: str, layout: str) -> date | None:
    try:
        return datetime.strptime(text, layout).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None
