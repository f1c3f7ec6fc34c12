"""What access stores: accounts, what was given to them, which records are restricted, and who opened what."""

from upheld.domains.access.models.accounts import Account, AccountManager
from upheld.domains.access.models.challenges import Challenge
from upheld.domains.access.models.conflicts import Conflict
from upheld.domains.access.models.grants import Clearance, Grant, Place
from upheld.domains.access.models.joined import Joined
from upheld.domains.access.models.looks import LOOKS, Look, LookHead
from upheld.domains.access.models.restrictions import Restriction

__all__ = [
    "LOOKS",
    "Account",
    "AccountManager",
    "Challenge",
    "Clearance",
    "Conflict",
    "Grant",
    "Joined",
    "Look",
    "LookHead",
    "Place",
    "Restriction",
]
