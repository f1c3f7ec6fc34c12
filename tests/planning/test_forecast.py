"""A forecast of demand: what it expects, and whether its intervals hold as often as they say."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upheld.planning.figures import ImpossibleFigure
from upheld.planning.forecast import EXPLAINED, History, forecast, pattern_of
from upheld.planning.forecast.forecasting import conformal

MONDAY = date(2023, 1, 2)
WEEKDAYS = (1.3, 1.1, 1.0, 0.9, 0.7, 0.0, 0.0)
AHEAD = 56


def history(seed, *, days=430, level=300.0, drift=0.0, season=0.0, spread=2.0):
    """Counts by weekday, a closed day every 45 with what it held back after it, and more if asked for."""
    chance = np.random.default_rng(seed)
    closed = frozenset(MONDAY + timedelta(days=place) for place in range(20, days + 200, 45))
    log, held, counts = 0.0, False, []
    for place in range(days):
        day = MONDAY + timedelta(days=place)
        log += chance.normal(0, drift)
        mean = level * np.exp(log) * WEEKDAYS[day.weekday()] * (1 + season * np.sin(place / 364 * 2 * np.pi))
        if day in closed:
            held, mean = held or mean > 0, 0.0
        elif mean and held:
            held, mean = False, mean * 1.4
        counts.append(float(chance.poisson(chance.gamma(mean / spread, spread) if mean else 0)))
    return History(MONDAY, tuple(counts), closed)


def parted(whole):
    """The history up to the last days, and those."""
    known = len(whole.counts) - AHEAD
    return History(whole.first_day, whole.counts[:known], whole.closed), whole.counts[known:]


def share_held(**kind):
    """Of all open days ahead in eight series the share within its interval, and the share told before."""
    held, told = [], []
    for seed in range(8):
        known, came = parted(history(seed, **kind))
        found = forecast(known, horizon=AHEAD)
        told.append(found.backtest.held)
        held += [
            one.low <= count <= one.high
            for one, count in zip(found.days, came, strict=True)
            if one.expected > 0
        ]
    return np.mean(held), np.mean(told)


class TestIntervalsOfNineInTen:
    @pytest.mark.parametrize("kind", [{}, {"drift": 0.006}, {"spread": 12.0}, {"level": 4.0}], ids=str)
    def test_they_hold_about_as_often_as_they_say_and_as_they_were_seen_to(self, kind) -> None:
        held, told = share_held(**kind)
        assert 0.84 <= held <= 0.97
        assert told == pytest.approx(held, abs=0.07)

    def test_the_sum_of_the_days_has_an_interval_of_its_own(self) -> None:
        held = []
        for seed in range(12):
            known, came = parted(history(seed, drift=0.004))
            total = forecast(known, horizon=AHEAD).total
            held.append(total.low <= sum(came) <= total.high)
        assert np.mean(held) >= 0.75


@pytest.fixture(scope="module")
def known():
    return history(3, days=400)


class TestWhatIsExpected:
    def test_the_days_of_the_week_and_the_day_after_a_closure_are_found(self, known) -> None:
        pattern = pattern_of(known)
        assert pattern.weekdays == pytest.approx(WEEKDAYS, abs=0.06)
        assert pattern.after_closed == pytest.approx(1.4, abs=0.2)

    def test_nothing_is_expected_when_closed_and_more_on_the_day_after(self, known) -> None:
        by_day = {one.day: one for one in forecast(known, horizon=150).days}
        closed = next(day for day in by_day if day in known.closed and day.weekday() < 4)
        assert (by_day[closed].expected, by_day[closed].high) == (0.0, 0.0)
        after = closed + timedelta(days=1)
        ordinary = by_day[after + timedelta(days=7)]
        assert by_day[after].expected > 1.2 * ordinary.expected

    def test_a_year_of_seasons_is_followed_once_two_are_known(self) -> None:
        known, came = parted(history(1, days=1100, season=0.4))
        found = forecast(known, horizon=AHEAD)
        assert found.way == "as last year"
        assert found.total.expected == pytest.approx(sum(came), rel=0.1)

    def test_it_errs_less_than_repeating_last_week(self, known) -> None:
        backtest = forecast(known, horizon=AHEAD).backtest
        assert backtest.error < backtest.error_of_last_week

    def test_its_way_is_explained_in_a_sentence(self, known) -> None:
        found = forecast(known, horizon=AHEAD)
        assert EXPLAINED[found.way].endswith(".")
        assert any("less than two years" in said.lower() for said in found.not_known)

    def test_the_same_history_gives_the_same_forecast(self, known) -> None:
        assert forecast(known, horizon=20) == forecast(known, horizon=20)


class TestDemandThatJumpsTooOftenToFollow:
    def test_it_says_that_its_intervals_did_not_hold(self) -> None:
        calm, wild = history(1, days=220), history(2, days=210, drift=0.12)
        joined = History(MONDAY, calm.counts[:217] + wild.counts, calm.closed | wild.closed)
        found = forecast(joined, horizon=AHEAD)
        assert found.backtest.held < 0.85
        assert any("faster than this forecast" in said for said in found.not_known)


class TestAConformalScore:
    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.floats(0.5, 0.99))
    def test_at_least_the_wanted_share_of_past_scores_does_not_exceed_it(self, scores, coverage) -> None:
        reach = conformal(np.array(scores), coverage)
        assert np.mean(np.array(scores) <= reach) >= min(coverage, 1.0)

    def test_it_counts_one_more_than_there_are(self) -> None:
        assert conformal(np.arange(1.0, 10.0), 0.9) == 9
        assert conformal(np.arange(1.0, 20.0), 0.9) == 18


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (lambda: History(MONDAY, (1.0,) * 30), "counts is 30 days"),
            (lambda: History(MONDAY, (1.0,) * 100 + (-1.0,)), "count of 2023-04-12 is -1.0"),
            (lambda: forecast(history(1), horizon=0), "horizon is 0"),
            (lambda: forecast(history(1), coverage=1.0), "coverage is 1.0"),
            (lambda: forecast(history(1, days=100), horizon=90), "counts is 100 days"),
        ],
    )
    def test_it_is_refused_by_its_name_and_value(self, wrong, said) -> None:
        with pytest.raises(ImpossibleFigure, match=said):
            wrong()
