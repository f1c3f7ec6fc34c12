"""Whatever agency chance builds, no journey shows to anybody a word of what is hidden from them."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

from tests.oracle.doors.door import Here
from tests.oracle.doors.journeys import SHOWN, SHOWS_NOTHING, answers
from tests.oracle.hidden import hidden_words
from upheld import journeys
from upheld.domains.access.queries import get_viewer
from upheld.journeys import merging, reviewing_links

pytestmark = pytest.mark.django_db


PLACES = (journeys, merging, reviewing_links)
"""Where journeys stand that show something; the other packages show nothing to anybody."""


def journeys_with_a_viewer() -> Iterator[str]:
    """The journeys that show something to somebody, by name."""
    for module in (
        one for place in PLACES for one in pkgutil.iter_modules(place.__path__, f"{place.__name__}.")
    ):
        for name, value in vars(importlib.import_module(module.name)).items():
            made_here = inspect.isfunction(value) and value.__module__ == module.name
            if made_here and name[0] != "_" and "viewer" in inspect.signature(value).parameters:
                yield name


class TestEveryJourney:
    def test_is_known_to_the_oracle(self) -> None:
        assert set(journeys_with_a_viewer()) == {*SHOWN, *SHOWS_NOTHING}

    @pytest.mark.parametrize("name", SHOWN)
    def test_shows_nothing_that_is_hidden(self, name: str, here: Here) -> None:
        for person in here.made.people:
            if here.facts.accounts[person]:
                viewer = get_viewer(person, on=here.on)
                hidden = hidden_words(here, person)
                for answer in answers(here, viewer, SHOWN[name]):
                    shown = repr(answer)
                    assert {word for word in hidden if word in shown} == set(), here.oracle.tell(person)

    def test_somebody_is_shown_something(self, here: Here) -> None:
        viewer = get_viewer(here.made.people[0], on=here.on)
        pages = list(answers(here, viewer, SHOWN["get_client_page"]))
        assert len(pages) == sum(here.oracle.sees_client(viewer.account_id, one) for one in here.made.clients)
