"""Only the kernel's clock reads the system's, and only the doors and the nightly work ask it."""

import ast

from tests.conventions.reading import dotted, imported_names, modules

CLOCK = "src/upheld/kernel/clock.py"
READS_THE_TIME = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"),
    *("timezone.now", "timezone.localdate", "time.localtime", "time.gmtime"),
}
NOTES_OF_THE_SUPERVISOR = "src/upheld/config/embedded_postgres/"
"""The embedded server's supervisor dates its own notes; it knows nothing of the service's time."""

MAY_ASK = ("src/upheld/web/", "src/upheld/cli/", "src/upheld/journeys/nightly", CLOCK)


class TestTheSystemsClock:
    def test_only_the_kernels_clock_reads_it(self) -> None:
        reads = [
            f"{module}:{node.lineno} {dotted(node.func)}"
            for module in modules("src/upheld/", "tests/")
            if not str(module).startswith((CLOCK, NOTES_OF_THE_SUPERVISOR))
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and ".".join(dotted(node.func).split(".")[-2:]) in READS_THE_TIME
        ]
        assert reads == []


class TestTheKernelsClock:
    def test_only_doors_and_the_nightly_work_ask_it(self) -> None:
        asks = [
            f"{module}:{line}"
            for module in modules("src/upheld/")
            if not str(module).startswith(MAY_ASK)
            for name, line in imported_names(module)
            if name.startswith("upheld.kernel.clock")
        ]
        assert asks == []
