"""An offer as it stands on a page: who asks, about whom, with which note, and its two answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.casework.queries import HandoverRow
from upheld.journeys.my_day import Offered
from upheld.kernel.days import day_of
from upheld.policy import current_pack
from upheld.web.components.due import Due
from upheld.web.officer.forms import ReasonForm
from upheld.web.rows import due_on


@dataclass(frozen=True)
class OfferView:
    """An offer that waits for the reader's answer."""

    case_id: UUID
    what: str
    asked_by: str
    note: str
    due: Due
    form: ReasonForm


def offer_views(offers: Iterable[Offered], today: date) -> list[OfferView]:
    """The offers of a list, each with a form of its own for saying no."""
    return [
        OfferView(
            case_id=one.offer.case.id,
            what=f"{one.client}: {one.offer.case.benefit_name}",
            asked_by=one.offer.offered_by_name,
            note=one.offer.note,
            due=due_on(last_day(one.offer.answer_by), today),
            form=decline_form(one.offer.case.id),
        )
        for one in offers
    ]


def offer_view(offer: HandoverRow, case_id: UUID, what: str, today: date) -> OfferView:
    """The offer of one case."""
    due = due_on(last_day(offer.answer_by), today)
    return OfferView(case_id, what, offer.offered_by_name, offer.note, due, decline_form(case_id))


def decline_form(case_id: UUID, *data: object) -> ReasonForm:
    """Why someone says no. Each has an id of its own, because a page may show several."""
    return ReasonForm(
        *data,
        label="Why not?",
        hint="The person who asked reads this.",
        draft=f"decline:{case_id}",
        auto_id=f"decline_{case_id}_%s",
    )


def last_day(answer_by: datetime) -> date:
    """The day until whose end an offer can be answered."""
    return day_of(answer_by, current_pack().time_zone)
