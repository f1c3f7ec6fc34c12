"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from upheld.web.navigation import navigation


def service(request: HttpRequest) -> dict[str, Any]:
    """The service's name, whether it is the demonstration, who is looking, and where they can go."""
    return {
        "service_name": "Upheld",
        "is_demonstration": settings.DEMO,
        "viewer": getattr(request, "viewer", None),
        "navigation": SimpleLazyObject(lambda: navigation(request)),
    }
