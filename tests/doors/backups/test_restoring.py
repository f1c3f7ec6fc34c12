"""A backup brings everything back after everything was lost, and until it has, what was there stays."""

import dataclasses
import io
import re
import signal
import time
from pathlib import Path

import psycopg
import pytest

from tests.doors.backups.agencies import Home
from tests.doors.backups.conftest import BackedUp
from upheld.journeys.backups.container import Packing, Taking, unpack
from upheld.journeys.backups.keys import read_keys
from upheld.journeys.backups.sealing import opened, sealed

pytestmark = pytest.mark.slow

ALTERED = """
    ALTER TABLE kernel_event DISABLE TRIGGER USER;
    UPDATE kernel_event SET by = gen_random_uuid();
    ALTER TABLE kernel_event ENABLE TRIGGER USER;
"""


def restore(home: Home, backed_up: BackedUp, *options: str) -> str:
    """Restore the backup in a home, and return what was said when it is done."""
    said = home.upheld("restore", backed_up.file, "--key", backed_up.key, *options)
    assert said.returncode == 0, said.stderr
    return said.stdout


class TestWhenEverythingWasLost:
    def test_every_row_and_the_whole_record_are_back(self, backed_up: BackedUp, other_home: Home) -> None:
        restore(other_home, backed_up)
        assert other_home.everything() == backed_up.held
        mark = re.search(r"Mark of the record of events in it: (\S+)", backed_up.said)
        assert mark
        verified = other_home.upheld("audit", "verify", "--expect", mark[1])
        assert verified.returncode == 0, verified.stdout
        assert "still holds everything" in verified.stdout
        assert (other_home.folder / "letters" / "heading.txt").read_text() == "Northgate, Lantern Row"

    def test_work_goes_on_where_it_was(self, backed_up: BackedUp, other_home: Home) -> None:
        restore(other_home, backed_up)
        other_home.destroy()
        said = other_home.upheld("restore", backed_up.file, "--key", backed_up.key)
        assert "such as letters/heading.txt. Nothing was changed." in said.stderr
        assert "each checked" in restore(other_home, backed_up, "--replace")
        assert other_home.upheld("offices", "open", "Southgate", "--key", "southgate").returncode == 0
        assert other_home.upheld("audit", "verify").returncode == 0


@pytest.fixture
def busy(backed_up: BackedUp, other_home: Home) -> Home:
    """Another agency, whose database holds data of its own."""
    restore(other_home, backed_up)  # quicker than making every table anew
    opened = other_home.upheld("offices", "open", "Eastgate", "--key", "eastgate")
    assert opened.returncode == 0, opened.stderr
    return other_home


class TestWhenTheDatabaseHoldsData:
    def test_nothing_is_given_up_unless_it_is_asked_for(self, backed_up: BackedUp, busy: Home) -> None:
        before = busy.everything()
        said = busy.upheld("restore", backed_up.file, "--key", backed_up.key)
        assert (said.returncode, "add --replace" in said.stderr) == (1, True)
        assert busy.everything() == before
        restore(busy, backed_up, "--replace")
        assert busy.everything() == backed_up.held
        assert busy.databases() == {"upheld", "postgres", "template0", "template1"}

    def test_nothing_is_changed_while_others_use_it(self, backed_up: BackedUp, busy: Home) -> None:
        with psycopg.connect(busy.address):
            said = busy.upheld("restore", backed_up.file, "--key", backed_up.key, "--replace")
        assert "1 others use the database now. Nothing was changed." in said.stderr

    def test_one_that_is_interrupted_leaves_it_as_it_was(self, backed_up: BackedUp, busy: Home) -> None:
        before = busy.everything()
        begun = busy.begin("restore", backed_up.file, "--key", backed_up.key, "--replace")
        until_filling(busy)
        begun.send_signal(signal.SIGKILL)
        begun.communicate()
        assert busy.everything() == before
        restore(busy, backed_up, "--replace")
        assert busy.everything() == backed_up.held
        assert "upheld_being_restored" not in busy.databases()

    def test_what_comes_out_otherwise_than_it_went_in_is_not_put_in_place(
        self, backed_up: BackedUp, busy: Home, folder_of_backups: Path
    ) -> None:
        before, fewer = busy.everything(), folder_of_backups / "fewer.age"
        falsify(backed_up, fewer)
        said = busy.upheld("restore", fewer, "--key", backed_up.key, "--replace")
        assert "is not what went in: its number of rows" in said.stderr
        assert busy.everything() == before


class TestWhenTheRecordWasAlteredBefore:
    def test_it_is_backed_up_and_put_back_as_it_is_and_said_so(
        self, backed_up: BackedUp, busy: Home, folder_of_backups: Path
    ) -> None:
        busy.change(ALTERED)
        file, public = folder_of_backups / "altered.age", backed_up.key.read_text().split()[9]
        made = busy.upheld("backup", file, "--recipient", public)
        assert "The record is not whole. It was backed up as it is." in made.stdout
        said = busy.upheld("restore", file, "--key", backed_up.key, "--replace")
        assert "They were not whole when the backup was made, and are not now." in said.stdout


def until_filling(home: Home) -> None:
    """Wait until the new database stands beside the old one."""
    until = time.monotonic() + 60
    while "upheld_being_restored" not in home.databases():
        assert time.monotonic() < until, "it was never made"


def falsify(backed_up: BackedUp, into: Path) -> None:
    """Write the backup anew, as one who knows the public key could, with another number of rows."""
    abouts, dump = [], bytearray()
    keys = read_keys(backed_up.key)
    with backed_up.file.open("rb") as file, opened(file, keys) as stream:
        unpack(stream, Taking(about=abouts.append, database=dump.extend))
    about = dataclasses.replace(abouts[0], rows=abouts[0].rows | {"public.access_account": 1})
    with into.open("wb") as file, sealed(file, [keys[0].to_public()]) as stream:
        packing = Packing(stream, about)
        packing.database(io.BytesIO(dump), lambda _: None)
        packing.end()
