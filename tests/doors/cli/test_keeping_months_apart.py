"""`upheld partitions`: months are made, listed, detached, written to a file and dropped."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders.access import AT
from tests.doors.cli.conftest import Said
from tests.specification.kernel.test_parts_by_month import an_event
from upheld.domains.access.commands import record_looks
from upheld.domains.access.queries import Seen
from upheld.kernel.identifiers import new_id

pytestmark = pytest.mark.django_db

Upheld = Callable[..., Said]


@pytest.fixture(autouse=True)
def _an_old_event() -> None:
    an_event(datetime(2019, 5, 4, tzinfo=UTC))


class TestMakingMonths:
    def test_what_had_none_gets_its_own(self, upheld: Upheld) -> None:
        assert "Made: kernel_event_2019_05." in upheld("partitions", "make").words
        assert upheld("partitions", "make").out == "Every month that is needed has its part.\n"

    def test_the_doctor_says_when_something_has_none(self, upheld: Upheld) -> None:
        assert "1 rows of the records are in no part of a month" in upheld("doctor").words
        upheld("partitions", "make")
        assert "in no part of a month" not in upheld("doctor").words


class TestLettingAMonthGo:
    @pytest.fixture
    def detached(self, upheld: Upheld) -> Said:
        upheld("partitions", "make")
        return upheld("partitions", "detach", "--before", "2020-01")

    def test_it_is_named_with_its_digest(self, detached: Said) -> None:
        assert "Detached kernel_event_2019_05: 1 rows, digest " in detached.words

    @pytest.mark.usefixtures("detached")
    def test_it_is_listed_as_detached(self, upheld: Upheld) -> None:
        assert "2019-05" in upheld("partitions", "list").out
        assert "detached" in upheld("partitions", "list").out

    @pytest.mark.usefixtures("detached")
    def test_it_is_written_to_a_file_and_dropped(self, upheld: Upheld, tmp_path: Path) -> None:
        file = tmp_path / "may.csv"
        said = upheld("partitions", "export", "kernel_event", "2019-05", "--to", str(file), "--drop")
        assert hashlib.sha256(file.read_bytes()).hexdigest() in said.out
        assert upheld("audit", "verify").status == 0

    def test_a_month_that_is_none_is_refused_in_words(self, upheld: Upheld) -> None:
        said = upheld("partitions", "detach", "--before", "January")
        assert said.status == 1
        assert "year and month" in said.err


class TestVerifyingWhoLooked:
    def test_looks_are_checked_by_themselves(self, upheld: Upheld) -> None:
        record_looks(seen=[Seen("record", (new_id(),))], door="web", by=new_id(), at=AT)
        said = upheld("audit", "verify", "--looks")
        assert said.status == 0
        assert "Checked 1 looks in 1 streams. No look was altered or removed" in said.words
