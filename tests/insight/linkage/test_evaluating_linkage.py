"""What is counted when linkage is compared with the truth, and what cannot be read is named."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from upheld.insight.linkage.engine import Linked
from upheld.insight.linkage.evaluation import Evaluation, evaluate, interval
from upheld.insight.linkage.files import (
    ColumnCannotBeRead,
    ColumnIsMissing,
    ColumnIsNamedTwice,
    NoSuchFile,
    NotAFileOfRecords,
    ValueCannotBeRead,
    read_file,
    unread,
)


def linked(clusters: str, *doubtful: str) -> Linked:
    """Records a, b, c ... in these clusters, and the pairs that wait."""
    table = pa.table({"record_id": list("abcdefgh"[: len(clusters)]), "cluster": list(clusters)})
    waiting = pa.table({
        "one": pa.array([pair[0] for pair in doubtful], pa.string()),
        "other": pa.array([pair[1] for pair in doubtful], pa.string()),
    })  # fmt: skip
    return Linked("a model", len(clusters), table, waiting, waiting, 0, 0)


def compared(clusters: str, truth: str, *doubtful: str, **groups: list[str]) -> Evaluation:
    """What comes of it when the truth is this."""
    about = {"record_id": list("abcdefgh"[: len(truth)]), "truth": list(truth), **groups}
    return evaluate(pa.table(about), linked(clusters, *doubtful))


class TestWhenEveryoneIsJoinedRightly:
    def test_all_is_one(self) -> None:
        found = compared("11223", "xxyyz")

        assert (found.precision, found.recall, found.f1, found.clusters_mixed_per_100k) == (1, 1, 1, 0)


class TestWhenTwoPersonsAreJoined:
    def test_precision_counts_the_wrong_pairs(self) -> None:
        found = compared("111", "xxy")

        assert found.precision == pytest.approx(1 / 3)
        assert found.recall == 1

    def test_the_cluster_is_counted_as_mixed_once(self) -> None:
        found = compared("11122", "xyzww")

        assert (found.clusters_mixed, found.clusters_mixed_per_100k) == (1, 50_000)

    def test_whoever_is_joined_by_way_of_a_third_counts(self) -> None:
        assert compared("1111", "xxyy").pairs_joined == 6


class TestWhenOnePersonIsInTwoClusters:
    def test_recall_counts_the_missing_pairs(self) -> None:
        found = compared("112", "xxx")

        assert found.recall == pytest.approx(1 / 3)
        assert found.precision == 1

    def test_f1_lies_between(self) -> None:
        assert compared("112", "xxx").f1 == pytest.approx(0.5)


class TestWhatWaitsForAPerson:
    def test_each_record_counts_once(self) -> None:
        assert compared("1234", "xxyz", "ab", "ac").in_review_share == 0.75

    def test_it_is_not_yet_joined(self) -> None:
        found = compared("12", "xx", "ab")

        assert (found.recall, found.true_pairs_in_review) == (0, 1)


class TestWhenTheTruthIsNotGiven:
    def test_what_needs_it_is_left_open(self) -> None:
        found = evaluate(pa.table({"record_id": list("ab")}), linked("11"))

        assert (found.precision, found.recall, found.f1, found.clusters_mixed_per_100k) == (None,) * 4
        assert found.pairs_joined == 1


class TestRecallByGroup:
    def test_each_group_has_its_own(self) -> None:
        found = compared("1123", "xxyy", true_sex=["F", "F", "M", "M"])

        assert [(one.value, one.pairs, one.recall) for one in found.groups] == [("F", 1, 1.0), ("M", 1, 0.0)]

    def test_few_pairs_are_not_compared(self) -> None:
        assert compared("11", "xx", true_sex=["F", "F"]).groups[0].behind is None


class TestAnInterval:
    def test_it_holds_the_share_and_narrows_with_more_pairs(self) -> None:
        few, many = interval(9, 10), interval(9_000, 10_000)

        assert few[0] < many[0] < 0.9 < many[1] < few[1]

    def test_it_is_no_point_where_nothing_went_wrong(self) -> None:
        low, high = interval(100, 100)

        assert low == pytest.approx(0.963, abs=0.001)
        assert high == pytest.approx(1)

    def test_of_nothing_nothing_is_known(self) -> None:
        assert interval(0, 0) == (0, 1)


@pytest.fixture
def write(tmp_path: Path):
    """Write lines to a CSV file."""

    def write(*lines: str) -> Path:
        path = tmp_path / "people.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


class TestAFileOfRecords:
    def test_what_is_missing_is_empty(self, write) -> None:
        read = read_file(write("record_id,born_on", "a,2001-02-03", "b,")).to_pylist()

        assert [row["born_on"] for row in read] == [date(2001, 2, 3), None]
        assert (read[0]["family_name"], read[0]["system"]) == ("", "file")

    def test_a_year_alone_stands_for_its_first_day(self, write) -> None:
        read = read_file(write("record_id,born_on", "a,1865", "b,1865-03"))

        assert read["born_on"].to_pylist() == [date(1865, 1, 1), date(1865, 3, 1)]

    def test_parquet_says_the_same_as_csv(self, write, tmp_path: Path) -> None:
        from_csv = read_file(write("record_id,born_on,truth", "a,2001-02-03,x"))
        pyarrow.parquet.write_table(
            pa.table({"record_id": ["a"], "born_on": [date(2001, 2, 3)], "truth": ["x"]}),
            tmp_path / "p.parquet",
        )

        assert read_file(tmp_path / "p.parquet").equals(from_csv)

    def test_columns_that_are_not_read_are_named(self, write) -> None:
        assert unread(write("record_id,surname", "a,Hill")) == ("surname",)


class TestAFileThatCannotBeRead:
    def test_a_date_is_named_with_its_column_row_and_value(self, write) -> None:
        with pytest.raises(ValueCannotBeRead, match="Column born_on, row 3: “31/02/1980” is not a date"):
            read_file(write("record_id,born_on", "a,2001-02-03", "b,31/02/1980"))

    def test_a_reference_given_twice_is_named(self, write) -> None:
        with pytest.raises(
            ValueCannotBeRead, match="Column record_id, row 4: “a” was given to an earlier row"
        ):
            read_file(write("record_id", "a", "b", "a"))

    def test_an_empty_reference_is_named(self, write) -> None:
        with pytest.raises(ValueCannotBeRead, match="record_id, row 3"):
            read_file(write("record_id,sex", "a,F", ",M"))

    def test_a_truth_that_is_missing_for_some_is_named(self, write) -> None:
        with pytest.raises(ValueCannotBeRead, match="truth, row 3"):
            read_file(write("record_id,truth", "a,x", "b,"))

    def test_a_missing_reference_column_is_named_with_those_found(self, write) -> None:
        with pytest.raises(ColumnIsMissing, match=r"no column record_id\. It has: id, sex"):
            read_file(write("id,sex", "a,F"))

    def test_a_column_named_twice_is_named(self, write) -> None:
        with pytest.raises(ColumnIsNamedTwice, match="sex"):
            read_file(write("record_id,sex,sex", "a,F,F"))

    def test_a_column_of_numbers_with_fractions_is_refused(self, tmp_path: Path) -> None:
        pyarrow.parquet.write_table(pa.table({"record_id": ["a"], "phone": [1.5]}), tmp_path / "p.parquet")

        with pytest.raises(ColumnCannotBeRead, match="Column phone"):
            read_file(tmp_path / "p.parquet")

    @pytest.mark.parametrize(
        "content", [b"record_id\na,b\n", b"\xff\xfe\x00", b"record_id\n", b"", b"PAR1 no"]
    )
    def test_what_is_no_file_of_records_is_said(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "broken").write_bytes(content)

        with pytest.raises(NotAFileOfRecords, match="cannot be read"):
            read_file(tmp_path / "broken")

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(NoSuchFile, match=r"nobody\.csv"):
            read_file(tmp_path / "nobody.csv")
