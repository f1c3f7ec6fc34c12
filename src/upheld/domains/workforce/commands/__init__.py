"""Writes of workforce. Whatever changes whether someone may own cases locks their row first.

Each raises NotYoursToDo unless whoever acts directs the team concerned, keeps access, or is Upheld itself;
what lies outside the offices that they see is not found.
"""

from upheld.domains.workforce.commands.joining import move_officer, record_training, take_on_officer
from upheld.domains.workforce.commands.leaving import end_employment, hold_officer_still, record_leaving
from upheld.domains.workforce.commands.places import open_office, open_team
from upheld.domains.workforce.commands.presence import (
    record_absence,
    record_return,
    start_owning_cases,
    stop_owning_cases,
)

__all__ = [
    "end_employment",
    "hold_officer_still",
    "move_officer",
    "open_office",
    "open_team",
    "record_absence",
    "record_leaving",
    "record_return",
    "record_training",
    "start_owning_cases",
    "stop_owning_cases",
    "take_on_officer",
]
