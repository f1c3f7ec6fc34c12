"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Events, their streams and the deliveries of reactions."""

    name = "upheld.kernel"
    label = "kernel"
