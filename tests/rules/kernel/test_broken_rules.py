import pickle

import pytest

from upheld.kernel.errors import NotFound, RuleBroken


class TeapotIsEmpty(RuleBroken):
    """The teapot for {people} people
    is empty. Nothing was poured; boil the kettle.
    """


class TestTheMessage:
    def test_it_is_the_docstring_with_the_facts_in_place(self) -> None:
        assert str(TeapotIsEmpty(people=4)) == (
            "The teapot for 4 people is empty. Nothing was poured; boil the kettle."
        )

    def test_words_that_are_given_are_kept_as_they_are(self) -> None:
        assert str(TeapotIsEmpty("No {tea} today.")) == "No {tea} today."

    def test_a_fact_that_the_docstring_needs_cannot_be_forgotten(self) -> None:
        with pytest.raises(KeyError, match="people"):
            TeapotIsEmpty()


class TestTheFacts:
    def test_they_stay_readable(self) -> None:
        assert TeapotIsEmpty(people=4).facts == {"people": 4}

    def test_they_survive_a_journey_to_another_process(self) -> None:
        arrived = pickle.loads(pickle.dumps(TeapotIsEmpty(people=4)))
        assert (str(arrived), arrived.facts) == (str(TeapotIsEmpty(people=4)), {"people": 4})


class TestNotFound:
    def test_it_is_a_broken_rule_that_says_what_may_have_happened(self) -> None:
        assert issubclass(NotFound, RuleBroken)
        assert "outside the work that you see" in str(NotFound())
