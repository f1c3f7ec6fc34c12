"""People in every role around a front desk, made by calling commands, with what they need to sign in."""

from uuid import UUID

from tests.builders.front_desk import PASSWORD, FrontDesk, ago
from upheld.domains.access.commands import give_clearance, grant_role, open_account
from upheld.domains.access.queries import Role
from upheld.kernel.identifiers import SYSTEM

WHY = "Needed for the work of this test."


def someone_as(
    role: Role,
    name: str,
    *,
    desk: FrontDesk | None = None,
    clearance: str = "",
    client_id: UUID | None = None,
) -> str:
    """Open an account with a role at a desk, everywhere, or of one client. Returns the address to sign in."""
    email = email_of(name)
    at = ago(days=300)
    account_id = open_account(name=name, email=email, password=PASSWORD, by=SYSTEM, at=at)
    place = {"office_id": desk.office_id if desk else None, "client_id": client_id}
    grant_role(account_id=account_id, role=role, **place, starts_on=at.date(), reason=WHY, by=SYSTEM, at=at)
    if clearance:
        clear(account_id, clearance)
    return email


def clear(account_id: UUID, level: str = "colleague") -> None:
    """Let someone see restricted records up to a level."""
    at = ago(days=300)
    give_clearance(account_id=account_id, level=level, starts_on=at.date(), reason=WHY, by=SYSTEM, at=at)


def email_of(name: str) -> str:
    """The address with which someone signs in."""
    return f"{name.lower().replace(' ', '.')}@agency.example"
