"""How answers place records, whoever gives them: the rules alone, without a database."""

from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from upheld.domains.people.rules.linking import Compared, HeldIdentity, Likeness, Placing, place

CLIENT, OTHER = UUID(int=1), UUID(int=2)


def new(number: int) -> HeldIdentity:
    return HeldIdentity(
        record_id=UUID(int=1000 + number), client_id=None, system="s", reference=f"N-{number}"
    )


def held(number: int, client: UUID) -> HeldIdentity:
    return HeldIdentity(record_id=UUID(int=number), client_id=client, system="s", reference=f"H-{number}")


def alike(one: HeldIdentity, other: HeldIdentity, weight: float, kind: str = "link") -> Compared:
    return Compared(one, other, Likeness(kind, weight, (), "why"))


def groups(placing: Placing) -> set[frozenset[UUID]]:
    """The records of each client."""
    found: dict[UUID, set[UUID]] = {}
    for record, client in placing.client_of.items():
        found.setdefault(client, set()).add(record)
    return {frozenset(records) for records in found.values()}


class TestANewRecord:
    def test_joins_the_client_whom_it_is_most_like(self):
        first, second = held(10, CLIENT), held(11, OTHER)
        compared = [alike(new(1), first, 12.0), alike(new(1), second, 20.0)]
        placing = place([new(1)], held=[first, second], compared=compared)
        assert placing.client_of[new(1).record_id] == OTHER
        assert [(doubt.compared.other, doubt.why) for doubt in placing.doubts] == [(first, "joins_two")]

    def test_that_is_doubtful_becomes_a_client_beside_the_other(self):
        placing = place(
            [new(1)], held=[held(10, CLIENT)], compared=[alike(new(1), held(10, CLIENT), 3.0, "review")]
        )
        assert placing.new_clients == set(placing.client_of.values())
        assert [doubt.why for doubt in placing.doubts] == ["why"]

    def test_is_not_in_doubt_about_whom_it_joined_by_another_way(self):
        both = [held(10, CLIENT), held(11, CLIENT)]
        compared = [alike(new(1), both[0], 12.0), alike(new(1), both[1], 3.0, "review")]
        assert place([new(1)], held=both, compared=compared).doubts == []

    def test_does_not_join_what_speaks_against_it(self):
        placing = place(
            [new(1)],
            held=[held(10, CLIENT)],
            compared=[alike(new(1), held(10, CLIENT), 12.0)],
            objection=lambda ours, theirs, weight: "numbers",
        )
        assert (placing.client_of[new(1).record_id] != CLIENT, placing.doubts[0].why) == (True, "numbers")


class TestTheOrderOfABatch:
    @settings(max_examples=60, deadline=None)
    @given(
        links=st.lists(
            st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(1, 40, allow_nan=False)), max_size=14
        ),
        seed=st.integers(0, 10_000),
    )
    def test_changes_nothing(self, links: list[tuple[int, int, float]], seed: int):
        """Records 0 to 2 are held, each by a client of its own; the others arrive."""
        records = [held(10 + n, UUID(int=n + 1)) if n < 3 else new(n) for n in range(8)]
        compared = [
            alike(records[max(one, other)], records[min(one, other)], weight)
            for one, other, weight in links
            if one != other and max(one, other) > 2
        ]
        straight = place(records[3:], held=records[:3], compared=compared)
        mixed, shuffled = records[3:], list(compared)
        Random(seed).shuffle(mixed)
        Random(seed + 1).shuffle(shuffled)
        other = place(mixed, held=records[:3], compared=shuffled)
        assert groups(straight) == groups(other)
        assert {doubt.compared.ids for doubt in straight.doubts} == {
            doubt.compared.ids for doubt in other.doubts
        }
