"""The agency that is invented to measure a million cases, very small: it is as Upheld would have made it."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from django.db import connection

from benchmarks.million.findings import findings_of
from benchmarks.million.loading import check_here, load_here
from benchmarks.million.sizes import Scale
from benchmarks.million.writing import Writer
from upheld.kernel import audit
from upheld.kernel.models import EventRow
from upheld.kernel.outbox import rebuild

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
SMALL = Scale(scale=0.0002, now=NOW)


@pytest.fixture
def small(db):
    """Eighty clients with two hundred cases."""
    load_here(SMALL)


@pytest.mark.usefixtures("small")
class TestAnInventedAgency:
    def test_its_record_of_events_is_whole(self):
        verdict = audit.verify()
        assert (verdict.is_whole, verdict.checked > 2_000) == (True, True)

    def test_every_event_says_what_its_kind_says(self):
        for kind, facts in EventRow.objects.values_list("kind", "facts"):
            assert rebuild(kind, facts).facts() == facts

    def test_no_rule_is_broken_that_a_constraint_cannot_say(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        check_here()


class TestItsInvention:
    def events(self, seed):
        """What is told of the first ten clients."""
        writer = Writer(replace(SMALL, seed=seed))
        writer.write(range(10), Random(seed))
        return writer.record.events.rows

    def test_it_is_the_same_for_the_same_seed(self):
        assert self.events(1) == self.events(1)

    def test_it_is_another_for_another_seed(self):
        assert self.events(1) != self.events(2)


class TestHowLargeItIs:
    def test_a_million_cases_are_of_four_hundred_thousand_clients(self):
        whole = replace(SMALL, scale=1.0)
        assert (whole.cases, whole.clients, whole.officers) == (1_000_000, 400_000, 1_500)

    def test_officers_have_the_same_load_at_a_tenth(self):
        tenth, whole = (replace(SMALL, scale=scale) for scale in (0.1, 1.0))
        assert tenth.cases / tenth.officers == whole.cases / whole.officers


class TestWhatIsReported:
    def page(self, **found):
        return {"page": "Case", "visitor": "officer30", "users": 1, "queries": 15, "median": 20.0} | {
            "answers": 100,
            "p95": 30.0,
            "p99": 40.0,
            **found,
        }

    def measured(self, cases, *pages):
        loaded = {"seconds": {"copying": 10.0}, "rows": {"kernel_event": 14 * cases}}
        looks = {"without": 20.0, "with": 22.0, "cost": 2.0}
        size = {"cases": cases, "clients": cases, "officers": cases, "loaded": loaded}
        return {**size, "pages": pages, "looks": looks, "nights": []}

    def failures(self, **found):
        small, large = self.measured(10_000, self.page()), self.measured(1_000_000, self.page(**found))
        return [sentence for one in findings_of([small, large]).values() for sentence in one.failures]

    def test_a_page_that_is_quick_and_flat_is_as_it_should_be(self):
        assert self.failures() == []

    def test_a_page_that_grows_is_named(self):
        assert self.failures(median=40.0) == [
            "Case for officer, 30 grants takes 2.0 times as long at the largest scale as at the smallest."
        ]

    def test_a_page_with_too_many_queries_is_named(self):
        assert self.failures(queries=16) == ["Case for officer, 30 grants needs 16 queries."]
