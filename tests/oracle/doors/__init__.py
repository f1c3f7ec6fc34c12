"""Every query and journey of the product, each beside what the oracle allows it to show."""

from tests.oracle.doors import access, casework, charter, linking, merging, people, workforce
from tests.oracle.doors.door import Door

DOORS: dict[str, dict[str, Door]] = {
    "access": access.DOORS,
    "people": people.DOORS | linking.DOORS | merging.OF_PEOPLE,
    "casework": casework.DOORS | merging.OF_CASEWORK,
    "charter": charter.DOORS | merging.OF_THE_CHARTER,
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
