"""Whoever decides a pair reads in a sentence why it waits."""

import pytest

from upheld.domains.people.commands.parting import PARTED
from upheld.domains.people.rules.linking import JOINS_TWO, LINKS_NO_LONGER
from upheld.domains.people.rules.pairs import DOUBTED, SAMPLE
from upheld.insight.linkage.contradictions import FITS_TWO, TOO_MANY, WEAK_BRIDGE, WOULD_JOIN_UNLIKE
from upheld.insight.linkage.deciding import RULES
from upheld.journeys.linking.everything import WOULD_JOIN
from upheld.journeys.reviewing_links.words import WHY

OF_THE_MODEL = {rule.verdict.why for rule in RULES if rule.verdict.kind == "review"}
OF_CLUSTERS = {FITS_TWO, TOO_MANY, WEAK_BRIDGE, WOULD_JOIN_UNLIKE}
OF_THE_WORK = {DOUBTED, JOINS_TWO, LINKS_NO_LONGER, PARTED, SAMPLE, WOULD_JOIN}


@pytest.mark.parametrize("why", sorted(OF_THE_MODEL | OF_CLUSTERS | OF_THE_WORK))
class TestEveryReasonThatAPairWaitsFor:
    def test_has_its_sentence(self, why: str) -> None:
        assert WHY[why].endswith(".")


class TestEverySentence:
    def test_is_for_a_reason_that_there_is(self) -> None:
        assert set(WHY) == OF_THE_MODEL | OF_CLUSTERS | OF_THE_WORK
