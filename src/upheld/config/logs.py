"""What is logged and how: one line of JSON on standard error for each thing that happened, without a word
about a person (docs/reference/logs.md).

Three rules keep personal data out, whoever logs, ourselves or a library:
a sentence is kept only when it stands word for word in the source of the program that logs it;
of the values that come with it only those with a name that is known here are kept;
of an error only its kind, its place and, when it is one of ours, the unfilled sentence of its class.
"""

import linecache
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from upheld.kernel.errors import RuleBroken

KEPT = frozenset(
    {
        *("at", "level", "event", "logger", "request", "place", "error", "frames", "constraint", "rule"),
        *("route", "method", "status", "ms", "account"),
        *("job", "task", "reaction", "happened", "tries"),
    }
)
"""The names of values that may stand on a line. What each means is in docs/reference/logs.md."""

LONGEST = 200
"""Characters of a value."""

_OURS = f"{Path(__file__).parents[1]}/"
_UNSAID = "said something that is not in its source, so it is left out"


def only_what_is_in_the_source(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Keep the sentence of a line if a program's source holds it; say where it was logged in any case."""
    record: logging.LogRecord | None = line.get("_record")
    if record is not None and not line.get("_from_structlog"):
        line["logger"] = record.name
        line["place"] = f"{_short(record.pathname)}:{record.lineno}"
        line["event"] = record.msg if _is_in_source(record.pathname, str(record.msg)) else _UNSAID
        line.update(_of_a_request(record) or _of_a_job(record))
    return line


def only_the_kind_of_an_error(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Put an error's kinds, from the first cause to the last, and our own frames in place of its text."""
    record = line.get("_record")
    given = line.pop("exc_info", None) or (record and record.exc_info)
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line.update(facts_of(error))
    return line


def only_known_names(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Drop every value whose name is not known, and cut what is too long."""
    return {
        name: _short_value(value)
        for name, value in line.items()
        if (name in KEPT or name in {"_record", "_from_structlog"}) and value is not None
    }


def facts_of(error: BaseException) -> dict[str, Any]:
    """What may be said of an error: never its text, which can quote a row or what somebody typed."""
    causes = [*_causes(error)][::-1]
    facts: dict[str, Any] = {
        "error": " > ".join(type(cause).__name__ for cause in causes),
        "frames": [frame for cause in causes for frame in _frames(cause.__traceback__)][-12:],
    }
    for cause in causes:
        name = getattr(getattr(cause, "diag", None), "constraint_name", None)
        facts |= {"constraint": name} if name else {}
    if isinstance(error, RuleBroken):
        facts["rule"] = " ".join((type(error).__doc__ or "").split())
    return facts


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        if frame.filename.startswith(_OURS):
            yield f"{_short(frame.filename)}:{frame.lineno} {frame.name}"


def _of_a_request(record: logging.LogRecord) -> dict[str, Any]:
    return {"event": "request failed"} if record.name == "django.request" else {}


def _of_a_job(record: logging.LogRecord) -> dict[str, Any]:
    """What Procrastinate says of a job beside its sentence: names and numbers, not what the job was given."""
    action, job = getattr(record, "action", None), getattr(record, "job", None)
    if not record.name.startswith("procrastinate") or not isinstance(action, str):
        return {}
    given = job if isinstance(job, dict) else {}
    told = given.get("task_kwargs", {})
    return {
        "event": action,
        "job": given.get("id"),
        "task": given.get("task_name"),
        "tries": given.get("attempts"),
        "reaction": told.get("reaction"),
        "happened": told.get("event_id"),
    }


@lru_cache(maxsize=1024)
def _is_in_source(path: str, sentence: str) -> bool:
    source = "".join(linecache.getlines(path))
    return bool(sentence) and any(f"{mark}{sentence}{mark}" in source for mark in "\"'")


def _short(path: str) -> str:
    for folder in ("/site-packages/", "/src/", "/lib/"):
        _, found, after = path.rpartition(folder)
        if found:
            return after
    return Path(path).name


def _short_value(value: Any) -> Any:
    return f"{value[:LONGEST]}..." if isinstance(value, str) and len(value) > LONGEST else value


class OnlyErrorsThemselves(logging.Filter):
    """Leaves out what Django says of an answer from 500 on: each request has a line of its own already."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it tells of an error."""
        return record.exc_info is not None


SHARED = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [*SHARED],
            "processors": [
                only_what_is_in_the_source,
                only_the_kind_of_an_error,
                only_known_names,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(default=str),
            ],
            "use_get_message": False,
        }
    },
    "filters": {"errors": {"()": OnlyErrorsThemselves}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "upheld": {"level": "INFO"},
        "procrastinate.worker": {"level": "INFO"},
        "django.request": {"level": "ERROR", "filters": ["errors"]},
        "django.server": {"level": "ERROR"},  # of Django's own server: a path on every line
    },
}


def begin() -> None:
    """Send what we log ourselves the same way. Also the error that ends a thread is said by its kind only."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def speak_for_threads() -> None:
    """Log the error that ends a thread by its kind only: Python would print all of it."""

    def log(ended: threading.ExceptHookArgs) -> None:
        error = ended.exc_value
        logging.getLogger(__name__).error("A thread ended with an error", exc_info=error)

    threading.excepthook = log
