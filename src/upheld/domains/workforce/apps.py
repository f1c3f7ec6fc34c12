"""Workforce as a Django application."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Workforce."""

    name = "upheld.domains.workforce"
    label = "workforce"
