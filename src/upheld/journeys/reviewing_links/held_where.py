"""What is held about a client and where: for the officer who answers for it, and for the client on paper."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, name_of
from upheld.domains.people.queries import (
    Held,
    HeldRecord,
    IdentityStrip,
    LinkLine,
    MergeRow,
    NoSuchClient,
    get_held,
    get_identity_strips,
    list_merges,
    list_pairs_of_client,
)
from upheld.journeys.reviewing_links.trained import decides_pairs
from upheld.journeys.reviewing_links.words import MAKERS, Evidence, evidence_in_words
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True, kw_only=True)
class LinkTold:
    """How a record came to its client, or left one, in words."""

    line: LinkLine
    how: str
    by_name: str
    ended_by_name: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class RecordTold:
    """A record of a system with its links in words; `former` are those that ended, the latest first."""

    record: HeldRecord
    link: LinkTold | None
    former: tuple[LinkTold, ...]


@dataclass(frozen=True, kw_only=True)
class HeldWhere:
    """A client, what is held, the open pairs of their records for those who decide them, and which clients
    were joined to them.
    """

    today: date
    strip: IdentityStrip
    held: Held
    records: tuple[RecordTold, ...]
    pairs: tuple[UUID, ...]
    merges: tuple[MergeRow, ...]


def get_held_where(client_id: UUID, *, viewer: Viewer, at: datetime) -> HeldWhere:
    """Each record of a client with its links, and each fact with where it comes from. Ten queries.

    Raises NoSuchClient.
    """
    found = _held(client_id, viewer, at, kind="record")
    decides = decides_pairs(viewer=viewer, at=at)
    return replace(
        found,
        pairs=tuple(list_pairs_of_client(client_id, viewer=viewer)) if decides else (),
        merges=tuple(list_merges(viewer=viewer, client_id=client_id)),
    )


def print_held_where(client_id: UUID, *, viewer: Viewer, at: datetime) -> HeldWhere:
    """The same on paper for the client; the record of who looked says that it was printed. Six queries.

    Raises NoSuchClient.
    """
    return _held(client_id, viewer, at, kind="print")


def _held(client_id: UUID, viewer: Viewer, at: datetime, *, kind: str) -> HeldWhere:
    today = day_of(at, current_pack().time_zone)
    strip = get_identity_strips(viewer=viewer, client_ids=[client_id], on=today).get(client_id)
    if strip is None:
        raise NoSuchClient
    held = get_held(client_id, viewer=viewer, on=today, kind=kind)
    links = [link for one in held.records for link in (one.link, *one.former) if link]
    names = name_of({who for link in links for who in (link.made_by, link.ended_by) if who})
    return HeldWhere(
        today=today,
        strip=strip,
        held=held,
        records=tuple(
            RecordTold(
                record=one,
                link=_told(one.link, names) if one.link else None,
                former=tuple(_told(link, names) for link in one.former),
            )
            for one in held.records
        ),
        pairs=(),
        merges=(),
    )


def _told(line: LinkLine, names: dict[UUID, str]) -> LinkTold:
    return LinkTold(
        line=line,
        how=MAKERS.get(line.maker, ""),
        by_name=names.get(line.made_by, ""),
        ended_by_name=names.get(line.ended_by, "") if line.ended_by else "",
        evidence=evidence_in_words(line.evidence),
    )
