"""Which passwords are taken: long ones that have not leaked. No other rule, and no end to them."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

LEAKED = "correct horse battery staple"
DIGEST = hashlib.sha1(LEAKED.encode()).hexdigest().upper()


class Ranges(BaseHTTPRequestHandler):
    """Answers as the public service does: endings and counts, one a line, with padding that counts 0."""

    asked: list[tuple[str, str | None]]

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Add-Padding")))
        lines = ["0018A45C4D1DEF81644B54AB7F969B88D65:10", f"{DIGEST[5:]}:412", f"{'F' * 35}:0"]
        body = "\r\n".join(lines).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(body if self.path == f"/range/{DIGEST[:5]}" else lines[2].encode())

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def ranges(settings):
    """A range service on this machine, which the settings name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ranges)
    server.asked, server.status = [], 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.UPHELD_RANGE_SERVICE = f"http://127.0.0.1:{server.server_port}/range/"
    yield server
    server.shutdown()
    server.server_close()


class TestAPassword:
    @pytest.mark.parametrize("password", ["all small letters", "123 456 789 1011", "ééééééééééééé"])
    def test_may_be_made_of_anything(self, password):
        validate_password(password)

    def test_needs_twelve_characters(self):
        with pytest.raises(ValidationError, match="12 characters"):
            validate_password("eleven char")

    @pytest.mark.parametrize("password", ["1q2w3e4r5t6y", "1234567891011"])
    def test_may_not_be_a_common_one_and_no_network_is_asked(self, password):
        with pytest.raises(ValidationError, match="too common"):
            validate_password(password)


class TestAPasswordThatHasLeaked:
    def test_passes_where_the_agency_has_not_allowed_the_check(self):
        validate_password(LEAKED)

    def test_is_refused_in_words(self, ranges):
        with pytest.raises(ValidationError, match="has leaked from another service"):
            validate_password(LEAKED)

    def test_is_not_told_to_the_service(self, ranges):
        with pytest.raises(ValidationError):
            validate_password(LEAKED)
        assert ranges.asked == [(f"/range/{DIGEST[:5]}", "true")]


class TestAPasswordThatHasNot:
    def test_passes(self, ranges):
        validate_password("seven copper kettles sing")

    def test_passes_when_the_service_is_broken_and_the_log_says_so_without_it(self, ranges, caplog):
        ranges.status = 503
        validate_password(LEAKED)
        assert "gave no answer: HTTPError" in caplog.text
        assert DIGEST[:5] not in caplog.text

    def test_passes_when_the_service_is_away(self, settings):
        settings.UPHELD_RANGE_SERVICE = "http://127.0.0.1:9/range/"
        validate_password(LEAKED)
