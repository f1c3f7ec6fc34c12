"""Run one of PostgreSQL's own programs on the embedded database, which is started for it and kept meanwhile.

For example: `python -m upheld.config.embedded_postgres pg_dump --format=custom --file=upheld.dump`
"""

import os
import subprocess
import sys
from pathlib import Path

from upheld.config.embedded_postgres import EmbeddedPostgresError, default_home, ensure_running
from upheld.config.embedded_postgres.binaries import locate


def main(arguments: list[str]) -> int:
    """Run the named program with the other arguments and return its exit status; 2 if it is not known."""
    try:
        programs = locate() / "bin"
        known = sorted(found.name for found in programs.iterdir())
        if not arguments or arguments[0] not in known:
            sys.stderr.write(f"Name one of PostgreSQL's programs: {', '.join(known)}.\n")
            return 2
        place = ensure_running(default_home())
    except EmbeddedPostgresError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    address = {
        "PGHOST": place.host,
        "PGPORT": str(place.port),
        "PGUSER": place.user,
        "PGDATABASE": place.dbname,
    }
    program: list[str | Path] = [programs / arguments[0], *arguments[1:]]
    return subprocess.run(program, env={**os.environ, **address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
