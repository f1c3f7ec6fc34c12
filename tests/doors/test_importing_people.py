"""Importing people through the command itself."""

from pathlib import Path

import pytest

from tests.builders.people import AT, EXTRACT, HEADINGS, ROW, TODAY, extract, written
from upheld.cli.imports import app
from upheld.domains.access.queries import the_service
from upheld.domains.people.queries import (
    count_clients,
    find_clients_by_reference,
    get_client,
    list_quarantined,
)
from upheld.domains.workforce.commands import open_office
from upheld.journeys.people_import import import_people
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow
from upheld.policy import UnknownValue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_office_and_a_day():
    open_office(name="North", key="north", by=SYSTEM, at=AT)
    with clock.freeze(AT):
        yield


@pytest.fixture
def run(capsys):
    """Run `upheld import` with these words; gives the exit status and what was printed."""

    def _run(*words: object) -> tuple[int, str]:
        status = app([str(word) for word in words], result_action="return_value")
        return status or 0, capsys.readouterr().out

    return _run


def waiting() -> list:
    return list_quarantined(viewer=the_service())


def client_of(reference: str, system: str = "disability"):
    found = find_clients_by_reference(viewer=the_service(), system=system, references=[reference])
    return get_client(viewer=the_service(), client_id=found[reference], on=TODAY)


class TestWhenAnExtractIsImported:
    def test_the_summary_says_what_became_of_every_row(self, run, tmp_path: Path):
        path = extract(
            tmp_path,
            {},
            {"claim_id": "PIP-2"},
            {"claim_id": "PIP-3", "surname": "Lund", "forenames": "Bo", "date_of_birth": "1955-07-09"},
            {"claim_id": "PIP-4", "date_of_birth": "31/02/1980"},
        )
        status, said = run("people", path, "--system", "disability")
        figures = [int(line.split()[0]) for line in said.splitlines() if line[:1] == " "]
        assert (status, figures) == (0, [4, 2, 1, 0, 0, 1, 1, 0])
        assert "1 row was set aside" in said
        assert "References: PIP-3." in said

    def test_the_packs_words_for_codes_are_used(self, run, tmp_path: Path):
        run("people", extract(tmp_path, {}), "--system", "disability")
        assert client_of("PIP-1").strip.instructions == ("Write in large print.",)

    def test_the_row_is_kept_as_received(self, run, tmp_path: Path):
        run("people", extract(tmp_path, {"surname": " OKAFOR "}), "--system", "disability")
        client = client_of("PIP-1")
        [line] = client.source_records
        assert (client.name, line.as_received["surname"]) == ("Ada Okafor", " OKAFOR ")
        assert (line.extract_on, "extracted" in line.as_received) == (EXTRACT, False)

    def test_an_extract_with_whole_names_in_its_own_encoding_is_read(self, run, tmp_path: Path):
        headings = "AWARD_REF|CUST_NAME|TTL|DOB|NINO|ADDR1|ADDR2|ADDR3|ADDR4|PCODE|TEL_NO|WELSH_IND|ALT_FMT|"
        headings += "CONTACT_CODE|APPOINTEE|APPOINTEE_TYPE|DOD|OFFICE_CD|BEN_CODE|RUN_DATE"
        row = "SP1|MÜLLER, ZOË|Ms|01/02/1950|AB123456C|1 Low Rd||||ab1 2cd||Y|1|T|ANN LEE|A||NORTH|SP|"
        row += "01/03/2026"
        path = tmp_path / "pensions.txt"
        path.write_bytes(f"{headings}\r\n{row}\r\n".encode("cp1252"))
        run("people", path, "--system", "pensions")
        client = client_of("SP1", "pensions")
        assert (client.name, client.strip.language, client.representatives[0].kind) == (
            "Zoë Müller", "Welsh", "appointee",
        )  # fmt: skip

    def test_the_office_and_the_day_may_be_said_apart(self, run, tmp_path: Path):
        kept = [heading for heading in HEADINGS if heading not in ("service_centre", "extracted")]
        path = written(tmp_path, [kept, [ROW.get(heading, "") for heading in kept]])
        words = ("--system", "disability", "--office", "north", "--extract-on", "2026-02-01")
        run("people", path, *words)
        assert str(client_of("PIP-1").source_records[0].extract_on) == "2026-02-01"


class TestWhenAnImportIsRepeated:
    def test_nothing_changes_not_even_an_event(self, run, tmp_path: Path):
        path = extract(
            tmp_path, {}, {"claim_id": "PIP-2", "nino": ""}, {"claim_id": ""}, {"surname": "Other"}
        )
        run("people", path, "--system", "disability")
        before = (EventRow.objects.count(), count_clients(viewer=the_service()), len(waiting()))
        status, said = run("people", path, "--system", "disability")
        assert (status, "had set aside 1 of them" in said) == (0, True)
        assert (EventRow.objects.count(), count_clients(viewer=the_service()), len(waiting())) == before


class TestWhenAFileIsRefused:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--system", "disability"), "claim_id, surname"),
            (("--system", "disability", "--office", "moon"), 'no office "moon".*north'),
            (("--system", "carers-and-families"), "Case Ref"),
        ],
    )
    def test_nothing_is_kept_and_the_message_says_so(self, run, tmp_path: Path, words, said):
        path = written(tmp_path, [["a", "b"], ["1", "2"]])
        with pytest.raises(RuleBroken, match=rf"(?s){said}.*") as refusal:
            run("people", path, *words)
        assert "Nothing was kept" in str(refusal.value)

    @pytest.mark.parametrize("name", ["empty.csv", "missing.csv"])
    def test_an_empty_or_missing_file_is_refused(self, run, tmp_path: Path, name: str):
        (tmp_path / "empty.csv").touch()
        with pytest.raises(RuleBroken, match="Nothing was kept"):
            run("people", tmp_path / name, "--system", "disability")

    def test_a_system_that_the_pack_does_not_know_is_refused_with_its_name(self, run, tmp_path: Path):
        with pytest.raises(UnknownValue, match="disabilty"):
            run("people", extract(tmp_path, {}), "--system", "disabilty")


class TestWhenARowCannotBeRead:
    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("reference", {"claim_id": " "}),
            ("born_on", {"date_of_birth": "31/02/1980"}),
            ("born_on", {"date_of_birth": "2030-01-01"}),
            ("died_on", {"date_of_death": "1970-01-01"}),
            ("national_insurance_number", {"nino": "TN010280M"}),
            ("email", {"email_address": "nobody"}),
            ("format", {"alternative_format": "XX"}),
            ("interpreter", {"interpreter_required": "perhaps"}),
            ("office", {"service_centre": "moon"}),
            ("extract_on", {"extracted": ""}),
        ],
    )
    def test_row_field_value_and_reason_are_kept(
        self, run, tmp_path: Path, field: str, change: dict[str, str]
    ):
        run("people", extract(tmp_path, {"claim_id": "PIP-0"}, change), "--system", "disability")
        [row] = waiting()
        [(heading, value)] = change.items()
        assert (row.row_number, row.field, row.value) == (3, field, value.strip())
        assert row.raw[heading] == value
        assert row.reason.endswith(".")

    @pytest.mark.parametrize(
        ("broken", "reason"),
        [
            (b"PIP-9,short\r\n", "2 values where the file has 24 columns"),
            (b'"PIP-9,"stray,' + b"," * 21 + b"\r\n", "quotation mark"),
            (b'"PIP-9,' + b"," * 22 + b"\r\n", "quotation mark"),
            (b"PIP-9,M\xfcller" + b"," * 22 + b"\r\n", "not utf-8"),
            (b"PIP-9,M\0ller" + b"," * 22 + b"\r\n", "not utf-8"),
        ],
    )
    def test_a_broken_row_costs_no_other_row(self, run, tmp_path: Path, broken: bytes, reason: str):
        path = extract(tmp_path, {}, {"claim_id": "PIP-2"}, {"claim_id": "PIP-3"})
        head, first, second, third = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(head + first + broken + second + third)
        run("people", path, "--system", "disability")
        [row] = waiting()
        assert (row.row_number, reason in row.reason) == (3, True)
        assert {line.reference for line in client_of("PIP-3").source_records} == {"PIP-1", "PIP-2", "PIP-3"}


class TestWhenAQuarantinedRowIsMended:
    def test_it_can_be_listed_shown_corrected_and_tried_again(self, run, tmp_path: Path):
        path = extract(tmp_path, {"date_of_birth": "1980-02-31"})
        run("people", path, "--system", "disability")
        row_id = waiting()[0].id
        assert "1 row waits." in run("quarantine", "list")[1]
        assert "1980-02-31" in run("quarantine", "show", row_id)[1]
        run("quarantine", "correct", row_id, "--set", "born_on=1980-02-28")
        assert run("quarantine", "retry") == (0, "1 accepted, 0 still waiting.\n")
        assert (client_of("PIP-1").name, waiting()) == ("Ada Okafor", [])

    def test_importing_the_same_file_again_does_not_bring_it_back(self, run, tmp_path: Path):
        path = extract(tmp_path, {"date_of_birth": "1980-02-31"})
        run("people", path, "--system", "disability")
        run("quarantine", "correct", waiting()[0].id, "--set", "born_on=1980-02-28")
        run("quarantine", "retry", waiting()[0].id)
        run("people", path, "--system", "disability")
        assert waiting() == []

    def test_a_row_that_is_still_wrong_says_why(self, run, tmp_path: Path):
        run("people", extract(tmp_path, {"date_of_birth": "1980-02-31"}), "--system", "disability")
        status, said = run("quarantine", "retry", "--system", "disability")
        assert (status, "born_on: '1980-02-31'" in said) == (1, True)

    def test_a_correction_without_a_pair_is_refused(self, run, tmp_path: Path):
        run("people", extract(tmp_path, {"date_of_birth": "1980-02-31"}), "--system", "disability")
        with pytest.raises(RuleBroken, match="field=value"):
            run("quarantine", "correct", waiting()[0].id, "--set", "born_on")

    def test_an_exported_row_can_be_mended_in_the_file_and_imported(self, run, tmp_path: Path):
        run("people", extract(tmp_path, {"date_of_birth": "1980-02-31"}), "--system", "disability")
        out = tmp_path / "mend.csv"
        run("quarantine", "export", out, "--system", "disability")
        out.write_text(out.read_text("utf-8-sig").replace("1980-02-31", "1980-02-28", 1), "utf-8-sig")
        run("people", out, "--system", "disability")
        assert client_of("PIP-1").name == "Ada Okafor"

    def test_a_row_that_is_dismissed_waits_no_more(self, run, tmp_path: Path):
        run("people", extract(tmp_path, {"date_of_birth": "1980-02-31"}), "--system", "disability")
        run("quarantine", "dismiss", waiting()[0].id, "--reason", "A test entry.")
        assert run("quarantine", "list") == (0, "No row waits.\n")


class TestWhenAFileIsLong:
    def test_it_is_kept_in_batches_and_says_how_far_it_is(self, tmp_path: Path):
        path = extract(tmp_path, *({"claim_id": f"PIP-{n}", "nino": ""} for n in range(7)))
        steps = list(import_people(path=path, system="disability", by=SYSTEM, at=AT, batch=3))
        assert [step.rows for step in steps] == [0, 3, 6, 7]
        assert steps[-1].bytes_read == steps[-1].bytes_total

    def test_what_was_kept_before_it_was_stopped_is_kept_once(self, tmp_path: Path):
        path = extract(tmp_path, *({"claim_id": f"PIP-{n}", "nino": ""} for n in range(7)))
        stopped = import_people(path=path, system="disability", by=SYSTEM, at=AT, batch=3)
        next(stopped), next(stopped)
        stopped.close()
        *_, done = import_people(path=path, system="disability", by=SYSTEM, at=AT, batch=3)
        assert (done.counts.unchanged, done.counts.linked) == (3, 4)
