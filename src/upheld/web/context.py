"""What every template may use."""

from typing import Any

from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, Any]:
    """The service's name, and who is looking."""
    return {"service_name": "Upheld", "viewer": getattr(request, "viewer", None)}
