"""What the agency's pack says about signing in, found in one place."""

from collections.abc import Iterable

from upheld.policy import current_pack

IDLE_MINUTES = 30
"""How long a session may stand still where the pack does not say."""


def idle_minutes() -> int:
    """After how many minutes without use a session ends."""
    return int(_said("idle_minutes", IDLE_MINUTES))


def second_factor_roles() -> frozenset[str]:
    """The roles whose holders must have a second step."""
    said: Iterable[str] = _said("second_factor_roles", ())
    return frozenset(said)


def _said(name: str, otherwise: object) -> object:
    return getattr(getattr(current_pack(), "access", None), name, otherwise)
