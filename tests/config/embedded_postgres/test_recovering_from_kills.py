"""Whatever is killed comes back by itself, and nothing is left behind."""

import os
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.config.embedded_postgres.processes import (
    AS_ROOT,
    ask,
    cluster_of,
    eventually,
    in_charge,
    leaves_nothing,
    open_client,
    supervisors,
)
from upheld.config.embedded_postgres import server, status


class TestWhenTheServerIsKilled:
    def test_it_is_started_again_with_all_that_was_committed(self, client, home):
        ask(client.url, "CREATE TABLE promise AS SELECT 'kept' AS outcome")
        killed = server.postmaster(cluster_of(home))
        os.kill(killed, signal.SIGKILL)

        assert eventually(lambda: ask(client.url, "SELECT outcome FROM promise")) == "kept"
        assert server.postmaster(cluster_of(home)) != killed

    def test_a_busy_process_that_it_leaves_behind_is_ended_first(self, client, home):
        busy = threading.Thread(target=spin, args=(client.url,))
        busy.start()
        eventually(
            lambda: ask(client.url, "SELECT count(*) > 1 FROM pg_stat_activity WHERE state = 'active'")
        )
        os.kill(server.postmaster(cluster_of(home)), signal.SIGKILL)

        assert eventually(lambda: ask(client.url, "SELECT 1")) == 1
        busy.join()


def spin(url):
    """Keep one process of the server busy, too busy to notice anything, until it is killed."""
    with pytest.raises(psycopg.OperationalError):
        ask(url, "DO $$ BEGIN LOOP END LOOP; END $$")


class TestWhenTheSupervisorIsKilled:
    def test_the_one_that_stands_by_takes_over(self, client, home):
        eventually(lambda: len(supervisors(home)) == 2)
        killed = in_charge(home)
        os.kill(killed, signal.SIGKILL)

        eventually(lambda: len(supervisors(home)) == 2 and killed not in supervisors(home))
        assert eventually(lambda: ask(client.url, "SELECT 1")) == 1

    def test_one_that_stands_by_is_replaced(self, client, home):
        eventually(lambda: len(supervisors(home)) == 2)
        standing_by = (set(supervisors(home)) - {in_charge(home)}).pop()
        os.kill(standing_by, signal.SIGKILL)

        eventually(lambda: len(supervisors(home)) == 2 and standing_by not in supervisors(home))
        assert ask(client.url, "SELECT 1") == 1

    def test_together_with_the_one_that_stands_by_no_server_is_left_and_the_next_start_works(
        self, client, home
    ):
        eventually(lambda: len(supervisors(home)) == 2)
        for number in supervisors(home):
            os.kill(number, signal.SIGKILL)

        eventually(lambda: leaves_nothing(home))
        other = open_client(home)
        assert ask(client.url, "SELECT 1") == ask(other.url, "SELECT 1") == 1
        other.kill()


class TestWhenEverythingIsKilled:
    def test_the_next_start_recovers_though_the_old_process_number_belongs_to_another(self, client, home):
        ask(client.url, "CREATE TABLE promise AS SELECT 'kept' AS outcome")
        cluster = cluster_of(home)
        for number in [*supervisors(home), *server.processes(cluster)]:
            with suppress(ProcessLookupError):  # one may end by itself, since those before it are dead
                os.kill(number, signal.SIGKILL)
        client.kill()
        eventually(lambda: leaves_nothing(home))
        someone_else = subprocess.Popen(["sleep", "60"], user=cluster.data.stat().st_uid if AS_ROOT else None)
        notes = cluster.data / "postmaster.pid"
        notes.write_text("\n".join([str(someone_else.pid), *notes.read_text().splitlines()[1:]]))

        assert status(home).state == "stopped"
        again = open_client(home)

        assert ask(again.url, "SELECT outcome FROM promise") == "kept"
        assert someone_else.poll() is None
        someone_else.kill()
        someone_else.wait()
        again.kill()


class TestWhenTheHomeIsRemovedUnderTheServer:
    def test_the_server_ends(self, client, home):
        running = server.processes(cluster_of(home))
        home.rename(home.with_name("removed"))

        eventually(lambda: not [number for number in running if Path(f"/proc/{number}").exists()])
        eventually(lambda: not supervisors(home))
