"""Every address of the service."""

from django.urls import include, path

urlpatterns = [
    path("", include("upheld.web.urls")),
]
handler400 = "upheld.web.errors.bad_request"
handler403 = "upheld.web.errors.forbidden"
handler404 = "upheld.web.errors.not_found"
handler500 = "upheld.web.errors.broken"
