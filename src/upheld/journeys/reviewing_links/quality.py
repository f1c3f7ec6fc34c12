"""How good the links are: what people found when they looked again, with how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from upheld.domains.access.queries import Viewer, get_counter
from upheld.domains.people.commands import draw_sample
from upheld.domains.people.queries import (
    SAMPLE,
    ChangeCount,
    LinkCount,
    ReviewCount,
    count_link_changes,
    count_links,
    count_reviewed,
)
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack

Z = 1.96
"""For an interval that holds the true share 95 times of 100."""

DRAWN_AT_ONCE = 25


@dataclass(frozen=True)
class Share:
    """How many of those that were looked at were right, and between which shares the truth lies, 95 times of
    100 (Wilson's interval).
    """

    right: int
    reviewed: int

    @property
    def percent(self) -> float:
        """The share that was right, in percent; 0 when nothing was looked at."""
        return 100 * self.right / self.reviewed if self.reviewed else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The least and the most that the share may be, in percent. Source: Wilson, 1927."""
        if not self.reviewed:
            return 0.0, 100.0
        n, p = self.reviewed, self.right / self.reviewed
        middle = p + Z * Z / (2 * n)
        spread = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        scale = 1 + Z * Z / n
        least, most = 100 * (middle - spread) / scale, 100 * (middle + spread) / scale
        return max(least, 0.0), min(most, 100.0)


@dataclass(frozen=True, kw_only=True)
class Quality:
    """The figures of the page. `sampled` is of links that chance drew: only these tell how many of all links
    are right. `doubtful` is of pairs that were in doubt: how many of them were one person.

    `fewest`: figures about fewer are hidden; 0 hides none.
    """

    links: tuple[LinkCount, ...]
    sampled: Share
    sampled_by_model: dict[str, Share]
    sampled_by_system: dict[str, Share]
    doubtful: Share
    doubtful_by_why: dict[str, Share]
    changes: ChangeCount
    fewest: int


def get_quality(*, viewer: Viewer, at: datetime, hides_few: bool) -> Quality:
    """How good the links are where the viewer reads, or counts as an analyst. At most eight queries."""
    today = day_of(at, current_pack().time_zone)
    counter = get_counter(viewer=viewer, on=today)
    reviewed = count_reviewed(viewer=counter)
    sampled = [one for one in reviewed if one.why == SAMPLE]
    doubtful = [one for one in reviewed if one.why != SAMPLE]
    systems = sorted({system for one in sampled for system in one.systems})
    return Quality(
        links=tuple(count_links(viewer=counter)),
        sampled=_share(sampled),
        sampled_by_model={
            version: _share(one for one in sampled if one.model_version == version)
            for version in sorted({one.model_version for one in sampled}, reverse=True)
        },
        sampled_by_system={
            system: _share(one for one in sampled if system in one.systems) for system in systems
        },
        doubtful=_share(doubtful),
        doubtful_by_why={
            why: _share(one for one in doubtful if one.why == why)
            for why in sorted({one.why for one in doubtful})
        },
        changes=count_link_changes(viewer=counter),
        fewest=current_pack().fewest_shown(on=today) if hides_few else 0,
    )


@command
def draw_links_to_review(*, viewer: Viewer, at: datetime) -> int:
    """Let chance put some links into the queue, so that people look at them. Returns how many."""
    return draw_sample(size=DRAWN_AT_ONCE, by=viewer.account_id, at=at)


def _share(counts: Iterable[ReviewCount]) -> Share:
    held = list(counts)
    right = sum(one.number for one in held if one.state == "same")
    return Share(right, sum(one.number for one in held))
