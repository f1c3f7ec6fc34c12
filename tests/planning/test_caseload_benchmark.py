"""The benchmark of the simulations runs, on very little. Nothing here is timed."""

from benchmarks.findings import Findings
from benchmarks.simulating.speed import measure_speed
from benchmarks.simulating.teams import invent_teams


class TestTheInventedTeams:
    def test_they_are_the_same_for_one_seed_and_none_is_like_another(self) -> None:
        first, again = (list(invent_teams(8, seed=4)) for _ in range(2))
        assert first == again
        assert len({one.name for one in first}) == len({one.claims_a_day for one in first}) == 8


class TestTheTable:
    def test_it_has_a_line_for_each_way_and_the_promises(self) -> None:
        found = measure_speed(teams=1, draws=2, by_itself=400)
        assert isinstance(found, Findings)
        assert [row[4] for row in found.rows] == [None, 0.2, None, 900.0]
        assert all(len(row) == len(found.columns) for row in found.rows)
