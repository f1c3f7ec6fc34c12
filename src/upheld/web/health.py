"""Whether the service lives, and whether it can work, for whatever watches it.

Strangers learn one word. Who may watch is told of each part: `ok`, or what is wrong with it.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from upheld.kernel.tasks import get_backlog
from upheld.web.watchers import may_watch

OK = "ok"
LATE = timedelta(minutes=5)
DISK_IS_FULL = 10**9
"""Bytes."""


def health(request: HttpRequest) -> HttpResponse:
    """`ok` as long as this process answers at all: what else is wrong, starting it again would not mend."""
    return HttpResponse("ok\n", "text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """200 when pages can be shown, 503 when they cannot. A worker that is behind does not stop them."""
    needed = {"database": _look(_database)}
    if needed["database"] == OK:
        needed["tables"] = _look(_tables)
    is_ready = set(needed.values()) == {OK}
    status = 200 if is_ready else 503
    if not may_watch(request):
        return HttpResponse("ready\n" if is_ready else "not ready\n", "text/plain", status=status)
    beside = {"worker": _look(_worker)} if is_ready else {}
    return JsonResponse({"ready": is_ready, **needed, **beside, "disk": _look(_disk)}, status=status)


def _look(examine: Callable[[], str]) -> str:
    try:
        return examine()
    except (DatabaseError, OSError) as error:
        return f"cannot be looked at ({type(error).__name__})"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _tables() -> str:
    behind = len(_ours() - set(MigrationRecorder(connection).applied_migrations()))
    return f"{behind} steps behind this release: upheld migrate" if behind else OK


@cache
def _ours() -> frozenset[tuple[str, str]]:
    """The steps of this release, read once."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _worker() -> str:
    backlog = get_backlog()
    if not backlog.workers:
        return "none runs: upheld worker"
    return f"the first job has waited for {backlog.longest}" if backlog.longest > LATE else OK


def _disk() -> str:
    home = Path(settings.UPHELD_HOME)
    standing = next(folder for folder in (home, *home.parents) if folder.exists())
    return OK if shutil.disk_usage(standing).free > DISK_IS_FULL else "almost full"
