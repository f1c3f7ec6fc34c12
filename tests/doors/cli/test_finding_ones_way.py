"""The command line helps: it lists what there is, and says in words what went wrong."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import OperationalError, ProgrammingError, connection

from tests.doors.cli.conftest import Said
from upheld.cli.app import app
from upheld.config.entry import in_words
from upheld.kernel.errors import RuleBroken

Upheld = Callable[..., Said]


class CaseIsClosed(RuleBroken):
    """The case is closed. Reopen it first."""


class TestAskingForHelp:
    @pytest.mark.parametrize("asked", [(), ("--help",)])
    def test_every_command_is_listed_with_what_it_does(self, asked: tuple[str, ...], upheld: Upheld) -> None:
        said = upheld(*asked)
        assert said.status == 0
        for command in ("serve", "worker", "migrate", "doctor", "audit", "events", "packs"):
            assert f"{command} " in said.out
        assert "--debug" in said.out

    def test_each_command_explains_itself(self, upheld: Upheld) -> None:
        for name in (name for name in app if not name.startswith("-")):
            said = upheld(name, "--help")
            assert said.status == 0, name
            assert f"upheld {name}" in said.words

    def test_a_command_that_does_not_exist_is_answered_with_those_that_do(self, upheld: Upheld) -> None:
        said = upheld("frobnicate")
        assert said.status != 0
        assert "doctor" in said.out + said.err


class TestWhenSomethingGoesWrong:
    def fail_with(self, error: Exception, upheld: Upheld, *more: str) -> Said:
        with patch("upheld.kernel.outbox.list_parked", side_effect=error):
            return upheld("events", "parked", *more)

    def test_a_broken_rule_is_said_in_its_own_words(self, upheld: Upheld) -> None:
        said = self.fail_with(CaseIsClosed(), upheld)
        assert (said.status, said.err) == (1, "The case is closed. Reopen it first.\n")

    def test_what_nobody_expected_is_said_without_its_text(self, upheld: Upheld) -> None:
        said = self.fail_with(KeyError("Ann Example"), upheld)
        assert said.status == 1
        assert "KeyError" in said.err
        assert "Ann Example" not in said.err
        assert "--debug" in said.err

    def test_with_debug_all_its_details_are_shown(self, upheld: Upheld) -> None:
        with pytest.raises(KeyError):
            self.fail_with(KeyError("which"), upheld, "--debug")

    def test_stopping_by_hand_is_no_fault(self, upheld: Upheld) -> None:
        with patch("upheld.kernel.outbox.list_parked", side_effect=KeyboardInterrupt):
            assert upheld("events", "parked").status == 130

    def test_a_database_that_does_not_answer_leads_to_the_doctor(self) -> None:
        said = in_words(OperationalError("connection refused\nIs the server running?"))
        assert said == "The database cannot be used: connection refused. See: upheld doctor"

    @pytest.mark.django_db
    def test_tables_that_are_missing_lead_to_migrate(self) -> None:
        with pytest.raises(ProgrammingError) as missing, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM nowhere")
        assert "upheld migrate" in in_words(missing.value)
