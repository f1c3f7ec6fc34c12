"""What a program that watches the service can ask: does it live, can it work, how does it do."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from prometheus_client.parser import text_string_to_metric_families

from tests.builders.access import an_account
from upheld.kernel import outbox
from upheld.kernel.identifiers import new_id
from upheld.kernel.models import EventRow
from upheld.kernel.tasks import Backlog

STRANGER = {"REMOTE_ADDR": "203.0.113.9"}
RESTED = Backlog(workers=1, waiting=0, longest=timedelta())


@pytest.fixture
def _no_database():
    with patch.object(connection, "cursor", side_effect=DatabaseError):
        yield


def figures(client, **asked):
    """Every sample of the figures, by its name and labels."""
    text = client.get("/metrics", **asked).content.decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
class TestWhetherItLives:
    @pytest.mark.usefixtures("_no_database")
    def test_a_process_that_answers_lives_whatever_the_database_does(self, client):
        assert client.get("/health").content == b"ok\n"


@pytest.mark.django_db
class TestWhetherItCanWork:
    def test_a_stranger_learns_one_word(self, client):
        answer = client.get("/health/ready", **STRANGER)
        assert (answer.status_code, answer.content) == (200, b"ready\n")

    @pytest.mark.usefixtures("_no_database")
    def test_without_its_database_it_cannot(self, client):
        answer = client.get("/health/ready", **STRANGER)
        assert (answer.status_code, answer.content) == (503, b"not ready\n")

    def test_with_tables_of_another_release_it_cannot(self, client):
        with patch("upheld.web.health._ours", return_value=frozenset({("casework", "9999_to_come")})):
            answer = client.get("/health/ready")
        assert answer.status_code == 503
        assert answer.json()["tables"] == "1 steps behind this release: upheld migrate"

    def test_who_watches_from_this_machine_is_told_of_each_part(self, client):
        with patch("upheld.web.health.get_backlog", return_value=RESTED):
            told = client.get("/health/ready").json()
        assert told == {"ready": True, "database": "ok", "tables": "ok", "worker": "ok", "disk": "ok"}

    def test_a_worker_that_is_missing_is_told_and_stops_no_page(self, client):
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["worker"]) == (200, "none runs: upheld worker")


@pytest.mark.django_db
class TestWhoMaySeeTheFigures:
    def test_a_program_on_this_machine_may(self, client):
        assert client.get("/metrics").status_code == 200

    @pytest.mark.parametrize("added", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via"])
    def test_what_a_proxy_on_this_machine_passes_on_may_not(self, client, added):
        assert client.get("/metrics", headers={added: "203.0.113.9"}).status_code == 404

    def test_a_stranger_finds_nothing(self, client):
        assert client.get("/metrics", **STRANGER).status_code == 404

    @pytest.mark.parametrize(
        ("token", "status"), [("right", 200), ("wrong", 404), ("", 404), ("ri\u00e9", 404)]
    )
    def test_elsewhere_it_takes_the_token(self, client, monkeypatch, token, status):
        monkeypatch.setenv("UPHELD_METRICS_TOKEN", "right")
        asked = client.get("/metrics", headers={"Authorization": f"Bearer {token}"}, **STRANGER)
        assert asked.status_code == status

    def test_without_a_token_in_the_settings_an_empty_one_opens_nothing(self, client, monkeypatch):
        monkeypatch.delenv("UPHELD_METRICS_TOKEN", raising=False)
        asked = client.get("/metrics", headers={"Authorization": "Bearer "}, **STRANGER)
        assert asked.status_code == 404


@pytest.mark.django_db
class TestTheFigures:
    def test_requests_are_counted_by_route_and_class_of_status(self, client):
        before = figures(client)
        client.get("/health")
        client.get("/no/such/page")
        after = figures(client)
        for key in (("health", "2xx"), ("unknown", "4xx")):
            counted = ("upheld_requests_total", *key)
            assert after[counted] == before.get(counted, 0) + 1

    def test_their_times_are_kept_in_buckets(self, client):
        client.get("/health")
        names = figures(client)
        assert names[("upheld_request_seconds_bucket", "+Inf", "health")] >= 1

    def test_a_sign_in_that_is_refused_is_counted(self, client):
        before = figures(client)["upheld_sign_in_failures_total",]
        client.post("/account/sign-in/", {"login": "ann@agency.example", "password": "not the one"})
        assert figures(client)["upheld_sign_in_failures_total",] == before + 1

    def test_what_waits_and_what_was_given_up_is_read_from_the_database(self, client):
        an_account()
        event = EventRow.objects.get()
        outbox._defer(new_id(), "greet")
        outbox.note_failure(event_id=event.id, reaction="greet", error="OSError", parked=True)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_events SET at = now() - interval '1 hour'")
        read = figures(client)
        assert read["upheld_queue_jobs",] == 1
        assert 3590 < read["upheld_queue_age_seconds",] < 3660
        assert read["upheld_parked_reactions",] == 1
        assert read["upheld_events_recorded_total",] == event.sequence

    @pytest.mark.usefixtures("_no_database")
    def test_without_the_database_the_rest_is_still_told(self, client):
        read = figures(client)
        assert read["upheld_database_up",] == 0
        assert ("upheld_sign_in_failures_total",) in read

    def test_no_label_holds_more_than_the_name_of_a_route(self, client):
        client.get("/clients/search?q=Ann+Whitfield")
        client.get("/cases/0190aaaa-0000-7000-8000-000000000001")
        assert not [
            key for key in figures(client) if any("0190aaaa" in part or "Ann" in part for part in key)
        ]
