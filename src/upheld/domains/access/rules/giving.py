"""What may be given to whom."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from upheld.domains.access.rules.refusals import (
    ClientMustBeNamed,
    GrantIsOutOfOrder,
    OneSortOfPlace,
    ReasonSaysNothing,
    RolesDoNotGoTogether,
    TeamWithoutItsOffice,
)
from upheld.domains.access.rules.roles import OF_ONE_CLIENT, Role

FEWEST_WORDS = 5


def check_grant(
    *,
    role: Role,
    office_id: UUID | None,
    team_id: UUID | None,
    region: str,
    client_id: UUID | None,
    starts_on: date,
    ends_on: date | None,
) -> None:
    """Raise the refusal of a grant that cannot be: of its place, its client or its days."""
    if team_id and not office_id:
        raise TeamWithoutItsOffice
    if region and office_id:
        raise OneSortOfPlace
    if (client_id is not None) != (role in OF_ONE_CLIENT) or (client_id and (office_id or region)):
        raise ClientMustBeNamed
    check_days(starts_on, ends_on)


def check_days(starts_on: date, ends_on: date | None) -> None:
    """Raise GrantIsOutOfOrder unless it ends after the day on which it starts."""
    if ends_on and ends_on <= starts_on:
        raise GrantIsOutOfOrder


def check_together(role: str, held: Iterable[str], not_with: dict[str, frozenset[str]]) -> None:
    """Raise RolesDoNotGoTogether when the pack keeps a role apart from one that is held at that time."""
    for other in held:
        if other in not_with.get(role, ()) or role in not_with.get(other, ()):
            raise RolesDoNotGoTogether


def check_reason(reason: str) -> str:
    """The reason without blanks around it. Raises ReasonSaysNothing for one without substance."""
    words = {word.strip(".,;:!?-").casefold() for word in reason.split()}
    if sum(1 for word in words if any(sign.isalpha() for sign in word)) < FEWEST_WORDS:
        raise ReasonSaysNothing
    return reason.strip()
