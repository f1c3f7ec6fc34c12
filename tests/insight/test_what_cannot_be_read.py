"""What cannot be read in a log."""

import gzip

import pytest

from upheld.insight.eventlog import LogHasUnreadableRows, LogIsDamaged, NotALog, read_log

GOOD = "A,Decide,2024-03-01 09:00,,,,"


class TestBadRowsOfACsv:
    @pytest.mark.parametrize(
        ("bad", "field", "value"),
        [
            (",Decide,2024-03-01 09:00,,,,", "case:concept:name", ""),
            ("A,,2024-03-01 09:00,,,,", "concept:name", ""),
            ("A,Decide,1st of March,,,,", "time:timestamp", "1st of March"),
            ("A,Decide,2024-02-30 09:00,,,,", "time:timestamp", "2024-02-30 09:00"),
            ("A,Decide,,,,,", "time:timestamp", ""),
            ("A,Decide", "row", "A,Decide"),
        ],
    )
    def test_each_is_kept_apart_with_its_row_field_and_value(self, csv_log, bad, field, value):
        problems = []
        (case,) = read_log(csv_log(GOOD, bad), problems=problems)
        assert len(case.events) == 1
        assert [(found.row, found.field, found.value) for found in problems] == [(3, field, value)]

    def test_reading_stops_when_nobody_keeps_them(self, csv_log):
        with pytest.raises(
            LogHasUnreadableRows, match="Row 3, time:timestamp: This is not a date"
        ) as refused:
            list(read_log(csv_log(GOOD, "A,Decide,Ann Example,,,,")))
        assert "Ann Example" not in str(refused.value)

    def test_an_unreadable_deadline_is_named_and_the_case_is_kept(self, csv_log):
        problems = []
        heading = "case:concept:name,concept:name,time:timestamp,case:deadline"
        (case,) = read_log(csv_log("A,Decide,2024-03-01 09:00,soon", heading=heading), problems=problems)
        assert case.deadline_at is None
        assert [(found.row, found.field, found.value) for found in problems] == [(2, "deadline", "soon")]

    def test_mending_a_row_does_not_rename_the_events_after_it(self, csv_log):
        (broken,) = read_log(csv_log("A,Decide,never,,,,", GOOD), problems=[])
        assert [event.reference for event in broken.events] == ["A#2"]

    def test_a_case_that_says_nothing_of_when_is_named_and_left_out(self, csv_log):
        problems = []
        cases = read_log(csv_log("B,Decide,never,,,,", GOOD), problems=problems)
        assert [case.reference for case in cases] == ["A"]
        assert [(found.row, found.field) for found in problems] == [(2, "time:timestamp")] * 2


class TestBadTracesOfAnXes:
    def test_a_trace_without_a_reference_is_named_by_its_line(self, xes_log):
        problems = []
        assert list(read_log(xes_log("<trace>", "</trace>"), problems=problems)) == []
        assert [(found.row, found.field) for found in problems] == [(3, "concept:name")]

    def test_a_second_trace_of_the_same_case_is_not_read_as_that_case(self, xes_log):
        name = '<string key="concept:name" value="A"/><date key="startdate" value="2024-03-01T09:00:00Z"/>'
        trace, problems = f"<trace>{name}</trace>", []
        assert len(list(read_log(xes_log(trace, trace), problems=problems))) == 1
        assert [(found.row, found.value) for found in problems] == [(4, "A")]


class TestAFileThatIsNotALog:
    def test_a_csv_without_the_columns_is_told_which_are_missing(self, csv_log):
        with pytest.raises(
            NotALog, match=r"Missing: case:concept:name or .*time:timestamp.*Found: name, city"
        ):
            read_log(csv_log("Ann,Leith", heading="name,city"))

    def test_other_xml_is_told_that_a_log_was_expected(self, tmp_path):
        (path := tmp_path / "page.xes").write_text("<html></html>")
        with pytest.raises(NotALog, match=r"<html>.*begins with <log>"):
            list(read_log(path))

    @pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b"PK\x03\x04\0\0", "not text")])
    def test_an_empty_or_a_binary_file_is_refused_at_once(self, tmp_path, content, said):
        (path := tmp_path / "log.csv").write_bytes(content)
        with pytest.raises(NotALog, match=said):
            read_log(path)

    def test_a_document_type_is_refused_and_its_entities_never_expand(self, xes_log):
        bomb = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        with pytest.raises(NotALog, match="document type"):
            list(read_log(xes_log("<trace>&b;</trace>", before=bomb)))


class TestAFileThatBreaksOff:
    def test_the_cases_before_the_break_are_given_first(self, event_logs, tmp_path):
        whole = gzip.decompress((event_logs / "receipt.xes.gz").read_bytes())
        (path := tmp_path / "half.xes").write_bytes(whole[: len(whole) // 2])
        cases = read_log(path)
        assert next(cases).reference == "case-10011"
        with pytest.raises(LogIsDamaged, match=r"at line \d+ .* The 6\d\d cases before it were read"):
            list(cases)

    def test_a_gzip_that_breaks_off_is_said_to_be_incomplete(self, event_logs, tmp_path):
        (path := tmp_path / "half.xes.gz").write_bytes((event_logs / "receipt.xes.gz").read_bytes()[:90_000])
        with pytest.raises(LogIsDamaged, match="incomplete"):
            list(read_log(path))

    def test_a_csv_in_another_encoding_is_told_to_use_utf_8(self, tmp_path, csv_log):
        (path := tmp_path / "latin.csv").write_bytes(
            csv_log(GOOD, "A,Café,x,,,,").read_bytes().replace(b"\xc3", b"")
        )
        with pytest.raises((LogIsDamaged, NotALog), match="UTF-8"):
            list(read_log(path))
