"""Reads of workforce: officers as colleagues see them, and the plain facts that other domains' rules need."""

from upheld.domains.access.queries import NotYoursToDo
from upheld.domains.workforce.queries.colleagues import (
    AbsenceRecord,
    OfficeRow,
    OfficerRecord,
    TeamRow,
    TrainingRecord,
    get_officer,
    get_team,
    list_officers,
    list_offices,
    list_teams,
)
from upheld.domains.workforce.queries.facts import (
    LongAbsence,
    OwnershipFacts,
    facts_for_ownership,
    list_leavers_due,
    list_long_absences,
    who_is_at_work,
)
from upheld.domains.workforce.rules import (
    AbsenceKind,
    NoSuchOffice,
    NoSuchOfficer,
    NoSuchTeam,
    OfficerHasLeft,
)

__all__ = [
    "FACTS_FOR_RULES",
    "AbsenceKind",
    "AbsenceRecord",
    "LongAbsence",
    "NoSuchOffice",
    "NoSuchOfficer",
    "NoSuchTeam",
    "NotYoursToDo",
    "OfficeRow",
    "OfficerHasLeft",
    "OfficerRecord",
    "OwnershipFacts",
    "TeamRow",
    "TrainingRecord",
    "facts_for_ownership",
    "get_officer",
    "get_team",
    "list_leavers_due",
    "list_long_absences",
    "list_officers",
    "list_offices",
    "list_teams",
    "who_is_at_work",
]


FACTS_FOR_RULES = (
    facts_for_ownership,
    list_leavers_due,
    list_long_absences,
    who_is_at_work,
)
"""Reads without a viewer: they give names and facts to the code of other domains, never to a door."""
