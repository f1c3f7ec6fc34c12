"""What each measure counts, of what, under which version.

A figure is stored with the version of its definition. To change what a measure counts, raise its version here
and record the new version (its words and its worked figures) in `tests/insight/recorded_definitions.json`; a
test refuses any change that is not recorded, so that no figure drifts from what it used to mean.
"""

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of what a measure means; `numerator` and `denominator` say in words what is counted."""

    key: str
    version: int
    title: str
    numerator: str
    denominator: str | None
    source: str

    @property
    def fingerprint(self) -> str:
        """A short hash of every word of this definition; other words give another fingerprint."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


_LOG = "IEEE 1849 (XES) event logs: case, event, resource and time of completion."
_DEADLINE = "The deadline and the end that the log itself states for each case."
_OWNERSHIP = "National Audit Office and officers' accounts: segmented work, cases passed about, no owner."

_ALL = (
    Definition("cases", 1, "Cases", "Cases in the log.", None, _LOG),
    Definition("events", 1, "Events", "Completed events of those cases.", "Cases in the log.", _LOG),
    Definition(
        "workers", 1, "People who did the work", "Different people named by a completed event.", None, _LOG
    ),
    Definition(
        "finished_by_deadline",
        1,
        "Cases finished by their deadline",
        "Cases with a deadline that are finished, at or before the moment of the deadline.",
        "Cases with a deadline, finished or not.",
        _DEADLINE,
    ),
    Definition(
        "people_per_case",
        1,
        "People per case",
        "For each case, the different people named by its completed events; added up for the mean.",
        "Cases in the log, including those that name nobody.",
        _OWNERSHIP,
    ),
    Definition(
        "handovers",
        1,
        "Handovers",
        "Changes of person between consecutive completed events of a case, in time order; events that "
        "name nobody are passed over.",
        "Pairs of consecutive completed events of a case, events that name nobody passed over.",
        _OWNERSHIP,
    ),
    Definition(
        "returns",
        1,
        "Returns to an earlier person",
        "Handovers to someone who had worked on the case before.",
        "Handovers.",
        _OWNERSHIP,
    ),
    Definition(
        "median_working_days",
        1,
        "Working days from start to finish, median",
        "For each finished case, the working days after the day it started, up to and including the day it "
        "finished, by the local date of each moment; none when it finished on or before the day it started.",
        "Finished cases.",
        "Clearance times are published in working days (parliamentary answer, 1 May 2024).",
    ),
    Definition(
        "standard_met",
        1,
        "Due in the month and done in time",
        "Promises or cases of the denominator that were done at or before their due moment.",
        "Promises or cases whose due moment fell in the month and has passed, done or not.",
        "Clearance standards (parliamentary answer, 1 May 2024; National Audit Office, July 2024).",
    ),
)

DEFINITIONS = {definition.key: definition for definition in _ALL}
