"""While a door is open, what queries hand out is collected; and it is told in plain words."""

from datetime import UTC, datetime

import pytest

from upheld.domains.access.queries import Seen, looking, saw, tell_look
from upheld.kernel.identifiers import new_id

ANN, BOB = new_id(), new_id()


class TestAtADoor:
    def test_each_kind_is_collected_in_the_order_in_which_it_was_first_seen(self) -> None:
        with looking(door="web") as collected:
            saw("search", [ANN])
            saw("record", [BOB])
            saw("search", [BOB])
        assert collected.seen() == (Seen("search", (ANN, BOB)), Seen("record", (BOB,)))

    def test_a_list_leaves_out_those_whose_record_was_shown_too(self) -> None:
        with looking(door="web") as collected:
            saw("list", [ANN, BOB])
            saw("record", [BOB])
        assert collected.seen() == (Seen("list", (ANN,)), Seen("record", (BOB,)))

    def test_a_client_who_was_shown_twice_is_counted_once(self) -> None:
        with looking(door="web") as collected:
            saw("list", [ANN, BOB, ANN])
        assert collected.seen()[0].client_ids == (ANN, BOB)

    def test_a_list_without_anybody_is_no_look(self) -> None:
        with looking(door="web") as collected:
            saw("list", [])
        assert collected.seen() == ()

    def test_a_search_that_found_nobody_is_one(self) -> None:
        with looking(door="web") as collected:
            saw("search", [], found=0)
        assert collected.seen() == (Seen("search", (), 0),)

    def test_a_door_within_a_door_collects_for_itself(self) -> None:
        with looking(door="web") as outer:
            with looking(door="background") as inner:
                saw("record", [ANN])
            saw("record", [BOB])
        assert [one.seen()[0].client_ids for one in (outer, inner)] == [(BOB,), (ANN,)]


class TestOutsideOfAnyDoor:
    def test_nothing_is_collected(self) -> None:
        with looking(door="web") as collected:
            pass
        saw("record", [ANN])
        assert collected.seen() == ()


AT = datetime(2026, 5, 3, 9, 2, tzinfo=UTC)


def told(**given: str) -> str:
    """The sentence of a look in the spring."""
    return tell_look(at=AT, zone="Europe/London", **({"name": "Ann Lee", "kind": "record"} | given))


class TestTellingTheClient:
    def test_it_says_when_who_what_and_why(self) -> None:
        assert told(role="officer", place="Leeds", why="work") == (
            "On 3 May 2026 at 10:02 Ann Lee, an officer in Leeds, opened your record."
            " Why: to work on what you asked us for."
        )

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("case", "opened your case"),
            ("list", "saw your name in a list"),
            ("search", "saw your name in what a search found"),
            ("something new", "looked at what is held about you"),
        ],
    )
    def test_each_kind_has_its_words(self, kind: str, words: str) -> None:
        assert told(kind=kind, role="team_leader").endswith(f"Ann Lee, a team leader, {words}.")

    def test_without_a_reason_or_a_place_none_is_made_up(self) -> None:
        assert told() == "On 3 May 2026 at 10:02 Ann Lee opened your record."

    def test_a_name_that_is_no_longer_held_is_said_to_be_so(self) -> None:
        assert "somebody whose name we no longer hold opened" in told(name="")
