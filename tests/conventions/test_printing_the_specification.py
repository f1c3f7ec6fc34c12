"""`make spec` turns the names of tests into sentences that can be read aloud."""

from pathlib import Path

from tests.specification_report import Fact, fact, outline

HANDING_OVER = Path("specification/casework/test_handing_over.py")


class TestWhenATestIsNamedAsTheStyleAsks:
    def test_its_names_become_domain_capability_situation_and_fact(self) -> None:
        named = fact(HANDING_OVER, ["TestWhenTheReceiverDeclines"], "test_the_case_comes_back_to_its_owner")
        assert named == Fact(
            "Casework", "Handing over", "When the receiver declines", "the case comes back to its owner"
        )

    def test_initials_keep_their_capitals(self) -> None:
        assert fact(HANDING_OVER, ["TestWhenTheDWPAsks"], "test_it_is_told").situation == "When the DWP asks"

    def test_a_journey_is_a_domain_of_its_own(self) -> None:
        named = fact(Path("journeys/officer/test_a_day.py"), [], "test_the_day_begins_with_what_was_promised")
        assert (named.domain, named.capability, named.situation) == ("Journeys, officer", "A day", "")

    def test_a_state_machine_reads_as_a_sentence(self) -> None:
        named = fact(HANDING_OVER, ["TestEveryOpenCaseHasOneOwner"], "runTest")
        assert (named.situation, named.sentence) == (
            "Every open case has one owner",
            "whatever happens, in whatever order",
        )


class TestWhenTheOutlineIsPrinted:
    def test_a_heading_stands_once_above_what_it_covers(self) -> None:
        facts = [Fact("People", "Finding", "When in doubt", say) for say in ("it asks", "it waits")]
        headings = ["People", "  Finding", "    When in doubt"]
        assert list(outline(facts)) == [*headings, "      it asks", "      it waits"]

    def test_the_examples_of_one_fact_are_printed_once(self) -> None:
        same = Fact("People", "Finding", "", "accents do not matter")
        assert list(outline([same, same])) == ["People", "  Finding", "    accents do not matter"]

    def test_an_empty_line_separates_domains(self) -> None:
        facts = [Fact("People", "Finding", "", "it is found"), Fact("Casework", "Holds", "", "a hold ends")]
        assert list(outline(facts))[3:5] == ["", "Casework"]
