"""Where a case stands, in words that two people may be changing at once."""

from datetime import datetime
from uuid import UUID

from upheld.domains.casework.commands.locking import tell, worked_case
from upheld.domains.casework.events import CaseDescribed
from upheld.domains.casework.rules import CaseChangedMeanwhile
from upheld.kernel.commands import command


@command
def describe_case(*, case_id: UUID, summary: str, version: int, by: UUID, at: datetime) -> int:
    """Change the words that say where a case stands, from the version that was read. Returns the new version.

    Raises CaseChangedMeanwhile, which carries both texts, when someone else changed it first; NoSuchCase,
    NotTheOwner, CaseIsClosed.
    """
    case = worked_case(case_id, by=by, at=at)
    words = summary.strip()
    if case.version != version:
        raise CaseChangedMeanwhile(theirs=case.summary, mine=words, version=case.version)
    case.summary, case.version = words, version + 1
    case.save(update_fields=["summary", "version"])
    tell(case, CaseDescribed(case_id=case.id, version=case.version), by=by, at=at)
    return case.version
