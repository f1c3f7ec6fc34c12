from uuid import UUID

from upheld.kernel.identifiers import new_id


class TestNewIdentifiers:
    def test_they_are_uuids_of_version_seven(self) -> None:
        made = new_id()
        assert type(made) is UUID
        assert made.version == 7

    def test_they_sort_in_the_order_in_which_they_were_made(self) -> None:
        made = [new_id() for _ in range(2_000)]
        assert made == sorted(set(made))
