"""Every query and journey of the product, each beside what the oracle allows it to show."""

from tests.oracle.doors import access, casework, charter, linking, people, workforce
from tests.oracle.doors.door import Door

DOORS: dict[str, dict[str, Door]] = {
    "access": access.DOORS,
    "people": people.DOORS | linking.DOORS,
    "casework": casework.DOORS,
    "charter": charter.DOORS,
    "workforce": workforce.DOORS,
}
"""For each domain: a door for each query by name."""

SHOWS_NOTHING: dict[str, dict[str, str]] = {
    "access": access.SHOWS_NOTHING,
    "people": people.SHOWS_NOTHING,
    "casework": casework.SHOWS_NOTHING,
    "charter": {},
    "workforce": {},
}
"""Those that are not compared, and why they need not be."""
