"""A day typed as day, month and year, as people write it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = ("day", "month", "year")


class DayWidget(forms.Widget):
    """Three small boxes. `components.fields` draws them."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...] | None:
        """The three parts as typed, or None when all three are empty."""
        parts = tuple(str(data.get(f"{name}-{part}", "")).strip() for part in _PARTS)
        return parts if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form was sent without these boxes."""
        return not any(f"{name}-{part}" in data for part in _PARTS)

    @staticmethod
    def parts(value: Any) -> tuple[str, ...]:
        """Day, month and year as the boxes show them, from a date or from what was typed."""
        if isinstance(value, date):
            return str(value.day), str(value.month), str(value.year)
        return tuple(value) if value else ("", "", "")


class DayField(forms.Field):
    """A date. The month may be a number or a word; the year needs four digits."""

    widget = DayWidget

    def to_python(self, value: Any) -> date | None:
        """The date that was typed. Raises ValidationError saying which part to mend."""
        if not value or isinstance(value, date):
            return value or None
        for part, typed in zip(_PARTS, value, strict=True):
            if not typed:
                raise ValidationError(f"Add the {part} to the date", code="incomplete")
        day, month, year = value
        if not (year.isdecimal() and len(year) == 4):
            raise ValidationError("Write the year with four digits, like 1985", code="year")
        try:
            return date(int(year), _month(month), int(day))
        except ValueError:
            raise ValidationError(
                f"There is no such day as {' '.join(value)}. Write a real date, like 14 3 2026",
                code="invalid",
            ) from None


def _month(typed: str) -> int:
    return int(typed) if typed.isdecimal() else _MONTHS.index(typed[:3].lower()) + 1
