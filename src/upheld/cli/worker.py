"""`upheld worker`: carries out in the background what follows events, and what the clock does by itself."""

from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django import app as promises

from upheld.kernel.tasks import DEAD_AFTER, HEARTBEAT_EVERY


def worker(*, concurrency: int = 1) -> None:
    """Carry out what waits in the background, until Ctrl-C or SIGTERM. Several may run at once.

    :param concurrency: How many jobs are carried out at the same time.
    """
    # An app of its own, so that `promises` stays on Django's connection: what a reaction promises in its turn
    # must be committed, or rolled back, together with what it did.
    app = DjangoApp(
        connector=promises.connector.get_worker_connector(),  # type: ignore[attr-defined]
        import_paths=promises.import_paths,
    )
    app.tasks = promises.tasks
    app.periodic_registry = promises.periodic_registry
    print("The worker is ready. Stop it with Ctrl-C.", flush=True)
    app.run_worker(
        concurrency=concurrency,
        delete_jobs="successful",
        update_heartbeat_interval=HEARTBEAT_EVERY,
        stalled_worker_timeout=DEAD_AFTER,
    )
    print("The worker has stopped. What it had begun is finished.", flush=True)
