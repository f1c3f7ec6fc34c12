"""Whether the service can answer, for whatever watches it."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """`ok` when the database answers; otherwise 503 and a sentence."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            "The database does not answer. `upheld doctor` says more.\n", "text/plain", status=503
        )
    return HttpResponse("ok\n", "text/plain")
