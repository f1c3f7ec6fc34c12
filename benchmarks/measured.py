"""Runs one command and writes down the processor time that it used and the most memory that it held.

`python -m benchmarks.measured REPORT COMMAND...`
"""

import json
import os
import sys
from pathlib import Path


def main(report: str, command: list[str]) -> int:
    """Run the command, report its CPU seconds and peak memory in MB, and return its exit status."""
    process = os.spawnvp(os.P_NOWAIT, command[0], command)
    _, status, usage = os.wait4(process, 0)
    used = {"cpu": usage.ru_utime + usage.ru_stime, "peak_mb": round(usage.ru_maxrss / 1024)}
    Path(report).write_text(json.dumps(used), encoding="utf-8")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
