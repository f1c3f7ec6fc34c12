"""The standards: of the cases due in each month, how many were decided by then, against a target."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.queries import DecisionCount, Decisions, count_decisions
from upheld.domains.workforce.queries import list_offices
from upheld.insight.performance import DEFINITIONS, Definition, StandardMonth
from upheld.journeys.small_numbers import months_shown_whole, offices_shown
from upheld.kernel.days import day_of
from upheld.kernel.working_days import add_months
from upheld.policy import Pack, Standard, UnknownValue, ValueNotInForce, current_pack

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class OfficeBehind:
    """An office below what it is compared with, in one month: `met` of `due` were decided in time."""

    office_id: UUID
    office_name: str
    month: date
    met: int
    due: int
    percent_text: str


@dataclass(frozen=True)
class BenefitStandard:
    """How one benefit does against its standard, month by month, with what was measured and on whose word.

    `target` is a percentage, or None where nobody published one. `behind` are the offices that in the latest
    whole month with anything due lie below the target or, without one, below all offices together;
    `compared_with` says which in words, and is empty when there is nothing to compare. `chart` is an SVG that
    is safe to place in a page, empty when nothing was due.
    """

    benefit: str
    benefit_name: str
    standard: str
    title: str
    target: float | None
    set_by: str
    reference: str
    rows: tuple[StandardMonth, ...]
    behind: tuple[OfficeBehind, ...]
    compared_with: str
    chart: str


@dataclass(frozen=True)
class StandardsView:
    """The standards of a time: whole months from the one of `since` up to the one before `until`."""

    since: date
    until: date
    as_of: datetime
    pack_version: str
    definition: Definition
    benefits: tuple[BenefitStandard, ...]


def last_months(today: date, months: int = MONTHS_SHOWN) -> tuple[date, date]:
    """The months up to that of today: the first day of the first, and of the one after the last."""
    until = add_months(today.replace(day=1), 1)
    return add_months(until, -months), until


def get_standards(
    *,
    viewer: Viewer,
    since: date,
    until: date,
    as_of: datetime,
    benefit: str = "",
    with_charts: bool = True,
    fewest: int = 0,
) -> StandardsView:
    """Each benefit's standard by month, for the cases that the viewer may see. At most five queries.

    `as_of` of what comes back is the last night's where counts are kept, and the moment asked for elsewhere.
    A case counts in the agency's month in which it was due. One that was closed without a decision before it
    was due counts nowhere; closed later, it counts as late. With `fewest`, no picture draws a month and no
    office is named that would tell a smaller number. Raises UnknownValue for a benefit that neither
    the pack nor a case knows.
    """
    pack = current_pack()
    first, end = since.replace(day=1), until.replace(day=1)
    asked, together = partial(count_decisions, viewer=viewer, as_of=as_of, benefit=benefit), _rows()
    decisions = asked(first=first, end=end, each_office=False)
    as_of = decisions.as_of
    for row in decisions.counts:
        together[row.benefit, row.standard].append(_month(row, as_of))
    by_office = _of_latest_months(together.values(), asked, day_of(as_of, pack.time_zone))
    last_day = min(end - timedelta(days=1), day_of(as_of, pack.time_zone))
    pairs = list(dict.fromkeys([*_of_the_pack(pack, last_day, benefit), *sorted(together)]))
    if benefit and not pairs:
        pack.benefit(benefit)
    names = {str(office.id): office.name for office in list_offices(viewer=viewer)}
    return StandardsView(
        since=first,
        until=end,
        as_of=as_of,
        pack_version=pack.version,
        definition=DEFINITIONS["standard_met"],
        benefits=tuple(
            _benefit(
                pack,
                pair,
                together[pair],
                by_office[pair],
                names,
                as_of=as_of,
                on=last_day,
                fewest=fewest,
                with_chart=with_charts,
            )
            for pair in pairs
        ),
    )


def _month(row: DecisionCount, as_of: datetime) -> StandardMonth:
    return StandardMonth(
        standard=row.standard,
        benefit=row.benefit,
        office=str(row.office_id) if row.office_id else None,
        month=row.month,
        due=row.met + row.late + row.open_past_due,
        met=row.met,
        late=row.late,
        open_past_due=row.open_past_due,
        not_yet_due=row.not_yet_due,
        as_of=as_of,
    )


def _of_the_pack(pack: Pack, on: date, benefit: str) -> Iterator[tuple[str, str]]:
    """Every benefit that the agency decides on a day, with its standard: also one with nothing due."""
    for one in pack.benefits.on(on):
        if not benefit or one.key == benefit:
            yield one.key, one.standard


def _benefit(
    pack: Pack,
    pair: tuple[str, str],
    rows: Sequence[StandardMonth],
    by_office: Sequence[StandardMonth],
    names: Mapping[str, str],
    *,
    as_of: datetime,
    on: date,
    fewest: int,
    with_chart: bool,
) -> BenefitStandard:
    benefit, key = pair
    name, standard = _benefit_name(pack, benefit, on), _standard(pack, key, on)
    target = standard.target if standard else None
    behind, compared_with = _behind(pack, rows, by_office, target, names, as_of)
    return BenefitStandard(
        benefit=benefit,
        benefit_name=name,
        standard=key,
        title=standard.title if standard else key,
        target=target,
        set_by=standard.set_by if standard else "",
        reference=standard.reference if standard else "The pack no longer knows this standard.",
        rows=tuple(rows),
        behind=offices_shown(behind, rows, fewest),
        compared_with=compared_with,
        chart=_chart(months_shown_whole(rows, fewest), target, name, pack, as_of) if with_chart else "",
    )


def _rows() -> dict[tuple[str, str], list[StandardMonth]]:
    """Rows by benefit and standard."""
    return defaultdict(list)


def _of_latest_months(
    held: Iterable[Sequence[StandardMonth]], asked: Callable[..., Decisions], today: date
) -> dict[tuple[str, str], list[StandardMonth]]:
    """Each office in the latest whole month of each benefit: no other month is compared office by office."""
    by_office, months = _rows(), [one.month for rows in held if (one := _latest_whole(rows, today))]
    if months:
        found = asked(first=min(months), end=add_months(max(months), 1))
        for row in found.counts:
            by_office[row.benefit, row.standard].append(_month(row, found.as_of))
    return by_office


def _latest_whole(rows: Iterable[StandardMonth], today: date) -> StandardMonth | None:
    """The latest month that is over and had anything due; rows come in the order of months."""
    whole = [row for row in rows if row.due and row.month < today.replace(day=1)]
    return whole[-1] if whole else None


def _behind(
    pack: Pack,
    rows: Sequence[StandardMonth],
    by_office: Sequence[StandardMonth],
    target: float | None,
    names: Mapping[str, str],
    as_of: datetime,
) -> tuple[tuple[OfficeBehind, ...], str]:
    """The offices below the target, or below all together, in the latest whole month; the lowest first."""
    latest = _latest_whole(rows, day_of(as_of, pack.time_zone))
    if latest is None:
        return (), ""
    bar, words = (latest.percent or 0.0, f"all offices together, {latest.percent_text}")
    if target is not None:
        bar, words = target, f"the target of {target:g}%"
    below = [row for row in by_office if row.month == latest.month and row.due and not row.reaches(bar)]
    return tuple(
        OfficeBehind(
            office_id=UUID(row.office),
            office_name=names.get(row.office or "", "An office that you do not see"),
            month=row.month,
            met=row.met,
            due=row.due,
            percent_text=row.percent_text,
        )
        for row in sorted(below, key=lambda row: (row.met / row.due, row.office or ""))
    ), words


def _chart(
    rows: Sequence[StandardMonth], target: float | None, name: str, pack: Pack, as_of: datetime
) -> str:
    # Loading what draws takes a second, so it is done only where a chart is wanted. The moment is that of the
    # day, so that the same figures are drawn once.
    from upheld.insight.performance.charts import NothingToDraw, standard_chart

    midnight = datetime.combine(day_of(as_of, pack.time_zone), time.min, pack.zone)
    try:
        return standard_chart([replace(row, as_of=midnight) for row in rows], target, name=name)
    except NothingToDraw:
        return ""


def _benefit_name(pack: Pack, key: str, on: date) -> str:
    try:
        return pack.benefit(key, on).name
    except (UnknownValue, ValueNotInForce):
        return key.replace("-", " ").capitalize()


def _standard(pack: Pack, key: str, on: date) -> Standard | None:
    try:
        return pack.standard(key, on=on)
    except (UnknownValue, ValueNotInForce):
        return None
