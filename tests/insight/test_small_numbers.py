"""Small numbers: what an analyst is not shown, and what would give it away."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from upheld.insight.performance import StandardMonth
from upheld.journeys.small_numbers import (
    hidden_in,
    months_shown_whole,
    offices_shown,
    sum_of_late,
)
from upheld.journeys.standards import OfficeBehind
from upheld.kernel.identifiers import new_id

FEWEST = 10
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def month(met, late, open_past_due, *, not_yet_due=0, of=MARCH):
    return StandardMonth(
        standard="s",
        benefit="b",
        office=None,
        month=of,
        due=met + late + open_past_due,
        met=met,
        late=late,
        open_past_due=open_past_due,
        not_yet_due=not_yet_due,
        as_of=datetime(2026, 5, 1, tzinfo=UTC),
    )


def office(name, met, due):
    return OfficeBehind(
        office_id=new_id(), office_name=name, month=MARCH, met=met, due=due, percent_text=f"{met}/{due}"
    )


class TestAMonthOfManyCases:
    def test_is_shown_whole(self):
        assert hidden_in(month(40, 10, 0), FEWEST) == frozenset()

    def test_of_which_none_is_late_is_shown_whole(self):
        assert hidden_in(month(40, 0, 0), FEWEST) == frozenset()


class TestAMonthWithASmallNumber:
    def test_hides_it_with_the_total_and_the_share(self):
        assert hidden_in(month(40, 3, 0), FEWEST) == {"late", "due"}

    def test_is_left_out_of_the_picture(self):
        shown = month(40, 10, 0, of=APRIL)
        assert months_shown_whole([month(40, 3, 0), shown], FEWEST) == [shown]

    def test_hides_the_sum_over_the_months_too(self):
        assert sum_of_late([month(40, 10, 20), month(40, 12, 3, of=APRIL)], FEWEST) is None

    def test_hides_nothing_from_those_who_see_the_cases(self):
        assert hidden_in(month(1, 2, 3), 0) == frozenset()

    def test_hides_what_falls_due_later_alone(self):
        assert hidden_in(month(40, 10, 0, not_yet_due=4), FEWEST) == {"not_yet_due"}

    @pytest.mark.parametrize("counts", list(product((0, 1, 9, 10, 30), repeat=3)))
    def test_can_never_be_worked_out_from_the_rest_of_the_row(self, counts):
        row = month(*counts)
        hidden = hidden_in(row, FEWEST)
        small = [name for name in ("met", "late", "open_past_due") if 0 < getattr(row, name) < FEWEST]
        assert set(small) <= hidden
        assert not small or "due" in hidden


class TestOfficesThatAreBehind:
    def test_are_named_when_all_counts_are_large(self):
        behind = [office("North", 20, 60), office("South", 30, 60)]
        assert len(offices_shown(behind, [month(110, 80, 0)], FEWEST)) == 2

    def test_with_a_small_count_are_not_named(self):
        behind = [office("North", 4, 60), office("South", 30, 60)]
        named = offices_shown(behind, [month(110, 160, 0)], FEWEST)
        assert [one.office_name for one in named] == ["South"]

    def test_do_not_give_away_the_one_that_is_the_rest(self):
        behind = [office("North", 20, 60), office("South", 30, 60)]
        named = offices_shown(behind, [month(53, 70, 0)], FEWEST)
        assert [one.office_name for one in named] == ["North"]

    def test_of_a_hidden_month_are_not_named(self):
        behind = [office("North", 20, 60)]
        assert offices_shown(behind, [month(20, 3, 37)], FEWEST) == ()
