"""How good the links are."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from upheld.domains.people.queries import LinkCount
from upheld.journeys.reviewing_links import (
    Quality,
    Share,
    decides_pairs,
    draw_links_to_review,
    get_quality,
    require_training,
    why_in_words,
)
from upheld.journeys.small_numbers import is_small
from upheld.kernel import clock
from upheld.policy import current_pack
from upheld.web.components.figures import Column, Table
from upheld.web.components.words import count
from upheld.web.doors import ANALYSTS, CASE_READERS, PageRequest, done

HIDDEN = "hidden"
_MAKERS = {
    "first": "First record of a client",
    "number": "Same number and date of birth",
    "arrival": "Compared on arrival",
    "batch": "Compared with all records",
    "officer": "Decided by a person",
}
_REVIEWED = (
    Column("Which"),
    Column("Looked at", numeric=True),
    Column("One person", numeric=True),
    Column("Share", numeric=True),
    Column("Between (95 in 100)", numeric=True),
)
_LINKS = (
    Column("System"),
    Column("How it was linked"),
    Column("Strength"),
    Column("Model"),
    Column("Links", numeric=True),
)


def quality(request: PageRequest) -> HttpResponse:
    """Figures about links where the viewer reads, or counts."""
    hides_few = ANALYSTS.admits(request.viewer) and not CASE_READERS.admits(request.viewer)
    found = get_quality(viewer=request.viewer, at=clock.now(), hides_few=hides_few)
    page = {
        "found": found,
        "finding": _finding(found.sampled, found.fewest),
        "sampled": _reviewed("Links that chance drew", _sampled(found), found.fewest),
        "doubtful": _reviewed("Pairs that were in doubt", _doubtful(found), found.fewest),
        "links": _links(found.links, found.fewest),
        "changes": _changes(found),
        "may_draw": decides_pairs(viewer=request.viewer, at=clock.now()),
    }
    return render(request, "upheld/linking/quality.html", page)


def draw(request: PageRequest) -> HttpResponse:
    """Let chance put links into the queue."""
    require_training(viewer=request.viewer, at=clock.now())
    drawn = draw_links_to_review(viewer=request.viewer, at=clock.now())
    if drawn:
        done(request, f"Chance drew {count(drawn, 'link')}. They wait in the queue to be compared.")
    else:
        done(
            request, "No link is left to draw: every one that was made by a model is in the queue or decided."
        )
    return redirect("link_quality")


def _finding(sampled: Share, fewest: int) -> str:
    if not sampled.reviewed or _tells_of_few(sampled, fewest):
        return "Too few links that chance drew have been looked at to say how many are right."
    least, most = sampled.interval
    right = f"{sampled.right} {'was' if sampled.right == 1 else 'were'} right"
    looked_at = f"Of {count(sampled.reviewed, 'link')} that chance drew, {right}."
    return f"{looked_at} Of all links between {least:.1f}% and {most:.1f}% are."


def _sampled(found: Quality) -> list[tuple[str, Share]]:
    systems = current_pack().systems
    return [
        ("Every link that was drawn", found.sampled),
        *((f"Model {version or 'not known'}", one) for version, one in found.sampled_by_model.items()),
        *((_system(systems, system), one) for system, one in found.sampled_by_system.items()),
    ]


def _doubtful(found: Quality) -> list[tuple[str, Share]]:
    each = ((why_in_words(why), one) for why, one in found.doubtful_by_why.items())
    return [("Every pair that was decided", found.doubtful), *each]


def _reviewed(caption: str, shares: list[tuple[str, Share]], fewest: int) -> Table | None:
    rows = []
    for name, one in shares:
        least, most = one.interval
        if _tells_of_few(one, fewest):
            rows.append((name, HIDDEN, HIDDEN, HIDDEN, HIDDEN))
        else:
            between = f"{least:.1f}% to {most:.1f}%"
            rows.append((name, f"{one.reviewed}", f"{one.right}", f"{one.percent:.1f}%", between))
    return Table(caption, _REVIEWED, rows) if shares and shares[0][1].reviewed else None


def _tells_of_few(one: Share, fewest: int) -> bool:
    return any(is_small(number, fewest) for number in (one.reviewed, one.right, one.reviewed - one.right))


def _links(counts: tuple[LinkCount, ...], fewest: int) -> Table | None:
    systems = current_pack().systems
    rows: list[tuple[str, ...]] = [
        (
            _system(systems, one.system),
            _MAKERS.get(one.maker, one.maker),
            one.strength.capitalize() or "Not weighed",
            one.model_version,
            f"fewer than {fewest}" if is_small(one.number, fewest) else f"{one.number:,}",
        )
        for one in counts
    ]
    return Table("Links that count now", _LINKS, rows) if rows else None


def _changes(found: Quality) -> list[tuple[str, str]]:
    changes = found.changes
    told = (
        ("Clients joined", changes.joined),
        ("Joined clients parted again", changes.parted),
        ("Records taken out of a client", changes.taken_out),
        ("“Two people” taken back", changes.undone),
    )
    return [
        (name, f"fewer than {found.fewest}" if is_small(number, found.fewest) else f"{number:,}")
        for name, number in told
    ]


def _system(systems: Any, key: str) -> str:
    labels = {system.key: system.label for system in systems.on(clock.today())}
    return str(labels.get(key, key))
