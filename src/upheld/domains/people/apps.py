"""People as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People."""

    name = "upheld.domains.people"
    label = "people"
