"""A log that says what happened and never about whom: everything known of the people in it is looked for."""

import io
import json
import logging
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.builders.casework import Agency, agency
from tests.builders.people import extract
from tests.conventions.routes import every_route
from tests.doors.command_line import upheld
from upheld.config.logs import KEPT, facts_of, speak_for_threads
from upheld.domains.casework import commands as casework
from upheld.domains.people import commands as people
from upheld.domains.people.queries import Needs
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM, new_id

FAMILY, GIVEN, NUMBER, BORN = "Whitfeather", "Annabelline", "AB123456C", "1961-03-14"
PHONE, EMAIL, POSTCODE, LINE = "07700 900123", "annabelline@home.example", "NG1 4QX", "12 Lantern Row"
NOTE = "She told me that her brother Thaddeus took the money"
SEARCHED = "Whitfeather 14 March 1961"
OFFICER, MAIL, PASSWORD = "Oswina Carterell", "oswina.carterell@agency.example", "three quiet lanterns"

SECRET = {
    *(FAMILY, GIVEN, NUMBER, BORN, "14/03/1961", "14 March 1961", "Thaddeus", "brother", "took the money"),
    *(PHONE, "900123", EMAIL, "home.example", POSTCODE, "NG14QX", LINE, "Lantern"),
    *(OFFICER, "Carterell", "Oswina", MAIL, "agency.example", PASSWORD, "not her password", "Speak slowly"),
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, by the service's own formatter, however little it matters."""
    root, written = logging.getLogger(), io.StringIO()
    ours = next(one for one in root.handlers if _is_json(one.formatter))
    copy = logging.StreamHandler(written)
    copy.setFormatter(ours.formatter)
    loggers = ("", "django", "django.request", "upheld", "axes", "procrastinate.worker")
    levels = {name: logging.getLogger(name).level for name in loggers}
    root.addHandler(copy)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield written
    root.removeHandler(copy)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def _is_json(formatter: logging.Formatter | None) -> bool:
    return isinstance(formatter, structlog.stdlib.ProcessorFormatter)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """What was logged, line by line; and nothing of it is about a person."""
    text = log.getvalue()
    assert [secret for secret in SECRET if secret.lower() in text.lower()] == []
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def place(settings: Any) -> Agency:
    """An agency that knows a good deal about one client."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = agency()
    made.leader()
    officer = get_user_model().objects.get(pk=made.officers[0])
    officer.name, officer.email = OFFICER, MAIL
    officer.set_password(PASSWORD)
    officer.save()
    return made


@pytest.fixture
def case_id(place: Agency) -> Any:
    """Her case, with notes."""
    told: dict[str, Any] = {"family_name": FAMILY, "given_names": GIVEN, "national_insurance_number": NUMBER}
    told["needs"] = Needs(note="Speak slowly", safe_contact=f"Ring {PHONE}")
    born = clock.today().replace(1961, 3, 14)
    at = clock.now()
    client_id = people.register_client(offices=[place.office_id], born_on=born, **told, by=SYSTEM, at=at)
    people.add_representative(
        client_id=client_id, name="Thaddeus", kind="appointee", phone=PHONE, by=SYSTEM, at=at
    )
    opened = {"benefit": "personal-independence-payment", "team_id": place.team_id}
    case_id = casework.open_case(client_id=client_id, **opened, by=SYSTEM, at=at)
    casework.write_note(case_id=case_id, text=NOTE, key=new_id(), by=place.officers[0], at=at)
    return case_id


class Fields(HTMLParser):
    """The names of the fields of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the name of a field."""
        if tag in {"input", "textarea", "select"}:
            self.names |= {value or "" for name, value in attrs if name == "name"}


def browser(place: Agency) -> Client:
    """The leader's browser, which is shown an error as anybody is."""
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(pk=place.officers[0]))
    return client


@pytest.mark.django_db
class TestAJourneyThroughEveryPage:
    def test_every_page_is_looked_at_and_every_form_filled_in(
        self, place: Agency, case_id: Any, log: io.StringIO
    ) -> None:
        client, asked = browser(place), set()
        for route in every_route():
            if {"uidb36", "key"} & set(route.arguments) or "logout" in route.name:
                continue
            address = route.address(place) if "case_id" not in route.arguments else route_to(route, case_id)
            page = client.get(address, {"q": SEARCHED, "text": NOTE})
            names = Fields(page.content.decode()).names if "html" in page["Content-Type"] else set()
            for filled_in in (NOTE, FAMILY, BORN, SEARCHED):
                client.post(f"{address}?name={FAMILY}", dict.fromkeys({*names, "text", "reason"}, filled_in))
            asked.add(route.name)
        told = [line for line in lines(log) if line["event"] == "request"]
        assert asked <= {line["route"] for line in told}
        assert {line["method"] for line in told} == {"GET", "POST"}
        assert str(place.officers[0]) in {line.get("account") for line in told}

    def test_searching_and_reading_what_was_found(
        self, place: Agency, case_id: Any, log: io.StringIO
    ) -> None:
        client = browser(place)
        for text in (SEARCHED, FAMILY, NUMBER, "14/03/1961"):
            found = client.post("/search/", {"text": text}, follow=True)
            assert FAMILY in found.content.decode()
        client.post(f"/cases/{case_id}/notes/", {"text": NOTE, "once": str(new_id())}, follow=True)
        routes = {line.get("route") for line in lines(log)}
        assert {"search", "client", "case-notes"} <= routes

    def test_signing_in_well_and_badly(self, place: Agency, log: io.StringIO) -> None:
        client = Client()
        for password in ("not her password", PASSWORD):
            client.post("/account/sign-in/", {"login": MAIL, "password": password})
        assert [line["route"] for line in lines(log) if line["event"] == "request"] == ["account_login"] * 2


def route_to(route: Any, case_id: Any) -> str:
    """The address of a route about this case."""
    return reverse(route.name, kwargs={"case_id": case_id})


@pytest.mark.django_db
class TestWhenSomethingGoesWrong:
    def test_an_error_of_ours_is_logged_by_its_kind_and_place_under_the_number_that_is_shown(
        self, place: Agency, case_id: Any, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object, **__: object) -> None:
            raise KeyError(f"{GIVEN} {FAMILY}, born {BORN}")

        monkeypatch.setattr("upheld.web.doors._answer", fails)
        answer = browser(place).get(f"/cases/{case_id}/")
        [failed] = [line for line in lines(log) if line["event"] == "request failed"]
        assert answer.status_code == 500
        assert (failed["error"], failed["request"]) == ("KeyError", answer["X-Request-ID"])
        assert failed["request"] in answer.content.decode()
        assert failed["frames"][-1].startswith("upheld/web/doors.py:")

    def test_a_row_that_the_database_quotes_is_not(
        self, place: Agency, case_id: Any, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: object, **__: object) -> None:
            get_user_model().objects.create(name=OFFICER, email=MAIL)

        monkeypatch.setattr("upheld.web.doors._answer", fails)
        assert browser(place).post(f"/cases/{case_id}/notes/", {"text": NOTE}).status_code == 500
        [failed] = [line for line in lines(log) if line["event"] == "request failed"]
        assert failed["error"] == "UniqueViolation > IntegrityError"
        assert failed["constraint"].startswith("access_account")

    def test_a_rule_is_named_by_its_sentence_before_it_is_filled_in(self) -> None:
        class NoRoomFor(RuleBroken):
            """There is no room for {name}."""

        told = facts_of(NoRoomFor(name=FAMILY))
        assert (told["error"], told["rule"]) == ("NoRoomFor", "There is no room for {name}.")

    def test_a_page_that_is_not_there_is_not_named(self, place: Agency, log: io.StringIO) -> None:
        browser(place).get(f"/clients/{FAMILY}/?q={NUMBER}", headers={"User-Agent": NOTE, "Referer": LINE})
        [line] = [line for line in lines(log) if line["event"] == "request"]
        assert (line["route"], line["status"]) == ("unknown", 404)

    def test_an_import_that_fails_is_not_quoted(
        self, place: Agency, log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = ({"family_name": FAMILY, "date_of_birth": "31/02/1961"}, {"postcode": POSTCODE})
        monkeypatch.setattr("django.setup", lambda: None)  # it would begin the log anew
        upheld("import", "people", extract(tmp_path, *rows), "--system", "disability")

        def fails(*_: object, **__: object) -> None:
            logging.getLogger("upheld.journeys").exception("It failed for %s", FAMILY)
            raise ValueError(f"{FAMILY} {NUMBER}")

        monkeypatch.setattr("upheld.cli.imports.import_people", fails)
        said = upheld("import", "people", extract(tmp_path, {}), "--system", "disability")
        assert said.status == 1
        assert FAMILY not in said.err
        assert "It failed for %s" in {line["event"] for line in lines(log)}


class TestWhatOthersLog:
    """Libraries write what they like, and so may we by mistake."""

    def test_a_sentence_that_was_put_together_is_left_out(self, log: io.StringIO) -> None:
        logging.getLogger("somewhere").error(f"Could not save {FAMILY}")
        logging.getLogger("somewhere").error("Could not save %s", FAMILY)
        first, second = lines(log)
        assert first["event"] == "said something that is not in its source, so it is left out"
        assert second["event"] == "Could not save %s"
        assert "test_the_log.py:" in first["place"]

    def test_a_value_without_a_known_name_is_left_out(self, log: io.StringIO) -> None:
        structlog.get_logger("upheld.web").info("request", route="case", client=FAMILY)
        [line] = lines(log)
        assert set(line) == {"at", "level", "event", "route"}
        assert set(line) <= KEPT

    def test_the_chain_of_causes_is_told_without_a_word_of_them(self, log: io.StringIO) -> None:
        try:
            try:
                raise ValueError(NOTE)
            except ValueError as error:
                raise RuntimeError(FAMILY) from error
        except RuntimeError:
            logging.getLogger("somewhere").exception("It failed", extra={"note": NOTE}, stack_info=True)
        [line] = lines(log)
        assert line["error"] == "ValueError > RuntimeError"

    def test_a_job_is_told_by_its_task_and_not_by_what_it_was_given(self, log: io.StringIO) -> None:
        job = {"id": 7, "task_name": "upheld.kernel.tasks.deliver", "attempts": 2}
        job["task_kwargs"] = {"reaction": "greet", "event_id": "0190", "name": FAMILY}
        said = f"Job deliver[7](name={FAMILY!r}) ended"
        logging.getLogger("procrastinate.worker").error(said, extra={"action": "job_error", "job": job})
        [line] = lines(log)
        assert (line["event"], line["job"], line["reaction"]) == ("job_error", 7, "greet")

    def test_the_error_that_ends_a_thread_is_told_by_its_kind(
        self, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("threading.excepthook", threading.excepthook)
        speak_for_threads()
        threading.excepthook(SimpleNamespace(exc_value=ValueError(NOTE)))  # type: ignore[arg-type]
        assert lines(log)[0]["error"] == "ValueError"


class TestEachLine:
    def test_every_name_on_it_is_in_the_reference(self) -> None:
        text = Path(__file__).parents[2].joinpath("docs/reference/logs.md").read_text(encoding="utf-8")
        assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == KEPT


@pytest.mark.django_db
class TestWhoDidIt:
    def test_it_is_an_account_and_no_name(self, place: Agency, log: io.StringIO) -> None:
        browser(place).get("/")
        [line] = [line for line in lines(log) if line["event"] == "request"]
        assert line["account"] == str(place.officers[0])
