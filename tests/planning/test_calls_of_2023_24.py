"""The published figures of 2023-24 as a worked example: how many more officers would have been needed."""

import csv
import re

import pytest

from upheld.planning.calls import Demand, Fitted, erlang_a, first_calls, fit_service, people_needed

HOURS_OF_A_YEAR = 253 * 9
"""Working days, and nine hours each: an assumption, since opening hours differed by line."""


@pytest.fixture(scope="module")
def published(shared_data):
    """The share answered, the mean wait in seconds, and calls in an hour, in-house and outsourced."""
    with (shared_data / "domain" / "service_figures.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    start = next(place for place, row in enumerate(rows) if row["measure"] == "in-house calls answered %")
    row, other = rows[start + 1], rows[start + 2]
    assert row["period"] == other["period"] == "2023-24"
    minutes, seconds = map(int, re.search(r"(\d+)m(\d+)s", row["note_source"]).groups())
    millions = map(float, re.findall(r"([\d.]+)m (?:answered|abandoned)", row["note_source"]))
    calls = sum(millions) * 1e6 / HOURS_OF_A_YEAR
    return float(row["value"]) / 100, minutes * 60 + seconds, calls, float(other["value"]) / 100


@pytest.fixture(scope="module")
def fitted(published) -> Fitted:
    """The year as a queue, if a call takes ten minutes."""
    answered, wait, calls, _ = published
    return fit_service(Demand(calls, 600), answered=answered, wait_seconds=wait)


class TestTheYear:
    @pytest.mark.parametrize("handling", [360, 1200])
    def test_patience_was_about_an_hour_whatever_a_call_takes(self, published, handling) -> None:
        answered, wait, calls, _ = published
        fitted = fit_service(Demand(calls, handling), answered=answered, wait_seconds=wait)
        assert 50 * 60 < fitted.patience_seconds < 60 * 60

    def test_the_fit_gives_back_what_was_published(self, published, fitted) -> None:
        demand = Demand(published[2], 600)
        service = erlang_a(demand, round(fitted.agents), patience_seconds=fitted.patience_seconds)
        assert service.answered == pytest.approx(0.76, abs=0.001)
        assert service.wait_of_answered_seconds == pytest.approx(15 * 60 + 23, rel=0.01)


class TestAskingHowManyMore:
    @pytest.mark.parametrize(("share", "more"), [(0.85, 0.12), (0.90, 0.185), (0.94, 0.237)])
    def test_it_takes_so_many_more_than_there_were(self, published, fitted, share, more) -> None:
        needed = people_needed(
            Demand(published[2], 600), answered=share, patience_seconds=fitted.patience_seconds
        )
        assert needed.agents / fitted.agents - 1 == pytest.approx(more, abs=0.005)

    def test_fewer_are_needed_if_some_calls_were_the_same_people_again(self, published, fitted) -> None:
        answered, _, calls, outsourced = published
        first = first_calls(Demand(calls, 600), answered=answered, redialling=0.5)
        ask = {"answered": outsourced, "patience_seconds": fitted.patience_seconds}
        again = people_needed(first, redialling=0.5, **ask).agents
        assert 1.10 < again / fitted.agents < 1.15
        assert again < people_needed(Demand(calls, 600), **ask).agents
