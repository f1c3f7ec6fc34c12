"""Reads of access: who is looking, what that lets them see, who was given what, and who opened what."""

from upheld.domains.access.queries.accounts import AccountRow, list_accounts
from upheld.domains.access.queries.challenges import (
    ChallengeRow,
    count_challenges_to_review,
    get_challenge,
    list_challenges,
)
from upheld.domains.access.queries.conflicts import ConflictRow, list_conflicts
from upheld.domains.access.queries.grants import (
    ClearanceRow,
    GrantRow,
    list_clearances,
    list_cleared_in,
    list_grants,
    list_regions,
)
from upheld.domains.access.queries.restrictions import (
    RestrictionRow,
    conflicts_of,
    get_restriction,
    list_restricted,
    list_restrictions,
    ranks_of,
)
from upheld.domains.access.queries.scope import clients_in_scope, is_open_to, matters_in_scope, open_to
from upheld.domains.access.queries.viewers import get_viewer, name_of, the_service, who_acts
from upheld.domains.access.rules.refusals import (
    ChallengeIsReviewed,
    ClearanceIsTooLow,
    ConflictIsDeclared,
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
    "OF_ONE_CLIENT",
    "READING",
    "AccountRow",
    "ChallengeIsReviewed",
    "ChallengeRow",
    "ClearanceIsTooLow",
    "ClearanceRow",
    "ConflictIsDeclared",
    "ConflictRow",
    "GrantRow",
    "GrantToOneself",
    "NoSuchAccount",
    "NoSuchChallenge",
    "NoSuchConflict",
    "NoSuchGrant",
    "NoSuchRestriction",
    "NotYoursToDo",
    "NothingToOpen",
    "OthersEndAConflict",
    "OthersReviewAChallenge",
    "ReasonSaysNothing",
    "RestrictionRow",
    "Role",
    "RolesDoNotGoTogether",
    "Viewer",
    "clients_in_scope",
    "conflicts_of",
    "count_challenges_to_review",
    "get_challenge",
    "get_restriction",
    "get_viewer",
    "is_open_to",
    "list_accounts",
    "list_challenges",
    "list_clearances",
    "list_cleared_in",
    "list_conflicts",
    "list_grants",
    "list_regions",
    "list_restricted",
    "list_restrictions",
    "matters_in_scope",
    "name_of",
    "open_to",
    "ranks_of",
    "the_service",
    "who_acts",
]

FACTS_FOR_RULES = (
    get_viewer,
    the_service,
    who_acts,
    name_of,
    is_open_to,
    list_restricted,
    ranks_of,
    conflicts_of,
)
"""Reads without a viewer: they make one, name what it was shown already, or say who may see a record."""
