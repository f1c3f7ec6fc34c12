"""Wiring: says, once, what follows each event."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Connects the reactions of the journeys to the outbox."""

    name = "upheld.config"
    label = "wiring"

    def ready(self) -> None:
        """Connect every reaction."""
        from upheld.journeys.reactions import REACTIONS
        from upheld.kernel import outbox

        outbox.connect(REACTIONS)
