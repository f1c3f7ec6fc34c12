"""Reading XES, the IEEE 1849 exchange format of event logs: `<log>` holds `<trace>`, which holds `<event>`.

The file is read as a stream of tags: one case is in memory at a time, besides the set of references already
seen. A document type, and so every entity, is refused: a log needs none and a hostile one hides its attack
there.
"""

from collections.abc import Iterator
from datetime import tzinfo
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from upheld.insight.eventlog.assembling import CASE, Cell, RawCase, RawEvent, Report, assemble
from upheld.insight.eventlog.records import LogCase, LogIsDamaged, NotALog, Unreadable

_CHUNK = 64 * 1024
_VALUES = {"string", "date", "int", "float", "boolean", "id"}
_REPEATED = "The file has another case with this reference before it, so this one was left out."


def read_xes(stream: BinaryIO, zone: tzinfo, report: Report) -> Iterator[LogCase]:
    """The cases of an XES stream in file order.

    Raises `NotALog` when the stream is XML of another kind or carries a document type, and `LogIsDamaged` at
    the line where it stops being XML.
    """
    parser = make_parser()
    traces = _Traces(place=parser)
    parser.forbid_dtd = True
    parser.setContentHandler(traces)
    seen: set[str] = set()
    try:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            yield from _cases(traces, zone, report, seen)
        parser.close()
    except DefusedXmlException:
        raise NotALog(
            "The file carries a document type (<!DOCTYPE ...>), which event logs do not need and attacks "
            "use. Nothing was read. Export the log again without it."
        ) from None
    except SAXParseException as wrong:
        raise LogIsDamaged(
            f"The file stops being XML at line {wrong.getLineNumber()} ({wrong.getMessage()}). "
            f"The {len(seen)} cases before it were read. Export the log again."
        ) from None
    yield from _cases(traces, zone, report, seen)


def _cases(traces: "_Traces", zone: tzinfo, report: Report, seen: set[str]) -> Iterator[LogCase]:
    """The cases of the traces that have been completed so far; a trace without a reference or with a used one
    is reported.
    """
    for raw in traces.take():
        if not raw.reference:
            report(Unreadable(raw.row, CASE, "", "The case has no reference, so it was left out."))
        elif raw.reference in seen:
            report(Unreadable(raw.row, CASE, raw.reference, _REPEATED))
        else:
            seen.add(raw.reference)
            case = assemble(raw, zone, report)
            if case is not None:
                yield case


class _Traces(ContentHandler):
    """Collects each `<trace>` as it is closed. Attributes of attributes, and whatever else a log holds, are
    passed over.
    """

    def __init__(self, place: Locator) -> None:
        super().__init__()
        self._place = place
        self._path: list[str] = []
        self._trace = RawCase("", 0)
        self._done: list[RawCase] = []

    def take(self) -> list[RawCase]:
        """The traces completed since the last call."""
        done, self._done = self._done, []
        return done

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (the name is SAX's)
        """A tag opens."""
        name = name.rpartition(":")[2]
        self._path.append(name)
        if len(self._path) == 1 and name != "log":
            raise NotALog(
                f"This is XML, but its first element is <{name}>; a case event log in XES begins with <log>."
            )
        match self._path:
            case ["log", "trace"]:
                self._trace = RawCase("", self._line())
            case ["log", "trace", "event"]:
                self._trace.events.append(RawEvent(self._line()))
            case ["log", "trace", value] if value in _VALUES:
                self._keep_of_case(attrs.get("key", ""), attrs.get("value", ""))
            case ["log", "trace", "event", value] if value in _VALUES:
                self._trace.events[-1].values[attrs.get("key", "")] = attrs.get("value", "")

    def endElement(self, name: str) -> None:  # noqa: N802
        """A tag closes."""
        if self._path == ["log", "trace"]:
            self._done.append(self._trace)
        self._path.pop()

    def _keep_of_case(self, key: str, value: str) -> None:
        if key == CASE:
            self._trace.reference = value.strip()
        elif value:
            self._trace.attributes[key] = Cell(self._line(), value)

    def _line(self) -> int:
        return self._place.getLineNumber() or 0
