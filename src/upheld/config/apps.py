"""Wiring: says, once, what follows each event."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Connects the reactions of the journeys to the outbox, and what we log to the log."""

    name = "upheld.config"
    label = "wiring"

    def ready(self) -> None:
        """Connect every reaction, and the log."""
        from upheld.config import logs
        from upheld.journeys.reactions import REACTIONS
        from upheld.kernel import outbox

        logs.begin()
        outbox.connect(REACTIONS)
