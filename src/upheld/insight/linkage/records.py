"""A person's record as one system holds it: the untidy input of linkage. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What one system says of one person, as it was written there. Empty text and None mean "not held".

    `id` names the record among all systems; `system` is the system that holds it. Whatever a system does not
    hold may be left out: nothing is concluded from what is missing.
    """

    id: str
    system: str
    given_names: str = ""
    family_name: str = ""
    former_family_name: str = ""
    born_on: date | None = None
    died_on: date | None = None
    national_insurance_number: str = ""
    sex: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""


COLUMNS = (
    "record_id",
    "system",
    "given_names",
    "family_name",
    "former_family_name",
    "born_on",
    "died_on",
    "national_insurance_number",
    "sex",
    "address",
    "postcode",
    "phone",
    "email",
)
"""The columns of a file of records, in order. Only `record_id` is required. Dates are ISO, or a year."""

TRUTH = "truth"
"""An optional column that names the person whom a record is really about. Linkage never reads it."""
