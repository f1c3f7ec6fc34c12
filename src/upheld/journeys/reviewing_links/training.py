"""Who is trained to decide pairs, for those who lead them; and recording that somebody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.workforce.commands import record_training
from upheld.domains.workforce.queries import OfficerRecord, list_officers
from upheld.journeys.reviewing_links.trained import SKILL
from upheld.journeys.team_page import list_led_teams
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True, kw_only=True)
class Deciders:
    """The officers whom the viewer leads, by name: those who decide pairs, and those who could be trained."""

    trained: tuple[OfficerRecord, ...]
    others: tuple[OfficerRecord, ...]


def list_deciders(*, viewer: Viewer, at: datetime) -> Deciders:
    """Who of the viewer's officers is trained to link records. Four queries, one for who leads nobody."""
    today = day_of(at, current_pack().time_zone)
    teams = [team.id for team in list_led_teams(viewer=viewer)]
    officers: Sequence[OfficerRecord] = (
        list_officers(viewer=viewer, team_ids=teams, on=today) if teams else ()
    )
    trained = {
        one.id
        for one in officers
        if any(each.benefit == SKILL and each.counts_on(today) for each in one.training)
    }
    return Deciders(
        trained=tuple(one for one in officers if one.id in trained),
        others=tuple(one for one in officers if one.id not in trained),
    )


@command
def train_to_decide(*, officer_id: UUID, viewer: Viewer, at: datetime) -> None:
    """Record that an officer whom the viewer leads is trained from today on. Raises as workforce does."""
    today = day_of(at, current_pack().time_zone)
    record_training(officer_id=officer_id, benefit=SKILL, starts_on=today, by=viewer.account_id, at=at)
