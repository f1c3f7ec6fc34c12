"""Reads of single clients and of the strips that lists show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from upheld.domains.access.queries import SeenBy, Viewer, saw
from upheld.domains.people.models import (
    Address,
    Client,
    ClientName,
    ContactPoint,
    Representative,
    SourceRecord,
)
from upheld.domains.people.permissions import clients_in_scope, may_read_record
from upheld.domains.people.queries.merging import where_now
from upheld.domains.people.queries.needs import instructions_for, language_label, needs_of, system_label
from upheld.domains.people.queries.records import (
    AddressLine,
    ClientRecord,
    ContactLine,
    IdentityStrip,
    OtherName,
    RepresentativeLine,
    SourceRecordLine,
)
from upheld.domains.people.queries.saying import said_by
from upheld.domains.people.rules.dates import age_on
from upheld.domains.people.rules.names import show_name
from upheld.domains.people.rules.numbers import show_national_insurance_number
from upheld.domains.people.rules.refusals import NoSuchClient
from upheld.kernel.among import is_among
from upheld.kernel.prepared import Given, Prepared


class Lasting(Protocol):
    """Something that counts from a day up to another; either may be unknown."""

    starts_on: date | None
    ends_on: date | None


def get_client(*, viewer: Viewer, client_id: UUID, on: date) -> ClientRecord:
    """All that is held about a client, as it stands on a day. Six queries.

    What systems say about benefits that the viewer does not read is left out. The id of a client who was
    absorbed gives the record of the one who stayed, whose id it bears: two queries more.

    Raises NoSuchClient, also for a client whom none of the viewer's offices serves.
    """
    found = _CLIENT.by(viewer, client_id=client_id)
    if not found and (now := where_now([client_id])):
        found = _CLIENT.by(viewer, client_id=now[client_id])
    if not found:
        raise NoSuchClient
    client = found[0]
    saw("record", [client.id])
    names, addresses = _NAMES.ask(client=client.id), _ADDRESSES.ask(client=client.id)
    points = [point for point in _POINTS.ask(client=client.id) if _lasts(point, on)]
    representatives = _REPRESENTATIVES.ask(client=client.id)
    speaks = next(({"name": one.name, "kind": one.kind} for one in representatives if _lasts(one, on)), None)
    records = _RECORDS.ask(client=client.id)
    written = _name_in_letters(names)
    family, given = (written.family, written.given) if written else ("", "")
    return ClientRecord(
        strip=_strip(client, _shown(family, given), speaks, on),
        family_name=family,
        given_names=given,
        title=client.title,
        needs=needs_of(client),
        other_names=tuple(_other_name(name, on) for name in names if name is not written),
        addresses=tuple(_address(one) for one in addresses if _lasts(one, on)),
        earlier_addresses=tuple(_address(one) for one in addresses if not _lasts(one, on)),
        phones=tuple(ContactLine(value=one.value, note=one.note) for one in points if one.kind == "phone"),
        emails=tuple(ContactLine(value=one.value, note=one.note) for one in points if one.kind == "email"),
        representatives=tuple(_representative(one) for one in representatives if _lasts(one, on)),
        earlier_representatives=tuple(_representative(one) for one in representatives if not _lasts(one, on)),
        source_records=tuple(_source_record(one, on) for one in records if _reads(viewer, client, one)),
        opened_at=client.opened_at,
        changed_at=client.changed_at,
        changed_by=client.changed_by,
    )


def get_identity_strips(
    *, viewer: Viewer, client_ids: Collection[UUID], on: date
) -> dict[UUID, IdentityStrip]:
    """The identity strips of several clients, by id. Clients out of scope are left out. One query."""
    wanted = set(client_ids)
    if not wanted:
        return {}
    clients = {client.id: client for client in _STRIPS.by(viewer, client_ids=list(wanted), on=on)}
    saw("list", clients)
    return {
        id_: _strip(client, _shown(client.family, client.given), client.speaks, on)  # type: ignore[attr-defined]
        for id_, client in clients.items()
    }


def get_client_names(*, viewer: Viewer, client_ids: Collection[UUID]) -> dict[UUID, str]:
    """What to call several clients in a list, by id. Clients out of scope are left out. One query, and two
    more when some are not found: a client who was absorbed is called as the one who stayed.
    """
    wanted = set(client_ids)
    named = _named(viewer, wanted)
    if missing := wanted - set(named):
        led = where_now(missing)
        others = _named(viewer, set(led.values()) - set(named)) | named if led else {}
        named |= {id_: others[now] for id_, now in led.items() if now in others}
    return named


def _named(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = _CALLED.by(viewer, client_ids=list(ids))
    saw("list", (id_ for id_, _, _ in rows))
    return {id_: _shown(family, given) for id_, family, given in rows}


def find_clients_by_reference(*, viewer: Viewer, system: str, references: Collection[str]) -> dict[str, UUID]:
    """The clients of a system's records, by reference; what is not held, or not in scope, is left out.

    One query.
    """
    seen = Client.objects.filter(clients_in_scope(viewer))
    records = SourceRecord.objects.filter(system=system, reference__in=set(references), client__in=seen)
    return dict(records.values_list("reference", "client_id"))


def find_client_of_several_systems(*, viewer: Viewer, among: Collection[UUID]) -> UUID | None:
    """One of these clients whom the viewer sees and most systems know: two at least, or None. One query."""
    known = Client.objects.filter(clients_in_scope(viewer), id__in=set(among))
    counted = known.annotate(systems=Count("source_records__system", distinct=True)).filter(systems__gt=1)
    return counted.order_by("-systems", "id").values_list("id", flat=True).first()


def is_client_in_scope(*, viewer: Viewer, client_id: UUID) -> bool:
    """Whether the viewer may see this client. One query."""
    return Client.objects.filter(clients_in_scope(viewer), id=client_id).exists()


def count_clients(*, viewer: Viewer) -> int:
    """How many clients the viewer may see. One query."""
    return Client.objects.filter(clients_in_scope(viewer)).count()


def _among(viewer: Viewer) -> QuerySet[Client]:
    return Client.objects.filter(clients_in_scope(viewer), is_among("id", Given("client_ids")))


def _called(viewer: Viewer) -> QuerySet[Client, Any]:
    named = _among(viewer).annotate(written=_written())
    return named.values_list("id", "written__family", "written__given")


def _with_speaker(clients: QuerySet[Client]) -> QuerySet[Client]:
    """The clients with the name that letters use, and who `speaks` for them on a day: the latest, or None."""
    still = Q(ends_on=None) | Q(ends_on__gt=Given("on"))
    lasting = Representative.objects.filter(still, client=OuterRef("id"))
    latest = lasting.order_by("-id").values(one=JSONObject(name="name", kind="kind"))[:1]
    return _with_written_name(clients).annotate(speaks=Subquery(latest))


def _with_written_name(clients: QuerySet[Client]) -> QuerySet[Client]:
    """The clients with the `family` and `given` name that letters use; None where there is none."""
    named = clients.annotate(written=_written())
    return named.annotate(family=F("written__family"), given=F("written__given"))


def _written() -> FilteredRelation:
    return FilteredRelation("names", condition=Q(names__kind="letters", names__ends_on=None))


_CLIENT = SeenBy(
    lambda viewer: Client.objects.filter(clients_in_scope(viewer), id=Given("client_id")).defer("search_keys")
)
_STRIPS = SeenBy(lambda viewer: _with_speaker(_among(viewer)).defer("search_keys"))
_CALLED = SeenBy(_called)
_OF_CLIENT = Q(client=Given("client"))
_NAMES = Prepared(lambda: ClientName.objects.filter(_OF_CLIENT).order_by("id"))
_ADDRESSES = Prepared(lambda: Address.objects.filter(_OF_CLIENT).order_by("-id"))
_POINTS = Prepared(lambda: ContactPoint.objects.filter(_OF_CLIENT).order_by("-id"))
_REPRESENTATIVES = Prepared(lambda: Representative.objects.filter(_OF_CLIENT).order_by("-id"))
_RECORDS = Prepared(lambda: SourceRecord.objects.filter(_OF_CLIENT).order_by("system", "reference"))


def _shown(family: str | None, given: str | None) -> str:
    return show_name(family or "", given or "")


def _reads(viewer: Viewer, client: Client, record: SourceRecord) -> bool:
    benefit = record.facts.get("benefit", "")
    return may_read_record(viewer, client_id=client.id, offices=client.offices, benefit=benefit)


def _lasts(one: Lasting, on: date) -> bool:
    return one.ends_on is None or on < one.ends_on


def _name_in_letters(names: Sequence[ClientName]) -> ClientName | None:
    return next((name for name in names if name.kind == "letters" and name.ends_on is None), None)


def _strip(client: Client, name: str, speaks: Mapping[str, str] | None, on: date) -> IdentityStrip:
    """The strip of a client; who speaks for them comes as `name` and `kind`."""
    speaker = (speaks["name"], speaks["kind"].replace("_", " ")) if speaks else ()
    return IdentityStrip(
        client_id=client.id,
        name=name,
        pronouns=client.pronouns,
        born_on=client.born_on,
        died_on=client.died_on,
        age=age_on(client.born_on, client.died_on or on),
        national_insurance_number=show_national_insurance_number(client.national_insurance_number),
        language=language_label(client.language, on),
        instructions=instructions_for(needs_of(client), on=on),
        safe_contact=client.safe_contact,
        representative=", ".join(part for part in speaker if part),
        offices=tuple(client.offices),
        version=client.version,
    )


def _other_name(name: ClientName, on: date) -> OtherName:
    return OtherName(
        name=show_name(name.family, name.given),
        kind="earlier" if name.ends_on is not None and name.kind == "letters" else name.kind,
        system_label=system_label(name.system, on) if name.system else "",
        starts_on=name.starts_on,
        ends_on=name.ends_on,
    )


def _address(one: Address) -> AddressLine:
    return AddressLine(
        lines=tuple(one.lines), postcode=one.postcode, starts_on=one.starts_on, ends_on=one.ends_on
    )


def _representative(one: Representative) -> RepresentativeLine:
    return RepresentativeLine(
        id=one.id,
        name=one.name,
        kind=one.kind.replace("_", " "),
        phone=one.phone,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
    )


def _source_record(one: SourceRecord, on: date) -> SourceRecordLine:
    return SourceRecordLine(
        id=one.id,
        system=one.system,
        system_label=system_label(one.system, on),
        reference=one.reference,
        benefit=one.facts.get("benefit", ""),
        extract_on=one.extract_on,
        received_at=one.received_at,
        changed_at=one.changed_at,
        as_received=one.as_received,
        withdrawn_on=one.withdrawn_on,
        said=said_by(one.facts),
    )
