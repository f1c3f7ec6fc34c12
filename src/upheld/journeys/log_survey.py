"""Reading a case log once, before anything is kept: what there is, who worked, and where its days were.

So a file that breaks off is refused as a whole, and the zone of a log is known before its first case comes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from upheld.insight.eventlog import LogCase, LogIsDamaged, NotALog, Unreadable, read_log
from upheld.kernel.errors import RuleBroken

SHOWN = 10
"""How many problems are kept to be shown; all are counted and reported."""


class FileIsNotALog(RuleBroken):
    """The file {name} cannot be imported. Nothing was kept. {why}"""


class FileCannotBeOpened(RuleBroken):
    """The file {name} cannot be opened: {why}. Nothing was kept. Check its path and who may read it."""


class Problems(list[Unreadable]):
    """What could not be read: the first few, how many in all, and each told on as it is found."""

    def __init__(self, tell: Callable[[Unreadable], None] | None = None) -> None:
        super().__init__()
        self.number = 0
        self._tell = tell

    def append(self, found: Unreadable, /) -> None:
        """Count one more."""
        self.number += 1
        if self._tell:
            self._tell(found)
        if len(self) < SHOWN:
            super().append(found)


@dataclass
class Survey:
    """What a log holds. `first_worked` says when each worker is first named as having done something."""

    cases: int = 0
    events: int = 0
    other_events: int = 0
    first_worked: dict[str, datetime] = field(default_factory=dict)
    _witnesses: dict[tuple[date, timedelta], tuple[datetime, datetime]] = field(default_factory=dict)

    def add(self, case: LogCase) -> None:
        """Take one more case into account."""
        self.cases += 1
        self.events += len(case.work)
        self.other_events += len(case.events) - len(case.work)
        for event in case.work:
            if event.worker is not None:
                before = self.first_worked.get(event.worker, event.at)
                self.first_worked[event.worker] = min(before, event.at)
            self._witness(event.at)
        for moment in (case.started_at, case.deadline_at, case.finished_at):
            if moment is not None:
                self._witness(moment)

    def zone(self, preferred: str) -> str:
        """The time zone whose offsets agree with the most moments of the log: the preferred one, UTC, one of
        Europe or another, the first of them that does best.
        """
        pairs = list(self._witnesses.values())
        best, most = preferred, -1
        for name in _candidates(preferred):
            agreed = sum(_agrees(name, moment) for pair in pairs for moment in pair)
            if agreed > most:
                best, most = name, agreed
            if agreed == 2 * len(pairs):
                break
        return best

    def _witness(self, moment: datetime) -> None:
        """Keep the earliest and the latest moment of each day and offset.

        Clocks change at most once a day, so these speak for all between them.
        """
        key = (moment.date(), moment.utcoffset() or timedelta())
        first, last = self._witnesses.get(key, (moment, moment))
        self._witnesses[key] = (min(first, moment), max(last, moment))


def survey_log(path: Path, *, zone: str, problems: Problems) -> Survey:
    """Read the whole log once. Raises FileIsNotALog, FileCannotBeOpened."""
    survey = Survey()
    for case in cases_of(path, zone=zone, problems=problems):
        survey.add(case)
    if survey.cases == 0:
        why = "There is no case in it that can be read."
        if problems:
            why += f" Row {problems[0].row}, {problems[0].field}: {problems[0].reason}"
        raise FileIsNotALog(name=path.name, why=why)
    return survey


def cases_of(path: Path, *, zone: str, problems: Problems) -> Iterator[LogCase]:
    """The cases of a log, one at a time. Raises FileIsNotALog, FileCannotBeOpened."""
    try:
        yield from read_log(path, zone=zone, problems=problems)
    except (NotALog, LogIsDamaged) as wrong:
        raise FileIsNotALog(name=path.name, why=str(wrong)) from wrong
    except OSError as wrong:
        raise FileCannotBeOpened(name=path.name, why=wrong.strerror or type(wrong).__name__) from wrong


def _candidates(preferred: str) -> Iterator[str]:
    yield from dict.fromkeys((preferred, "UTC"))
    names = sorted(available_timezones())
    yield from (name for name in names if name.startswith("Europe/"))
    yield from (name for name in names if "/" in name and not name.startswith(("Europe/", "Etc/")))


def _agrees(zone: str, moment: datetime) -> bool:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() == moment.utcoffset()
