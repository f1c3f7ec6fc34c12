"""Charter as a Django application."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """Charter."""

    name = "upheld.domains.charter"
    label = "charter"
