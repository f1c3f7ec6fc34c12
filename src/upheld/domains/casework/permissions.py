"""Who may change a case.

Whoever sees a case may write a note on it and offer help; its owner and those who lead the team direct it.
"""

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.models import Case


def may_direct(viewer: Viewer, case: Case) -> bool:
    """Whether this person leads the team that has the case."""
    return viewer.may_direct(office_id=case.office_id, team_id=case.team_id)


def may_work(viewer: Viewer, case: Case) -> bool:
    """Whether this person owns the case or leads the team that has it."""
    return case.owner_id == viewer.account_id or may_direct(viewer, case)
