"""From the read models about a client to what its page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from urllib.parse import urlencode

from django.urls import reverse

from upheld.domains.casework.queries import CaseRow
from upheld.domains.charter.queries import PromiseRow, PromiseState
from upheld.domains.people.queries import ClientRecord
from upheld.journeys.client_page import ClientPage
from upheld.journeys.client_story import Story, benefit_name
from upheld.web.components.due import Due
from upheld.web.components.figures import Fact
from upheld.web.components.timeline import Entry
from upheld.web.components.words import day
from upheld.web.rows import due_of_case, due_of_promise


@dataclass(frozen=True)
class Line:
    """A case or a promise in a list: what it is, where it leads, how it stands, and by when."""

    what: str
    href: str
    why: str
    due: Due | None


@dataclass(frozen=True)
class FilterLink:
    """One choice of a filter whose choice stands in the address."""

    words: str
    href: str
    is_chosen: bool


def case(row: CaseRow) -> Line:
    """An open case: its stage, who looks after it, and what is next."""
    owner = f"{row.owner_name} looks after it." if row.owner_id else f"No owner: {_small(row.unowned_words)}."
    following = f"Next step by {day(row.next_on)}." if row.next_on else ""
    held = "On hold." if row.is_held else ""
    why = " ".join(part for part in (f"{row.stage_name}.", held, owner, following) if part)
    return Line(row.benefit_name, reverse("case", args=[row.id]), why, due_of_case(row))


def promise(row: PromiseRow, today: date) -> Line:
    """A promise that is still owed: what it is about, and the words that the client heard."""
    what = ", ".join(part for part in (row.label, benefit_name(row.benefit)) if part)
    href = reverse("case", args=[row.case_id]) if row.case_id else ""
    said = f"We told them: “{row.words}”"
    is_broken = row.state is PromiseState.BROKEN
    why = f"We broke this promise and still owe it. {said}" if is_broken else said
    return Line(what, href, why, due_of_promise(row, today))


def owed(found: ClientPage) -> list[PromiseRow]:
    """The promises that are still open or broken, the earliest due first."""
    return [row for row in found.promises if row.state in (PromiseState.OPEN, PromiseState.BROKEN)]


def ended(found: ClientPage) -> str:
    """How many promises were kept, kept late and withdrawn; empty when none."""
    words = {"kept": "kept", "kept_late": "kept late", "withdrawn": "withdrawn"}
    counts = {said: sum(row.state == state for row in found.promises) for state, said in words.items()}
    parts = [f"{number} {said}" for said, number in counts.items() if number]
    return f"Earlier promises: {', '.join(parts)}." if parts else ""


def ways_to_reach(client: ClientRecord) -> list[Fact]:
    """Telephone, email and address as they are now."""
    phones = tuple(_with_note(one.value, one.note) for one in client.phones)
    emails = tuple(_with_note(one.value, one.note) for one in client.emails)
    lived = tuple(part for one in client.addresses[:1] for part in (*one.lines, one.postcode) if part)
    return [
        Fact("Phone", phones or "Not held"),
        Fact("Email", emails or "Not held"),
        Fact("Address", lived or "Not held"),
    ]


def representatives(client: ClientRecord) -> list[Fact]:
    """Who speaks for the client now, and how to reach them."""
    return [
        Fact(one.kind.capitalize() or "Representative", tuple(part for part in (one.name, one.phone) if part))
        for one in client.representatives
    ]


def entries(story: Story, *, one_benefit: bool = False) -> list[Entry]:
    """The story as the timeline shows it. Of one benefit alone, its name is not repeated."""
    return [
        Entry(
            at=one.at,
            sentence=one.told,
            about="" if one_benefit else one.about,
            detail=one.detail,
            noise=one.is_noise,
        )
        for one in story.happenings
    ]


def filters(found: ClientPage, path: str, chosen: str) -> list[FilterLink]:
    """Every benefit, and each that the client has a case of; none where there is nothing to choose."""
    if len(found.benefits) < 2 and not chosen:
        return []
    every = FilterLink("Every benefit", f"{path}#what-happened", not chosen)
    return [every, *_each_benefit(found.benefits.items(), path, chosen)]


def earlier(story: Story, path: str, benefit: str) -> str:
    """The address of the part of the story before this one; empty when there is none."""
    if story.earlier is None:
        return ""
    before = f"{story.earlier.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    asked = {"benefit": benefit, "before": before} if benefit else {"before": before}
    return f"{path}?{urlencode(asked)}#what-happened"


def _each_benefit(benefits: Iterable[tuple[str, str]], path: str, chosen: str) -> Iterable[FilterLink]:
    for key, name in benefits:
        yield FilterLink(name, f"{path}?{urlencode({'benefit': key})}#what-happened", key == chosen)


def _with_note(value: str, note: str) -> str:
    return f"{value} ({note})" if note else value


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
