"""`upheld migrate`: the tables are made once, and kept up to date."""

from collections.abc import Callable
from unittest.mock import patch

import pytest

from tests.doors.cli.conftest import Said

pytestmark = pytest.mark.django_db

Upheld = Callable[..., Said]


class TestMigrating:
    def test_tables_that_are_up_to_date_are_left_alone(self, upheld: Upheld) -> None:
        with patch("upheld.cli.migrate.call_command") as migrated:
            said = upheld("migrate")
        assert (said.status, said.out) == (0, "The database is up to date.\n")
        migrated.assert_not_called()

    def test_tables_that_are_behind_are_brought_up_to_date(self, upheld: Upheld) -> None:
        with (
            patch("upheld.cli.migrate.call_command") as migrated,
            patch("upheld.cli.migrate.pending_steps", return_value=2),
        ):
            said = upheld("migrate")
        assert said.out == "The database is ready: 2 steps taken.\n"
        migrated.assert_called_once_with("migrate", verbosity=0, interactive=False)
