"""The `upheld` command: sets Django up, runs what was asked for, and says in words what went wrong."""

import os
import sys
from collections.abc import Sequence

import django
from django.db import OperationalError, ProgrammingError

from upheld.config.database.settings import DatabaseUrlNotUnderstood
from upheld.config.embedded_postgres import EmbeddedPostgresError
from upheld.kernel.errors import RuleBroken

_SPEAK_FOR_THEMSELVES = (RuleBroken, EmbeddedPostgresError, DatabaseUrlNotUnderstood)
_STOPPED_BY_HAND = 130


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that `words` (or the command line) name. Returns the exit status: 0 when all is well.

    With --debug an error is shown with all its details.
    """
    given = list(sys.argv[1:] if words is None else words)
    try:
        return _run([word for word in given if word != "--debug"])
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return _STOPPED_BY_HAND
    except BrokenPipeError:  # whoever read what we print has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if "--debug" in given:
            raise
        sys.stderr.write(f"{in_words(error)}\n")
        return 1


def _run(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upheld.config.settings")
    django.setup()
    from upheld.cli.app import app

    result = app(words)
    return result if isinstance(result, int) else 0


def in_words(error: Exception) -> str:
    """What happened and what to do next, for the person at the terminal."""
    if isinstance(error, _SPEAK_FOR_THEMSELVES):
        return str(error)
    if isinstance(error, OperationalError):
        return f"The database cannot be used: {str(error).splitlines()[0]}. See: upheld doctor"
    if isinstance(error, ProgrammingError) and getattr(error.__cause__, "sqlstate", "") == "42P01":
        return "The database has no tables for this yet. Nothing was changed. Run: upheld migrate"
    return (
        f"Something went wrong that Upheld did not expect ({type(error).__name__}). "
        "What it was doing is not half done: each step is kept whole or not at all. "
        "To see the details, add --debug to the command. If it does not explain itself, try: upheld doctor"
    )


if __name__ == "__main__":
    raise SystemExit(main())
