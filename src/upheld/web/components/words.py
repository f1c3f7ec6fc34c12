"""Days, times and numbers in words: 14 March 2026, 2:30pm, 3 working days."""

from datetime import date, datetime

from django.utils import timezone


def day(value: date | datetime) -> str:
    """14 March 2026."""
    local = _local(value)
    return f"{local.day} {local:%B %Y}"


def weekday(value: date | datetime) -> str:
    """Thursday 26 November 2026."""
    return f"{_local(value):%A} {day(value)}"


def clock_time(value: datetime) -> str:
    """2:30pm, 2pm; midday and midnight by name."""
    local = timezone.localtime(value)
    if (local.hour, local.minute) in {(0, 0), (12, 0)}:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def moment(value: datetime) -> str:
    """14 March 2026 at 2:30pm."""
    return f"{day(value)} at {clock_time(value)}"


def count(number: int, one: str, many: str = "") -> str:
    """1 case, 2 cases, 1,200 cases: the noun in the singular, and the plural where an added s is not
    enough.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def age(born_on: date, today: date) -> int:
    """Whole years on a day."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def national_insurance_number(value: str) -> str:
    """QQ 12 34 56 C, as it stands on letters. Anything of another shape comes back as it is."""
    packed = value.replace(" ", "").upper()
    if len(packed) not in {8, 9}:
        return value
    return " ".join(packed[at : at + 2] for at in range(0, len(packed), 2))


def _local(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
