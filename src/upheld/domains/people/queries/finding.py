"""Finding clients by name, date of birth, National Insurance number or reference.

Only what the viewer may open is ever found. Exact matches come first and are fetched in the order of names;
then those that are one typo away. At most `MOST_CANDIDATES` of each are looked at, however many clients
there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import F, Func, Q, QuerySet, UUIDField, Value

from upheld.domains.access.queries import Viewer, saw
from upheld.domains.people.models import Address, Client, ClientName, SourceRecord
from upheld.domains.people.permissions import clients_in_scope, may_read_record
from upheld.domains.people.rules.names import show_name
from upheld.domains.people.rules.numbers import show_national_insurance_number
from upheld.domains.people.rules.searching import Reading, read_search, typo_keys

MOST_CANDIDATES = 400

_SERVED_AT = Func(
    *(F("offices"), Value("{}")),
    function="array_cat",
    template="%(function)s(%(expressions)s::uuid[])",
    output_field=ArrayField(UUIDField()),
)
"""A client's offices, not as the bare column: its index would be read for every client of every office of the
viewer, most of the agency for someone with many grants, to find the few who bear the name.
"""


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """A client that was found. `typos` is 0 for a match as written. `offices` serve them.

    `postcode_district` is the first half of the postcode where they live now, such as NG1; empty when not
    held.
    """

    client_id: UUID
    name: str
    other_names: tuple[str, ...]
    born_on: date | None
    died_on: date | None
    national_insurance_number: str
    references: tuple[str, ...]
    offices: tuple[UUID, ...]
    postcode_district: str
    typos: int


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """One page of hits, best first. `next` is given back as `after` for the page that follows; None on the
    last.

    `found` counts the hits of all pages. `is_cut` says that more clients match than are looked at: add a
    date of birth or another name. `is_understood` is False for a text in which there is nothing to search
    for.
    """

    hits: tuple[SearchHit, ...] = ()
    found: int = 0
    next: UUID | None = None
    is_cut: bool = False
    is_understood: bool = True


@dataclass(frozen=True, order=True)
class _Candidate:
    typos: int
    sort_key: str
    id: UUID


def search_clients(
    *, viewer: Viewer, text: str, on: date, limit: int = 20, after: UUID | None = None
) -> SearchPage:
    """Find clients by what someone typed, `limit` on a page, best first. At most six queries,
    and one setting for the time of the search.

    Names match in any order, whatever the accents, capitals, hyphens and apostrophes, with one typo in each
    word of three letters or more. `on` is today: a date of birth cannot be later.
    """
    readings = read_search(text, today=on)
    if not readings:
        return SearchPage(is_understood=False)
    candidates, is_cut = _candidates(viewer, readings)
    start = next((place for place, one in enumerate(candidates, 1) if one.id == after), 0)
    page = candidates[start : start + limit]
    more = len(candidates) > start + limit
    saw("search", (one.id for one in page), found=len(candidates))
    return SearchPage(
        hits=_hits(viewer, page, on),
        found=len(candidates),
        next=page[-1].id if more and page else None,
        is_cut=is_cut,
    )


def _candidates(viewer: Viewer, readings: Sequence[Reading]) -> tuple[list[_Candidate], bool]:
    seen = Client.objects.annotate(served_at=_SERVED_AT).filter(clients_in_scope(viewer, offices="served_at"))
    exact = seen.filter(_any(_exact(reading) for reading in readings))
    worded = [reading for reading in readings if reading.words]
    with _by_index():
        rows = _rows(exact.order_by("sort_key", "id"))
        is_cut = len(rows) > MOST_CANDIDATES
        if worded and not is_cut:
            near = seen.filter(_any(_within_a_typo(reading) for reading in worded))
            fuzzy = _rows(near.exclude(id__in=[row[0] for row in rows]))
            is_cut = len(fuzzy) > MOST_CANDIDATES
            rows += fuzzy
    ranked = sorted(
        _Candidate(typos, sort_key, id_)
        for id_, sort_key, keys in rows
        if (typos := _fewest_typos(readings, keys)) is not None
    )
    return ranked, is_cut


def _rows(chosen: QuerySet[Client]) -> list[tuple[UUID, str, list[str]]]:
    return list(chosen.values_list("id", "sort_key", "search_keys")[: MOST_CANDIDATES + 1])


@contextmanager
def _by_index() -> Iterator[None]:
    """Use the index of keys: the planner takes keys that nobody has for common, and would read everyone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _exact(reading: Reading) -> Q:
    condition = _keys(reading)
    return condition & Q(search_keys__contains=reading.exact_keys) if reading.words else condition


def _within_a_typo(reading: Reading) -> Q:
    condition = _keys(reading)
    for word in reading.words:
        condition &= Q(search_keys__overlap=typo_keys(word))
    return condition


def _keys(reading: Reading) -> Q:
    condition = Q()
    for keys in reading.keys:
        condition &= Q(search_keys__overlap=sorted(keys))
    return condition


def _fewest_typos(readings: Sequence[Reading], keys: Sequence[str]) -> int | None:
    distances = (reading.distance(keys) for reading in readings)
    return min((distance for distance in distances if distance is not None), default=None)


def _hits(viewer: Viewer, page: Sequence[_Candidate], on: date) -> tuple[SearchHit, ...]:
    ids = [one.id for one in page]
    clients = Client.objects.defer("search_keys").in_bulk(ids)
    names: dict[UUID, list[ClientName]] = {id_: [] for id_ in ids}
    for name in ClientName.objects.filter(client_id__in=ids).order_by("id"):
        names[name.client_id].append(name)
    references: dict[UUID, list[str]] = {id_: [] for id_ in ids}
    held = SourceRecord.objects.filter(client_id__in=ids).order_by("system", "reference")
    for id_, reference, benefit in held.values_list("client_id", "reference", "facts__benefit"):
        offices = clients[id_].offices if id_ in clients else ()
        if may_read_record(viewer, client_id=id_, offices=offices, benefit=benefit or ""):
            references[id_].append(reference)
    districts = _districts(ids, on)
    return tuple(
        _hit(clients[one.id], names[one.id], references[one.id], districts.get(one.id, ""), one.typos)
        for one in page
        if one.id in clients
    )


def _districts(ids: Sequence[UUID], on: date) -> dict[UUID, str]:
    addresses = Address.objects.filter(client_id__in=ids).exclude(postcode="").exclude(ends_on__lte=on)
    lived = addresses.order_by("id").values_list("client_id", "postcode")
    return {client_id: postcode.split()[0] for client_id, postcode in lived}


def _hit(
    client: Client, names: Sequence[ClientName], references: Sequence[str], district: str, typos: int
) -> SearchHit:
    present = next((name for name in names if name.kind == "letters" and name.ends_on is None), None)
    shown = show_name(present.family, present.given) if present else show_name("", "")
    others = dict.fromkeys(show_name(name.family, name.given) for name in names if name is not present)
    return SearchHit(
        client_id=client.id,
        name=shown,
        other_names=tuple(other for other in others if other != shown),
        born_on=client.born_on,
        died_on=client.died_on,
        national_insurance_number=show_national_insurance_number(client.national_insurance_number),
        references=tuple(references),
        offices=tuple(client.offices),
        postcode_district=district,
        typos=typos,
    )
