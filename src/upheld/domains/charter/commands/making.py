"""Making a promise: its words and its due moment, from the pack."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from upheld.domains.charter.commands.steps import announce, told
from upheld.domains.charter.events import PromiseMade
from upheld.domains.charter.models import Promise, PromiseTransition
from upheld.domains.charter.rules import WordsAreMissing, check_due
from upheld.kernel.commands import command
from upheld.kernel.days import day_of, end_of_day
from upheld.kernel.identifiers import new_id
from upheld.policy import LimitIsGiven, Pack, PromiseKind, Standard, current_pack


@command
def make_promise(
    *,
    kind: str,
    client_id: UUID,
    case_id: UUID | None = None,
    task_id: UUID | None = None,
    benefit: str | None = None,
    office_id: UUID,
    team_id: UUID | None = None,
    owner_id: UUID | None = None,
    words: str | Mapping[str, str] | None = None,
    due_at: datetime | None = None,
    starts_on: date | None = None,
    by: UUID,
    at: datetime,
) -> UUID:
    """Promise something to a client, and return the promise's id. The caller has checked who may.

    `kind` is one of the pack; a kind that goes by the standard of a benefit needs `benefit`. `words` is what
    was said, or the facts for the pack's words: `officer`, `client`, `reference`, `team`, `previous_officer`.
    The pack gives `agency`, `benefit` and `due`; without a name, `officer` is "one of our officers".
    Without `due_at` the pack's limit counts from `starts_on`, or the day of `at`, to the end of the last day.

    Raises PromiseIsDueBeforeItIsMade, WordsAreMissing; UnknownValue, ValueNotInForce or LimitIsGiven by the
    pack; CalendarHorizonPassed.
    """
    pack = current_pack()
    today = day_of(at, pack.time_zone)
    promised = pack.promise_kind(kind, on=today)
    standard = pack.promise_standard(kind, on=today, benefit=benefit)
    due_at = due_at or _due_at(pack, promised, standard, starts_on=starts_on, at=at)
    check_due(at, due_at)
    promise = Promise(
        id=new_id(),
        kind=kind,
        words=_words(pack, promised, words, benefit=benefit, due_at=due_at, on=today),
        client_id=client_id,
        case_id=case_id,
        task_id=task_id,
        benefit=benefit or "",
        office_id=office_id,
        team_id=team_id,
        owner_id=owner_id,
        standard=standard.key,
        pack_version=pack.version,
        made_at=at,
        made_by=by,
        due_at=due_at,
    )
    promise.save(force_insert=True)
    PromiseTransition.objects.create(promise=promise, state=promise.state, at=at, by=by)
    event = PromiseMade(**told(promise), standard=standard.key, pack_version=pack.version)
    announce(event, by, at)
    return promise.id


def _due_at(
    pack: Pack, promised: PromiseKind, standard: Standard, *, starts_on: date | None, at: datetime
) -> datetime:
    """The last moment at which it is kept: so many hours later exactly, or else the end of the last day."""
    limit = standard.limit if promised.limit.is_by_benefit else promised.limit
    if limit is not None and limit.hours is not None:
        return at + timedelta(hours=limit.hours)
    if limit is None:
        raise LimitIsGiven
    start = starts_on or day_of(at, pack.time_zone)
    return end_of_day(limit.last_day(start, pack.calendar_for(standard)), pack.time_zone)


def _words(
    pack: Pack,
    promised: PromiseKind,
    given: str | Mapping[str, str] | None,
    *,
    benefit: str | None,
    due_at: datetime,
    on: date,
) -> str:
    """What was said, or the pack's words with the facts filled in."""
    if isinstance(given, str):
        return given
    facts = {
        "agency": pack.agency,
        "officer": f"one of our {pack.words['officers']}",
        "due": f"{day_of(due_at, pack.time_zone):%-d %B %Y}",
    }
    if benefit is not None and "benefit" in promised.placeholders:
        facts["benefit"] = pack.benefit(benefit, on).name
    facts |= given or {}
    if missing := [fact for fact in promised.placeholders if fact not in facts]:
        raise WordsAreMissing(missing=", ".join(missing))
    said = promised.say(facts)
    return said[:1].upper() + said[1:]
