"""The team page: who carries what, what nobody owns, what is about to break."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from upheld.domains.casework.queries import CaseRow, UnownedCount
from upheld.journeys.challenging import count_to_review
from upheld.journeys.team_page import (
    Breaking,
    TeamPage,
    get_team_page,
    get_unowned_page,
    list_team_choices,
)
from upheld.kernel import clock
from upheld.web.components.figures import Link
from upheld.web.components.words import count, day
from upheld.web.components.work import Action, Empty, WorkRow
from upheld.web.doors import PageRequest
from upheld.web.leader.members import member_lines
from upheld.web.officer.offers import last_day
from upheld.web.rows import (
    case_row,
    due_of_case,
    due_of_promise,
    due_on,
    key_of,
    late_moment_key,
    leader_rows,
)

NO_TEAM = Empty(
    "You lead no team yet", "The administrator who gives roles can make you the leader of a team."
)
ALL_OWNED = Empty("Every case has an owner", "A case that nobody owns stands here until someone accepts it.")
NONE_BREAKS = Empty(
    "No promise is about to break", "Promises that are due today or on the next working day stand here."
)


def teams(request: PageRequest) -> HttpResponse:
    """The one team that someone leads, or a choice of teams."""
    choices = list_team_choices(viewer=request.viewer)
    if len(choices) == 1:
        return redirect("team-page", team_id=choices[0].team.id)
    return render(request, "upheld/leader/teams.html", {"choices": choices, "empty": NO_TEAM})


def team(request: PageRequest, team_id: UUID) -> HttpResponse:
    """One team, for those who lead it."""
    page = get_team_page(team_id=team_id, viewer=request.viewer, at=clock.now())
    to_review = count_to_review(viewer=request.viewer)
    return render(request, "upheld/leader/team.html", {**_team(page), "to_review": to_review})


def unowned(request: PageRequest, team_id: UUID) -> HttpResponse:
    """The cases of a team that nobody owns, for one reason or for all."""
    reason = request.GET.get("reason", "")
    after = late_moment_key(request.GET.get("after", ""))
    page = get_unowned_page(
        team_id=team_id, viewer=request.viewer, at=clock.now(), reason=reason, after=after
    )
    rows = [_unowned(case, client, page.today) for case, client in page.cases]
    context = {
        "page": page,
        "rows": rows,
        "reasons": [_reason(one.reason, one.words, one.cases, reason) for one in page.counts],
        "reason": reason,
        "next": key_of(page.next),
        "empty": ALL_OWNED,
    }
    return render(request, "upheld/leader/unowned.html", context)


def _team(page: TeamPage) -> dict[str, Any]:
    address = reverse("team-unowned", args=[page.team.id])
    return {
        "page": page,
        "members": member_lines(page.members),
        "unowned": [_link(one, address) for one in page.unowned],
        "all_unowned": address,
        "breaking": [_breaking(one, page) for one in page.breaking],
        "offers": [
            WorkRow(
                what=f"{one.client}: {one.offer.case.benefit_name}",
                href=reverse("case", args=[one.offer.case.id]),
                why=f"{one.offer.offered_by_name} asked {one.offer.to_name} on {day(one.offer.offered_at)}",
                due=due_on(last_day(one.offer.answer_by), page.today),
            )
            for one in page.offers
        ],
        "asked": leader_rows(page.to_do, page.today),
        "all_owned": ALL_OWNED,
        "none_breaks": NONE_BREAKS,
    }


def _link(one: UnownedCount, address: str) -> tuple[Link, str]:
    return Link(one.words, f"{address}?reason={one.reason}"), count(one.cases, "case")


def _breaking(one: Breaking, page: TeamPage) -> WorkRow:
    href = reverse("case", args=[one.promise.case_id]) if one.promise.case_id else ""
    who = one.owner_name or ("an officer of another team" if one.promise.owner_id else "nobody yet")
    return WorkRow(
        what=f"{one.client}: {one.promise.label.lower()}",
        href=href,
        why=f"{one.promise.words} To be kept by {who}.",
        due=due_of_promise(one.promise, page.today),
        action=Action("Open the case", href),
    )


def _unowned(case: CaseRow, client: str, today: date) -> WorkRow:
    """Here it is the day of the decision that counts, and since when nobody owns it."""
    row = case_row(case, client, today, Action("Find an owner", reverse("case-hand-over", args=[case.id])))
    why = f"{case.unowned_words}, since {day(case.owned_since)}. {row.why}"
    return replace(row, why=why, due=due_of_case(case) or row.due)


def _reason(key: str, words: str, cases: int, chosen: str) -> dict[str, Any]:
    return {"key": key, "words": words, "cases": cases, "is_chosen": key == chosen}
