"""Backing up and restoring with PostgreSQL's own programs, as the reference page says."""

import pytest

from tests.config.embedded_postgres.processes import ask
from upheld.config.embedded_postgres.__main__ import main


@pytest.fixture(autouse=True)
def _this_home(home, monkeypatch):
    monkeypatch.setenv("UPHELD_HOME", str(home))


class TestABackup:
    def test_brings_back_what_was_lost(self, client, folder):
        ask(client.url, "CREATE TABLE promise AS SELECT 'kept' AS outcome")
        kept = str(folder / "upheld.dump")

        assert main(["pg_dump", "--format=custom", f"--file={kept}"]) == 0
        ask(client.url, "DROP TABLE promise")
        assert main(["pg_restore", "--clean", "--if-exists", "--dbname=upheld", kept]) == 0
        assert ask(client.url, "SELECT outcome FROM promise") == "kept"


class TestAProgramThatPostgresDoesNotHave:
    def test_is_answered_with_those_that_it_has(self, capsys, home):
        assert main(["pg_magic"]) == 2
        assert "pg_dump" in capsys.readouterr().err
        assert not home.exists()


class TestAHomeThatIsRefused:
    def test_is_explained_without_a_trace_of_the_program(self, capsys, home):
        home.write_text("Dear Ann")

        assert main(["psql"]) == 1
        assert "Nothing was touched" in capsys.readouterr().err
