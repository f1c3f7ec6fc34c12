"""Runs one command and writes down the most memory that it held.

`python -m benchmarks.measured REPORT COMMAND...`
"""

import json
import os
import sys
from pathlib import Path


def main(report: str, command: list[str]) -> int:
    """Run the command, write its peak memory in MB to the report, and return its exit status."""
    process = os.spawnvp(os.P_NOWAIT, command[0], command)
    _, status, usage = os.wait4(process, 0)
    Path(report).write_text(json.dumps({"peak_mb": round(usage.ru_maxrss / 1024)}), encoding="utf-8")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
