"""What the agency's pack says about signing in, found in one place."""

from collections.abc import Iterable

from upheld.kernel import clock
from upheld.policy import UnknownValue, ValueNotInForce, current_pack


def idle_minutes() -> int:
    """After how many minutes without use a session ends."""
    return current_pack().idle_minutes(on=clock.today())


def ask_for_second_step(roles: Iterable[str]) -> bool:
    """Whether one of these roles may not go without a second step today."""
    return any(_asks(role) for role in roles)


def _asks(role: str) -> bool:
    try:
        return current_pack().role(role, clock.today()).second_factor
    except (UnknownValue, ValueNotInForce):
        return False
