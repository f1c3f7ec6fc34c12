"""Duty rosters: the hard rules hold whoever makes them, and a gap is shown ahead with what would fill it."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upheld.planning.figures import ImpossibleFigure
from upheld.planning.rosters import (
    Duty,
    Limits,
    Person,
    Placement,
    broken_rules,
    fill_by_hand,
    fill_roster,
)

MONDAY = date(2026, 3, 2)
WEEK = tuple(MONDAY + timedelta(days=day) for day in range(5))
KINDS = ("support partner", "first aider", "phones")
REST = Limits(most_a_week=2, rest_days={"support partner": 1})


def person(key, *kinds, present=WEEK, **more):
    return Person(key, frozenset(kinds or KINDS), frozenset(present), **more)


def duty(kind, day=0, session="am", **more):
    on = MONDAY + timedelta(days=day)
    return Duty(f"{kind} {on} {session}", kind, on, session, **more)


@st.composite
def offices(draw):
    """People, duties and limits of two weeks, at random."""
    days = [MONDAY + timedelta(days=week * 7 + day) for week in range(2) for day in range(5)]
    people = [
        Person(
            f"p{number}",
            draw(st.frozensets(st.sampled_from(KINDS))),
            draw(st.frozensets(st.sampled_from(days))),
            draw(st.integers(0, 4)),
            draw(st.sampled_from([None, None, 1])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    chosen = draw(st.sets(st.sampled_from(list(product(range(10), KINDS, ("am", "pm")))), max_size=14))
    duties = [
        Duty(f"d{place}", kind, days[day], session, draw(st.integers(1, 2)), draw(st.sampled_from([1, 10])))
        for place, (day, kind, session) in enumerate(sorted(chosen))
    ]
    rest = {kind: draw(st.integers(0, 3)) for kind in draw(st.sets(st.sampled_from(KINDS)))}
    return people, duties, Limits(draw(st.integers(0, 3)), draw(st.integers(1, 2)), rest)


def checked(placements, people, duties, limits):
    """The hard rules again, in the plainest way: the first that is broken, or None."""
    known, wanted = {one.key: one for one in people}, {one.key: one for one in duties}
    has = defaultdict(list)
    for one in placements:
        has[known[one.person]].append(wanted[one.duty])
    for who, theirs in has.items():
        most = limits.most_a_week if who.most_a_week is None else min(limits.most_a_week, who.most_a_week)
        if any(each.kind not in who.qualified or each.on not in who.present for each in theirs):
            return "not qualified or not there"
        if max(Counter(each.on.isocalendar()[:2] for each in theirs).values()) > most:
            return "week"
        if max(Counter(each.on for each in theirs).values()) > limits.most_a_day:
            return "day"
        if max(Counter((each.on, each.session) for each in theirs).values()) > 1:
            return "at once"
        for one, other in product(theirs, theirs):
            rest = limits.rest_days.get(one.kind, 0) if other.kind in limits.rest_days else 0
            if 0 < (other.on - one.on).days <= rest:
                return "rest"
    return None


def filled(placements, duties):
    weights = {one.key: one.weight for one in duties}
    return sum(weights[one.duty] for one in placements)


class TestWhoeverMakesIt:
    @settings(max_examples=60, deadline=None)
    @given(offices())
    def test_no_hard_rule_is_broken_and_the_solver_fills_at_least_as_much(self, office) -> None:
        people, duties, limits = office
        by_hand = fill_by_hand(people, duties, limits)
        found = fill_roster(people, duties, limits, effort=2)
        for placements in (by_hand, found.placements):
            assert checked(placements, people, duties, limits) is None
            assert broken_rules(placements, people, duties, limits) == ()
        assert filled(found.placements, duties) >= filled(by_hand, duties)

    @settings(max_examples=40, deadline=None)
    @given(offices())
    def test_each_place_is_filled_or_shown_as_a_gap(self, office) -> None:
        people, duties, limits = office
        found = fill_roster(people, duties, limits, effort=2)
        missing = sum(one.missing for one in found.gaps)
        assert len(found.placements) + missing == sum(one.people for one in duties)
        assert all(one.why and one.would_fill for one in found.gaps)

    @settings(max_examples=20, deadline=None)
    @given(offices())
    def test_it_is_the_same_every_time(self, office) -> None:
        assert fill_roster(*office, effort=2) == fill_roster(*office, effort=2)


class TestFilling:
    def test_a_hand_that_takes_the_only_first_aider_for_the_phones_is_put_right(self) -> None:
        people = [person("ann", "first aider", "phones"), person("bea", "phones", done=3)]
        duties = [duty("phones", weight=5), duty("first aider", weight=1)]
        found = fill_roster(people, duties, REST)
        assert found.placements == (
            Placement(duties[1].key, "ann"),
            Placement(duties[0].key, "bea"),
        )
        assert (found.made_by, found.proven, found.gaps) == ("solver", True, ())
        assert len(fill_by_hand(people, duties, REST)) == 1

    def test_the_weightier_duty_is_filled_where_only_one_can_be(self) -> None:
        duties = [duty("phones"), duty("support partner", weight=10)]
        found = fill_roster([person("ann")], duties, REST)
        assert [one.duty for one in found.placements] == [duties[1].key]

    def test_without_the_solver_it_is_made_by_hand(self) -> None:
        found = fill_roster([person("ann")], [duty("phones")], REST, solver=False)
        assert (found.made_by, found.proven, len(found.placements)) == ("hand", False, 1)


class TestFairness:
    def test_duties_are_spread_evenly(self) -> None:
        people = [person(key) for key in "abcd"]
        found = fill_roster(people, [duty("phones", day) for day in range(4)], Limits(most_a_week=4))
        assert set(found.loads.values()) == {1}

    def test_whoever_did_more_before_does_less_now(self) -> None:
        people = [person("ann", done=3), person("bea")]
        found = fill_roster(people, [duty("phones", day) for day in range(3)], Limits(most_a_week=5))
        assert found.loads == {"ann": 3, "bea": 3}


class TestGaps:
    def test_someone_at_their_limit_and_someone_away_are_told_apart(self) -> None:
        people = [
            person("ann", "phones", most_a_week=1),
            person("bea", "phones", present=()),
            person("cat", "first aider"),
        ]
        (gap,) = fill_roster(people, [duty("phones"), duty("phones", 1)], REST).gaps
        assert (gap.missing, gap.qualified) == (1, {"week": 1, "away": 1})
        assert "1 is qualified but away" in gap.why
        assert gap.would_fill[0].startswith("One duty more than the limit")
        assert any("Training one of 1 who is there" in way for way in gap.would_fill)

    def test_rest_after_a_hard_duty_leaves_a_gap_rather_than_a_tired_person(self) -> None:
        duties = [duty("support partner"), duty("support partner", 1)]
        (gap,) = fill_roster([person("ann")], duties, REST).gaps
        assert gap.qualified == {"rest": 1}

    def test_where_nobody_is_qualified_it_says_so(self) -> None:
        (gap,) = fill_roster([person("ann", "phones")], [duty("first aider")], REST).gaps
        assert gap.why == "Nobody is qualified."


class TestTheCheckOfRules:
    @pytest.mark.parametrize(
        ("who", "duties", "said"),
        [
            (person("ann", "phones"), [duty("first aider")], "not qualified"),
            (person("ann", present=()), [duty("phones")], "not there"),
            (person("ann", most_a_week=1), [duty("phones"), duty("phones", 2)], "in a week"),
            (person("ann"), [duty("phones"), duty("phones", session="pm")], "a day"),
            (person("ann"), [duty("phones"), duty("first aider")], "at once"),
            (person("ann"), [duty("support partner"), duty("support partner", 1)], "no rest"),
        ],
    )
    def test_it_finds_each_that_is_broken(self, who, duties, said) -> None:
        placements = [Placement(one.key, "ann") for one in duties]
        assert any(said in one.sentence for one in broken_rules(placements, [who], duties, REST))
        assert checked(placements, [who], duties, REST) is not None

    def test_it_finds_more_people_than_a_duty_needs(self) -> None:
        one = duty("phones")
        placements = [Placement(one.key, "ann"), Placement(one.key, "bea")]
        (broken,) = broken_rules(placements, [person("ann"), person("bea")], [one], REST)
        assert broken.duties == (one.key,)


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (lambda: Limits(most_a_week=-1), "most_a_week is -1"),
            (lambda: duty("phones", people=0), "people of phones 2026-03-02 am is 0"),
            (lambda: replace(duty("phones"), weight=5000), "weight of phones 2026-03-02 am is 5000"),
            (lambda: fill_roster([person("ann")] * 2, [], REST), "people is ann twice"),
            (lambda: fill_roster([], [], REST, effort=0), "effort is 0"),
        ],
    )
    def test_it_is_refused_by_its_name_and_value(self, wrong, said) -> None:
        with pytest.raises(ImpossibleFigure, match=said):
            wrong()
