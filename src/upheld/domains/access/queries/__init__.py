"""Reads of access: who is looking, what that lets them see, who was given what, and who looked at what."""

from upheld.domains.access.permissions import require_sight_of_erasing
from upheld.domains.access.queries.accounts import AccountRow, list_accounts
from upheld.domains.access.queries.challenges import (
    ChallengeRow,
    count_challenges_to_review,
    get_challenge,
    list_challenges,
)
from upheld.domains.access.queries.cleared import ClearedPerson, list_cleared_by_office
from upheld.domains.access.queries.conflicts import ConflictRow, list_conflicts
from upheld.domains.access.queries.due import count_due_records
from upheld.domains.access.queries.figures import get_counter
from upheld.domains.access.queries.grants import (
    ClearanceRow,
    GrantRow,
    get_clearance,
    get_grant,
    list_clearances,
    list_grants,
    list_places,
    list_regions,
)
from upheld.domains.access.queries.looks import (
    LOOKS,
    Looking,
    LookRow,
    Seen,
    list_looks_at_client,
    looking,
    saw,
    search_looks,
    tell_look,
)
from upheld.domains.access.queries.people import (
    PersonRow,
    get_person,
    list_clearances_ending,
    list_grants_ending,
    list_grants_without_end,
    list_people,
)
from upheld.domains.access.queries.restrictions import (
    RestrictionRow,
    conflicts_of,
    get_restriction,
    list_restricted,
    list_restrictions,
    ranks_of,
)
from upheld.domains.access.queries.scope import (
    clients_in_scope,
    is_open_to,
    matters_in_scope,
    open_to,
    places_in_scope,
    rank_of,
)
from upheld.domains.access.queries.viewers import get_viewer, name_of, the_service, who_acts
from upheld.domains.access.rules.giving import check_reason
from upheld.domains.access.rules.refusals import (
    ChallengeIsReviewed,
    ClearanceIsTooLow,
    ClientMustBeNamed,
    ConflictIsDeclared,
    GrantIsOutOfOrder,
    GrantToOneself,
    NoSuchAccount,
    NoSuchChallenge,
    NoSuchConflict,
    NoSuchGrant,
    NoSuchRestriction,
    NothingToOpen,
    NotYoursToDo,
    OthersEndAConflict,
    OthersReviewAChallenge,
    ReasonSaysNothing,
    RolesDoNotGoTogether,
)
from upheld.domains.access.rules.roles import OF_ONE_CLIENT, READING, Role
from upheld.domains.access.rules.scope import Viewer

__all__ = [
    "LOOKS",
    "OF_ONE_CLIENT",
    "READING",
    "AccountRow",
    "ChallengeIsReviewed",
    "ChallengeRow",
    "ClearanceIsTooLow",
    "ClearanceRow",
    "ClearedPerson",
    "ClientMustBeNamed",
    "ConflictIsDeclared",
    "ConflictRow",
    "GrantIsOutOfOrder",
    "GrantRow",
    "GrantToOneself",
    "LookRow",
    "Looking",
    "NoSuchAccount",
    "NoSuchChallenge",
    "NoSuchConflict",
    "NoSuchGrant",
    "NoSuchRestriction",
    "NotYoursToDo",
    "NothingToOpen",
    "OthersEndAConflict",
    "OthersReviewAChallenge",
    "PersonRow",
    "ReasonSaysNothing",
    "RestrictionRow",
    "Role",
    "RolesDoNotGoTogether",
    "Seen",
    "Viewer",
    "check_reason",
    "clients_in_scope",
    "conflicts_of",
    "count_challenges_to_review",
    "count_due_records",
    "get_challenge",
    "get_clearance",
    "get_counter",
    "get_grant",
    "get_person",
    "get_restriction",
    "get_viewer",
    "is_open_to",
    "list_accounts",
    "list_challenges",
    "list_clearances",
    "list_clearances_ending",
    "list_cleared_by_office",
    "list_conflicts",
    "list_grants",
    "list_grants_ending",
    "list_grants_without_end",
    "list_looks_at_client",
    "list_people",
    "list_places",
    "list_regions",
    "list_restricted",
    "list_restrictions",
    "looking",
    "matters_in_scope",
    "name_of",
    "open_to",
    "places_in_scope",
    "rank_of",
    "ranks_of",
    "require_sight_of_erasing",
    "saw",
    "search_looks",
    "tell_look",
    "the_service",
    "who_acts",
]

FACTS_FOR_RULES = (
    looking,
    saw,
    tell_look,
    get_viewer,
    the_service,
    who_acts,
    name_of,
    is_open_to,
    list_restricted,
    ranks_of,
    conflicts_of,
    rank_of,
)
"""Reads without a viewer: they make one, name what it was shown already, or say who may see a record.

Those of the record of who looked read nothing: they collect and tell what was shown."""
