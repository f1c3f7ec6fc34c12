"""Charter as a Django application."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """Promises to clients."""

    name = "upheld.domains.charter"
    label = "charter"
