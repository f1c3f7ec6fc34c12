"""Casework as a Django application."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Casework."""

    name = "upheld.domains.casework"
    label = "casework"
