"""Wiring: says, once, what follows each event, and how what the pages remember is erased."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Connects reactions to the outbox, the pages to erasing, and what we log to the log."""

    name = "upheld.config"
    label = "wiring"

    def ready(self) -> None:
        """Connect every reaction, every way of erasing, and the log."""
        from upheld.config import logs
        from upheld.journeys import retention
        from upheld.journeys.reactions import REACTIONS
        from upheld.kernel import outbox
        from upheld.web.erasing import ERASE, count_due

        logs.begin()
        outbox.connect(REACTIONS)
        retention.connect(ERASE, count_due)
