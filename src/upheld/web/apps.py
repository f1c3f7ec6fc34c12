"""The web door as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates and static files."""

    name = "upheld.web"
    label = "web"
