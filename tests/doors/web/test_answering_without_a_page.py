"""What the service answers, without a browser."""

import gzip
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.conftest import lacking
from upheld.web import static_files
from upheld.web.errors import bad_request, broken


class TestThePageForOurOwnFault:
    def test_needs_no_database(self, rf):
        answer = broken(rf.get("/"))
        assert answer.status_code == 500
        assert "Sorry, something went wrong" in answer.content.decode()

    def test_names_the_number_under_which_the_log_has_it(self, rf):
        request = rf.get("/")
        request.number = "01900000-0000-7000-8000-000000000001"
        assert request.number in broken(request).content.decode()


class TestARequestThatCannotBeRead:
    def test_is_answered_in_plain_words(self, rf):
        answer = bad_request(rf.get("/"), Exception())
        assert answer.status_code == 400
        assert "We did not understand that" in answer.content.decode()


class TestTheBuiltFiles:
    @pytest.fixture
    def built(self):
        folder = Path(static_files.__file__).parent / "static" / "upheld"
        if not (folder / "upheld.css").is_file():
            lacking("The styles are not built: run make setup")
        return folder

    def test_are_sent_compressed(self, client, built):
        answer = client.get("/static/upheld/upheld.css", headers={"accept-encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        assert gzip.decompress(b"".join(answer.streaming_content)) == (built / "upheld.css").read_bytes()

    def test_are_small_on_a_first_visit(self, built):
        assert sum((built / name).stat().st_size for name in ("upheld.css.gz", "upheld.js.gz")) < 60_000

    def test_take_nothing_from_elsewhere(self, built):
        styles = (built / "upheld.css").read_text(encoding="utf-8")
        assert "GDS Transport" not in styles
        assert "url(" not in styles

    def test_have_an_address_that_changes_with_them(self, built):
        assert "upheld/upheld.css?" in render_to_string("upheld/errors/500.html")
