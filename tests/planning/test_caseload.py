"""A caseload simulated: nothing is lost, more people never hurt, and leaders' questions are answered."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upheld.planning.caseload import (
    EXACTLY,
    NOT_KNOWN,
    WORKED,
    ClaimsTimes,
    PeopleJoin,
    PeopleLeave,
    PeopleMove,
    Promise,
    Ranges,
    Scenario,
    SentBackTimes,
    Staff,
    Stage,
    Team,
    TrainingTakes,
    Waiting,
    Work,
    draw,
    explore,
    schedule_of,
    simulate,
)
from upheld.planning.figures import ImpossibleFigure

HOURS = dict(zip(WORKED, (0.3, 2.0, 1.0, 2.5), strict=True))
AS_IT_IS = Scenario("as it is")


def team(name="disability", *, claims=40.0, slack=1.05, days=75, waiting=(), work=None, **staff):
    work = work or Work(HOURS)
    trained = claims * work.hours_for_a_claim / 5 * slack
    return Team(name, claims, work, Staff(trained=trained, **staff), Promise(days), waiting)


teams = st.builds(
    team,
    claims=st.floats(1, 80),
    slack=st.floats(0.3, 2),
    days=st.integers(5, 90),
    waiting=st.lists(
        st.builds(
            Waiting,
            st.sampled_from(Stage),
            st.dictionaries(st.integers(0, 200), st.floats(0, 40), max_size=4),
        ),
        max_size=3,
    ).map(tuple),
    leaving_a_year=st.floats(0, 0.6),
    training_days=st.integers(0, 60),
)


def one_course(of, *changes, days=120, **options):
    return simulate(of, EXACTLY, schedule_of(of, Scenario("tried", changes), days), seed=4, **options)


class TestWhateverHappens:
    @settings(max_examples=40, deadline=None)
    @given(teams, st.integers(0, 2**31))
    def test_every_case_that_came_has_gone_or_is_in_stock(self, of, seed) -> None:
        draws = draw(Ranges(), 3, seed=seed, name=of.name)
        course = simulate(of, draws, schedule_of(of, AS_IT_IS, 90), seed=seed)
        began = {True: 0.0, False: 0.0}
        for lot in of.waiting:
            began[lot.stage is Stage.REDETERMINATION] += sum(lot.by_age.values())
        claims = course.arrived.sum(axis=0) + began[False]
        assert claims == pytest.approx(
            course.decided.sum(axis=0) + course.stock[-1, :4].sum(axis=0), abs=1e-6
        )
        requests = course.requested.sum(axis=0) + began[True]
        assert requests == pytest.approx(course.redecided.sum(axis=0) + course.stock[-1, 4], abs=1e-6)
        assert course.stock.min() >= -1e-9
        assert (course.in_time <= course.decided + 1e-9).all()

    @settings(max_examples=30, deadline=None)
    @given(teams, st.floats(0.5, 10), st.integers(0, 89))
    def test_people_who_join_never_put_it_behind_by_more_than_a_days_work(self, of, number, day) -> None:
        few = one_course(of, days=90, by_chance=False)
        more = one_course(of, PeopleJoin(of.name, number, day, trained=True), days=90, by_chance=False)
        a_day = few.people.hours.max() / HOURS[Stage.DECISION] + 1e-6
        assert (np.cumsum(more.decided) >= np.cumsum(few.decided) - a_day).all()

    @settings(max_examples=30, deadline=None)
    @given(teams)
    def test_no_more_hours_are_worked_than_there_are(self, of) -> None:
        course = one_course(of, days=70, by_chance=False)
        done = course.decided.sum() / (1 - of.work.sent_back) * HOURS[Stage.DECISION]
        done += course.redecided.sum() * HOURS[Stage.REDETERMINATION]
        assert done <= course.people.hours.sum() + 1e-6

    def test_the_ages_are_of_those_decided_and_of_those_open(self) -> None:
        course = one_course(team(waiting=(Waiting(Stage.EVIDENCE, {100: 50}),)), days=100)
        assert course.ages.sum() == pytest.approx(course.decided[-63:].sum())
        assert course.open_ages.sum() == pytest.approx(course.stock[-1, :4].sum())
        late = course.ages[76:].sum()
        assert late == pytest.approx((course.decided - course.in_time)[-63:].sum())


class TestASteadyTeam:
    def test_it_decides_what_arrives(self) -> None:
        course = one_course(team(leaving_a_year=0.0), days=400, by_chance=False)
        assert course.decided[-20:] == pytest.approx(np.full((20, 1), 40.0), rel=1e-3)
        assert (course.in_time[-20:] / course.decided[-20:]).min() > 0.9

    def test_the_people_said_to_keep_up_do_and_one_in_twenty_fewer_do_not(self) -> None:
        enough, few = (
            one_course(team(slack=slack, leaving_a_year=0.0), days=500, by_chance=False).stock.sum(axis=1)
            for slack in (1.01, 0.95)
        )
        assert enough[-1] == pytest.approx(enough[-100], rel=0.01)
        assert few[-1] > few[-100] + 100


class TestPeople:
    def test_whoever_leaves_is_missed_until_another_is_hired_and_trained(self) -> None:
        of = team(leaving_a_year=0.0, hiring_days=30, training_days=40)
        trained = one_course(of, PeopleLeave(of.name, 5, 10), by_chance=False).people.trained[:, 0]
        assert (trained[9] - trained[10], trained[79] - trained[10]) == (5, 0)
        assert trained[80] == pytest.approx(of.staff.trained)

    def test_those_who_learn_take_time_from_those_who_can(self) -> None:
        of = team(leaving_a_year=0.0, training_days=40, buddy_hours=1.0)
        hours = one_course(of, PeopleMove("other", of.name, 10, 20), by_chance=False).people.hours[:, 0]
        assert hours[19] - hours[20] == pytest.approx(10)
        assert hours[60] - hours[19] == pytest.approx(10 * of.staff.hours_a_day)

    def test_by_chance_as_many_leave_as_are_said_to(self) -> None:
        of = team(leaving_a_year=0.2, hiring_days=None)
        draws = draw(Ranges(), 150, seed=1, name=of.name)
        left = simulate(of, draws, schedule_of(of, AS_IT_IS, 253), seed=1).people.trained[-1]
        assert left.mean() == pytest.approx(0.8 * of.staff.trained, rel=0.03)
        assert left.std() > 1


QUESTIONS = (
    AS_IT_IS,
    Scenario("five leave", (PeopleLeave("disability", 5),)),
    Scenario("training takes 120 days", (PeopleLeave("disability", 5), TrainingTakes(120))),
    Scenario("half is sent back", (SentBackTimes(0.5),)),
    Scenario("ten move", (PeopleMove("pension", "disability", 10),)),
    Scenario("a quarter more claim", (ClaimsTimes(1.25),)),
)


@pytest.fixture(scope="module")
def answers():
    backlog = (Waiting(Stage.ASSESSMENT, dict.fromkeys(range(20, 80), 30.0)),)
    both = (team(slack=1.08, waiting=backlog), team("pension", claims=60.0, days=30))
    found = explore(both, QUESTIONS, seed=2, days=300, number=30)
    return {(one.team, one.scenario): one for one in found}


class TestTrainingThatTakesNoTime:
    def test_whoever_joins_works_at_once(self) -> None:
        of = team(leaving_a_year=0.0, training_days=0)
        people = one_course(of, PeopleJoin(of.name, 3, 10), by_chance=False).people
        assert people.trained[10, 0] - people.trained[9, 0] == pytest.approx(3)
        assert people.in_training.max() == 0


class TestTheQuestionsOfLeaders:
    def test_each_is_answered_for_each_team(self, answers) -> None:
        assert len(answers) == 2 * len(QUESTIONS)
        assert all(one.sentences for one in answers.values())

    def test_when_five_leave_it_takes_longer_and_fewer_are_decided(self, answers) -> None:
        plain, five = answers["disability", "as it is"], answers["disability", "five leave"]
        assert five.met_in <= plain.met_in
        assert five.decided.middle < plain.decided.middle
        assert five.before.fewer_decided.low > 0

    def test_long_training_makes_it_worse_still(self, answers) -> None:
        five, long = answers["disability", "five leave"], answers["disability", "training takes 120 days"]
        assert long.before.fewer_decided.middle > five.before.fewer_decided.middle

    def test_when_less_is_sent_back_the_standard_is_met_more_often(self, answers) -> None:
        plain, half = answers["disability", "as it is"], answers["disability", "half is sent back"]
        assert half.met_at_end >= plain.met_at_end
        assert half.decided.middle > plain.decided.middle

    def test_when_ten_move_it_gets_worse_first_and_the_other_team_pays(self, answers) -> None:
        gains, pays = answers["disability", "ten move"], answers["pension", "ten move"]
        assert gains.before.fewer_decided.middle > 0
        assert gains.before.on_day < gains.before.level_again_on.middle
        assert pays.before.level_again_on.middle is None
        assert "not level again" in " ".join(pays.sentences)

    def test_a_team_that_is_not_touched_stays_as_it_is(self, answers) -> None:
        plain, other = answers["pension", "as it is"], answers["pension", "five leave"]
        assert other.share_in_time == plain.share_in_time
        assert other.before.fewer_decided.high == 0

    def test_what_it_does_not_know_is_said(self) -> None:
        assert len(NOT_KNOWN) >= 5

    def test_the_same_seed_gives_the_same_answer(self) -> None:
        first, again = (explore([team()], [AS_IT_IS], seed=9, days=100, number=5) for _ in range(2))
        assert first == again


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (lambda: Work({Stage.CLAIM: 1.0}), "hours is"),
            (lambda: Work(HOURS | {Stage.CLAIM: 0.0}), "hours of claim is 0.0"),
            (lambda: Work(HOURS, sent_back=1.0), "sent_back is 1.0"),
            (lambda: Staff(trained=-1), "trained is -1"),
            (lambda: Waiting(Stage.CLAIM, {-3: 1.0}), "age of cases in claim is -3"),
            (lambda: Promise(0), "days is 0"),
            (lambda: Ranges(effort=0.5), "effort is 0.5"),
            (lambda: explore([team(), team()], [AS_IT_IS], seed=1), "name is twice"),
            (lambda: explore([team()], [AS_IT_IS], seed=1, days=20), "days is 20"),
            (lambda: one_course(team(), PeopleLeave("disability", 1, 200)), "day is 200"),
            (lambda: one_course(team(), SentBackTimes(10.0)), "times is"),
        ],
    )
    def test_it_is_refused_by_its_name_and_value(self, wrong, said) -> None:
        with pytest.raises(ImpossibleFigure, match=said):
            wrong()

    def test_no_more_people_are_moved_than_a_team_has(self) -> None:
        both = [team(), team("pension", claims=1.0)]
        with pytest.raises(ImpossibleFigure, match="number from pension is 10: it must be at most its"):
            explore(both, [Scenario("?", (PeopleMove("pension", "disability", 10),))], seed=1)

    def test_a_team_that_is_not_there_is_named(self) -> None:
        with pytest.raises(ImpossibleFigure, match="team is penson: it must be one of disability"):
            explore([team()], [Scenario("?", (PeopleLeave("penson", 2),))], seed=1)
