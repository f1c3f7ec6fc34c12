"""Calls: what callers meet with, and how many officers a standard needs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upheld.planning.calls import (
    Demand,
    Interval,
    erlang_a,
    erlang_c,
    first_calls,
    fit_service,
    follow_day,
    on_the_rota,
    patience_from_all,
    people_needed,
    staff_day,
    with_redials,
)
from upheld.planning.figures import ImpossibleFigure

BUSY = Demand(calls_per_hour=600, handling_seconds=480)
demands = st.builds(Demand, st.floats(1, 3000), st.floats(30, 1200))


class TestWithOneOfficerMore:
    @settings(max_examples=60, deadline=None)
    @given(demands, st.integers(1, 400), st.floats(10, 4000))
    def test_never_fewer_calls_are_answered(self, demand, agents, patience) -> None:
        few, more = (erlang_a(demand, number, patience_seconds=patience) for number in (agents, agents + 1))
        assert more.answered >= few.answered - 1e-12
        assert more.wait_seconds <= few.wait_seconds + 1e-9
        assert more.answered_in_time >= few.answered_in_time - 1e-9


class TestWhatCallersMeetWith:
    @settings(max_examples=60, deadline=None)
    @given(demands, st.integers(1, 400), st.floats(10, 4000))
    def test_calls_are_answered_or_given_up_and_officers_are_busy_with_those_answered(
        self, demand, agents, patience
    ) -> None:
        service = erlang_a(demand, agents, patience_seconds=patience)
        given_up = service.wait_seconds / patience
        assert service.answered + given_up == pytest.approx(1.0, abs=1e-9)
        assert service.occupancy * agents == pytest.approx(service.answered * demand.load, rel=1e-9)
        assert service.answered_in_time <= service.answered + 1e-12

    def test_nobody_waits_where_officers_are_many_times_the_load(self) -> None:
        service = erlang_a(Demand(1, 60), 4000, patience_seconds=60)
        assert (service.delayed, service.answered) == (0.0, 1.0)


class TestAskingHowManyOfficers:
    @pytest.mark.parametrize("share", [0.85, 0.90, 0.94])
    def test_they_meet_the_share_and_one_fewer_does_not(self, share) -> None:
        needed = people_needed(BUSY, answered=share, patience_seconds=300)
        assert needed.service.answered >= share > needed.one_fewer.answered

    def test_a_time_to_answer_in_needs_more(self) -> None:
        quick = people_needed(BUSY, answered=0.9, patience_seconds=300, in_time_seconds=20)
        assert quick.service.answered_in_time >= 0.9 > quick.one_fewer.answered_in_time
        assert quick.agents > people_needed(BUSY, answered=0.9, patience_seconds=300).agents

    def test_time_spent_elsewhere_makes_them_more_people(self) -> None:
        assert (on_the_rota(70, away=0.3), on_the_rota(70, away=0.0)) == (100, 70)


class TestThoseWhoRingAgain:
    def test_first_calls_and_redials_make_up_what_is_offered(self) -> None:
        found = with_redials(BUSY, 60, patience_seconds=300, redialling=0.6)
        again = 0.6 * found.service.abandoned * found.offered_per_hour
        assert found.offered_per_hour == pytest.approx(BUSY.calls_per_hour + again, rel=1e-10)
        assert found.service.answered < found.people_answered < 1

    def test_nobody_rings_again_where_nobody_is_said_to(self) -> None:
        found = with_redials(BUSY, 60, patience_seconds=300, redialling=0)
        assert found.service == erlang_a(BUSY, 60, patience_seconds=300)
        assert found.people_answered == found.service.answered

    def test_first_calls_are_found_again_among_those_counted(self) -> None:
        made = with_redials(BUSY, 60, patience_seconds=300, redialling=0.6)
        counted = Demand(made.offered_per_hour, BUSY.handling_seconds)
        found = first_calls(counted, answered=made.service.answered, redialling=0.6)
        assert found.calls_per_hour == pytest.approx(600, rel=1e-10)


class TestReadingPatienceFromFigures:
    @pytest.mark.parametrize("patience", [60, 400, 3000])
    def test_what_a_queue_shows_gives_back_the_patience_that_made_it(self, patience) -> None:
        made = erlang_a(BUSY, 66, patience_seconds=patience)
        fitted = fit_service(BUSY, answered=made.answered, wait_seconds=made.wait_of_answered_seconds)
        assert fitted.patience_seconds == pytest.approx(patience, rel=1e-6)
        assert fitted.agents == pytest.approx(66, abs=1e-4)

    def test_the_mean_wait_of_everyone_gives_it_at_once(self) -> None:
        made = erlang_a(BUSY, 66, patience_seconds=240)
        assert patience_from_all(answered=made.answered, wait_seconds=made.wait_seconds) == pytest.approx(240)

    def test_nothing_is_read_where_nobody_gave_up(self) -> None:
        with pytest.raises(ImpossibleFigure, match=r"answered is 1.0"):
            patience_from_all(answered=1.0, wait_seconds=20)


class TestADay:
    FLAT = (Interval(BUSY, minutes=60),) * 8

    def test_each_interval_has_its_officers_and_people_on_the_rota(self) -> None:
        quiet = Interval(Demand(150, 480))
        first, second = staff_day([quiet, self.FLAT[0]], answered=0.9, patience_seconds=300, away=0.25)
        assert first.needed.agents < second.needed.agents
        assert first.on_the_rota == on_the_rota(first.needed.agents, away=0.25)

    def test_a_steady_day_comes_to_the_steady_queue(self) -> None:
        followed = follow_day(self.FLAT, [70] * 8, patience_seconds=300, step_seconds=10)
        last = followed.intervals[-1]
        steady = erlang_a(BUSY, 70, patience_seconds=300)
        assert last.answered / last.offered == pytest.approx(steady.answered, rel=1e-6)
        assert last.waiting_at_the_end == pytest.approx(steady.waiting, rel=1e-6)

    def test_every_call_is_answered_given_up_or_still_waiting(self) -> None:
        followed = follow_day(self.FLAT, [70, 40, 0, 90, 70, 20, 80, 70], patience_seconds=2000)
        before = 0.0
        for one in followed.intervals:
            change = one.waiting_at_the_end - before
            assert one.offered == pytest.approx(one.answered + one.given_up + change)
            before = one.waiting_at_the_end

    def test_patient_callers_carry_the_morning_into_the_afternoon(self) -> None:
        day = [Interval(Demand(900, 480), 60), Interval(Demand(450, 480), 60)]
        alone = follow_day(day[1:], [60], patience_seconds=3000).answered
        after = follow_day(day, [60, 60], patience_seconds=3000).intervals[1]
        assert after.given_up / after.offered > 2 * (1 - alone)


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (lambda: Demand(0, 60), "calls_per_hour is 0"),
            (lambda: Demand(60, float("nan")), "handling_seconds is nan"),
            (lambda: erlang_c(BUSY, 80), "agents is 80: it must be more than the load of 80 erlangs"),
            (lambda: erlang_a(BUSY, 0, patience_seconds=1), "agents is 0"),
            (lambda: erlang_a(BUSY, 5, patience_seconds=90_000), "patience_seconds is 90000"),
            (lambda: people_needed(BUSY, answered=1.0, patience_seconds=60), "answered is 1.0"),
            (lambda: with_redials(BUSY, 9, patience_seconds=60, redialling=1.0), "redialling is 1.0"),
            (lambda: follow_day([Interval(BUSY)], [], patience_seconds=60), "agents is 0"),
            (lambda: fit_service(BUSY, answered=0.9, wait_seconds=9e6), "wait_seconds is 9000000.0"),
        ],
    )
    def test_it_is_refused_by_its_name_and_value(self, wrong, said) -> None:
        with pytest.raises(ImpossibleFigure, match=said):
            wrong()
