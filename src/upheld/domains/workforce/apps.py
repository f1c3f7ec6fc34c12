"""Workforce as a Django application."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Offices, teams and officers."""

    name = "upheld.domains.workforce"
    label = "workforce"
