"""Access as a Django application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts and grants."""

    name = "upheld.domains.access"
    label = "access"
