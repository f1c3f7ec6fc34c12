"""Components as read models."""

from datetime import UTC, date, datetime

import pytest

from upheld.web.components.figures import Workload, drawing
from upheld.web.components.identity import ICONS, Need
from upheld.web.components.timeline import Entry, by_day
from upheld.web.templatetags.upheld import icon


class TestALoad:
    @pytest.mark.parametrize(
        ("points", "said"), [(28, "Room for 12 more"), (40, "At the limit"), (43, "3 over the limit")]
    )
    def test_is_said_in_words(self, points, said):
        assert Workload(points, 40).words == said

    def test_beyond_the_limit_shows_where_the_limit_is(self):
        load = Workload(50, 40)
        assert (load.carried_width, load.limit_at, load.over_width) == ("80.0%", "80.0%", "20.0%")

    def test_of_nothing_against_nothing_can_be_drawn(self):
        assert Workload(0, 0).carried_width == "0.0%"


class TestATimeline:
    def test_groups_by_the_day_here_and_folds_the_noise(self):
        late = Entry(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Sam rang Ann.")
        noise = Entry(datetime(2026, 6, 30, 23, 10, tzinfo=UTC), "An extract was read.", noise=True)
        before = Entry(datetime(2026, 6, 30, 9, 0, tzinfo=UTC), "Ann wrote to us.")
        days = by_day([late, noise, before])
        assert [(day.on, len(day.entries), len(day.folded)) for day in days] == [
            (date(2026, 7, 1), 1, 1),
            (date(2026, 6, 30), 1, 0),
        ]


class TestANeed:
    @pytest.mark.parametrize("name", sorted(ICONS))
    def test_has_its_drawing(self, name):
        assert "<svg" in icon(name)

    def test_refuses_a_drawing_that_does_not_exist(self):
        with pytest.raises(ValueError, match="There is no icon named unicorn"):
            Need("Write in large print.", "unicorn")


class TestADrawing:
    def test_with_a_style_inside_is_refused(self):
        with pytest.raises(ValueError, match="content security policy"):
            drawing('<svg><path style="fill: red"/></svg>')
