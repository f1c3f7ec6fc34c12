"""The `upheld` command."""

import os

import django


def main() -> None:
    """Set up Django, then hand over to the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upheld.config.settings")
    django.setup()
    from upheld.cli.app import app

    app()
