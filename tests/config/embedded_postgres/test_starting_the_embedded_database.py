"""Finding, starting and sharing the embedded PostgreSQL."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from tests.config.embedded_postgres.processes import (
    SOURCE,
    ask,
    cluster_of,
    eventually,
    leaves_nothing,
    open_client,
    program,
)
from upheld.config.embedded_postgres import (
    ClusterOfAnotherVersion,
    Connection,
    ForeignServerOnOurData,
    ServerDidNotStart,
    ServerStillStarting,
    ensure_running,
    server,
    status,
    stop,
)
from upheld.config.embedded_postgres.places import Home
from upheld.config.embedded_postgres.supervise import GRACE, prepare

ENDS_AT_ONCE = """
import sys
from pathlib import Path
from upheld.config.embedded_postgres import ensure_running
print(ensure_running(Path(sys.argv[1])).url())
"""
FORKS_AND_ENDS = """
import os, sys, time
from pathlib import Path
from upheld.config.embedded_postgres import ensure_running
ensure_running(Path(sys.argv[1]))
if child := os.fork():
    print(child)
else:
    os.closerange(0, 3)
    time.sleep(60)
"""


def run(home, code=ENDS_AT_ONCE):
    """Run a client to its end, with its output on pipes as a parent process would have it."""
    done = subprocess.run(
        program(code, home),
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    return done.stdout.strip()


class TestTheFirstStart:
    def test_makes_a_database_that_we_own_and_may_add_others_to(self, shared_client):
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'upheld'"
        ask(shared_client.url, "CREATE DATABASE test_upheld")

        assert ask(shared_client.url, "SELECT current_user") == ask(shared_client.url, owner) == "upheld"
        assert ask(shared_client.url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False

    def test_knows_the_capitals_of_accented_letters_without_the_system_s_help(self, shared_client):
        assert ask(shared_client.url, "SELECT lower('ÉÀŁ') || upper('şñ')") == "éàłŞÑ"
        assert ask(shared_client.url, "SHOW server_encoding") == "UTF8"

    def test_opens_no_network_port(self, shared_client):
        assert ask(shared_client.url, "SHOW listen_addresses") == ""
        assert ask(shared_client.url, "SHOW fsync") == "on"

    def test_writes_no_statement_and_no_value_to_the_log(self, shared_client):
        with pytest.raises(psycopg.DataError):
            ask(shared_client.url, "SELECT 'Ann Example'::integer")
        data = ask(shared_client.url.replace("upheld@", "postgres@"), "SHOW data_directory")

        assert "Example" not in Path(data).parent.joinpath("server.log").read_text()

    def test_leaves_the_caller_s_output_to_the_caller(self, home):
        began = time.monotonic()
        assert run(home).startswith("postgresql://upheld@/upheld?host=")
        assert time.monotonic() - began < 10
        assert status(home).state == "ready"


class TestASecondStart:
    def test_finds_the_running_server(self, client, home):
        before = server.postmaster(cluster_of(home))

        assert run(home) == client.url
        assert server.postmaster(cluster_of(home)) == before

    def test_is_one_start_when_many_come_at_once(self, home):
        urls = []
        threads = [threading.Thread(target=lambda: urls.append(run(home))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(urls) == 6
        assert len(set(urls)) == 1
        assert home.joinpath("postgresql/supervisor.log").read_text().count("starting the server") == 1


class TestTheLastClient:
    def test_takes_the_server_with_it_even_when_killed(self, client, home):
        client.kill()

        eventually(lambda: leaves_nothing(home))
        assert status(home).state == "stopped"

    def test_may_be_one_that_a_client_forked(self, home):
        forked = int(run(home, FORKS_AND_ENDS))
        time.sleep(GRACE + 1)

        assert status(home).state == "ready"
        os.kill(forked, signal.SIGKILL)
        eventually(lambda: leaves_nothing(home))

    def test_may_be_interrupted_from_the_terminal_without_stopping_the_server_of_others(self, client, home):
        other = open_client(home)
        os.killpg(client.process.pid, signal.SIGINT)
        client.process.communicate()

        assert ask(other.url, "SELECT 1") == 1
        other.kill()


@pytest.mark.slow
class TestALongRecovery:
    def test_is_waited_for_while_the_server_lives(self, home, stopped_home):
        cluster_of(home).data.joinpath("recovery.signal").touch()
        with cluster_of(home).data.joinpath("postgresql.conf").open("a") as settings:
            settings.write("restore_command = 'sleep 2.5; false'\n")
        own_again(home)
        said = []
        began = time.monotonic()
        with pytest.raises(ServerStillStarting, match="Nothing is lost"):
            ensure_running(home, patience=1)

        found = ensure_running(home, tell=said.append)

        assert time.monotonic() - began > 10
        assert ask(found.url(), "SELECT pg_is_in_recovery()") is False
        assert "Nothing is lost" in said[0]


class TestAServerThatCannotStart:
    def test_is_explained_with_its_own_last_words_and_starts_again_once_mended(self, home, stopped_home):
        settings = cluster_of(home).data / "postgresql.conf"
        sound = settings.read_text()
        settings.write_text(f"{sound}shared_bufers = 1\n")

        with pytest.raises(ServerDidNotStart, match="shared_bufers"):
            ensure_running(home)

        settings.write_text(sound)
        assert ask(ensure_running(home).url(), "SELECT 1") == 1

    def test_is_refused_when_its_data_is_of_another_version(self, home, stopped_home):
        home.joinpath("postgresql/18").rename(home / "postgresql/17")

        with pytest.raises(ClusterOfAnotherVersion, match=r"PostgreSQL 17.*was not touched"):
            ensure_running(home)


class TestAServerStartedByHand:
    def test_keeps_the_data_to_itself(self, home, folder, stopped_home):
        prepared = prepare(Home(home))
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        prepared.account.own(elsewhere)
        command = [
            prepared.installation / "bin/postgres",
            "-D",
            prepared.cluster.data,
            "-k",
            elsewhere,
            "-h",
            "",
        ]
        by_hand = subprocess.Popen(command, stderr=subprocess.DEVNULL, **prepared.account.options)
        eventually(lambda: server.status(prepared.cluster) == "ready")

        with pytest.raises(ForeignServerOnOurData, match="would destroy it"):
            ensure_running(home)
        by_hand.send_signal(signal.SIGINT)
        assert by_hand.wait() == 0


class TestStopping:
    def test_ends_the_server_though_it_is_in_use_and_it_can_start_again(self, client, home):
        stop(home)

        assert leaves_nothing(home)
        assert status(home).state == "stopped"
        assert ask(run(home), "SELECT 1") == 1

    def test_a_home_that_was_never_used_is_no_fault(self, home):
        stop(home)

        assert status(home).state == "absent"
        assert not home.exists()


class TestTheAddress:
    def test_serves_django_and_other_programs_alike(self):
        found = Connection("/a folder")

        assert found.url() == f"postgresql://upheld@/upheld?host={quote('/a folder')}&port=5432"
        assert found.as_django()["HOST"] == "/a folder"
        assert found.as_django()["ENGINE"] == "django.db.backends.postgresql"


def own_again(home):
    """Give the files that a test has made to the server's account."""
    data = cluster_of(home).data
    for path in data.iterdir():
        os.chown(path, data.stat().st_uid, data.stat().st_gid)
