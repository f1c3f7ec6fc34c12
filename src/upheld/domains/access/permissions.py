"""Who may change access itself."""

from upheld.domains.access.rules import NotYoursToDo, Viewer


def require_administrator(viewer: Viewer) -> None:
    """Raise NotYoursToDo unless the viewer keeps accounts and grants."""
    if not viewer.is_administrator:
        raise NotYoursToDo
