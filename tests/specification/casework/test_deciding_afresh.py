"""A decision that is looked at again is decided afresh by someone who did not make it."""

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.queries import Stage
from upheld.domains.casework.rules import SomeoneElseDecidesAfresh

pytestmark = pytest.mark.django_db


class Decided:
    """A case that its owner decided, and that is looked at again."""

    def __init__(self) -> None:
        self.here = agency()
        self.first, self.second = self.here.officer(), self.here.officer()
        self.case_id = self.here.case(owner=self.first)
        for stage in (Stage.DECISION, Stage.AWARD, Stage.RECONSIDERATION):
            self.move(stage, by=self.first)

    def move(self, stage: Stage, by) -> None:
        commands.move_case(case_id=self.case_id, to_stage=stage, by=by, at=self.here.later(days=1))

    def hand_over(self) -> None:
        self.here.offered(self.case_id, self.second, self.first)
        commands.accept_case(case_id=self.case_id, by=self.second, at=self.here.at)


class TestWhoeverMadeTheDecision:
    def test_cannot_confirm_it(self) -> None:
        decided = Decided()
        with pytest.raises(SomeoneElseDecidesAfresh):
            decided.move(Stage.AWARD, by=decided.first)
        assert decided.here.see(decided.case_id).row.stage == Stage.RECONSIDERATION

    def test_cannot_end_the_case_instead(self) -> None:
        decided = Decided()
        with pytest.raises(SomeoneElseDecidesAfresh):
            commands.close_case(
                case_id=decided.case_id, outcome="Refused.", by=decided.first, at=decided.here.at
            )


class TestACaseThatWasHandedOver:
    def test_is_decided_afresh_by_its_new_owner(self) -> None:
        decided = Decided()
        decided.hand_over()
        decided.move(Stage.AWARD, by=decided.second)
        assert decided.here.see(decided.case_id).row.stage == Stage.AWARD
