"""What can go wrong with the embedded PostgreSQL, in words for the person who started Upheld.

Every message says what happened, what was kept and what to do next.
"""

USE_ANOTHER_SERVER = "Or set DATABASE_URL to use a PostgreSQL server (15 or later) of your own."


class EmbeddedPostgresError(Exception):
    """Upheld's own PostgreSQL cannot do what was asked. Every error of this package is one of these."""


class PlatformNotSupported(EmbeddedPostgresError):
    """The embedded PostgreSQL needs Linux (locks, /proc, death signals)."""


class HomeIsNotOurs(EmbeddedPostgresError):
    """The folder holds something else, or belongs to someone else; nothing in it was touched."""


class HomeCannotBeUsed(EmbeddedPostgresError):
    """The folder is ours to use and yet cannot be used (missing rights, read-only disk, no safe place)."""


class BinariesMissing(EmbeddedPostgresError):
    """The package that ships PostgreSQL is not installed, or does not run on this machine."""


class ClusterOfAnotherVersion(EmbeddedPostgresError):
    """The home holds data written by another major version of PostgreSQL."""


class NoAccountForServer(EmbeddedPostgresError):
    """There is no unprivileged account that PostgreSQL could run as."""


class ForeignServerOnOurData(EmbeddedPostgresError):
    """Someone started a PostgreSQL server on our data by hand."""


class ServerDidNotStart(EmbeddedPostgresError):
    """PostgreSQL, or what watches over it, ended before it was ready."""


class ServerStillStarting(EmbeddedPostgresError):
    """PostgreSQL is alive and not ready, and our patience has run out; it goes on by itself."""


class ServerDidNotStop(EmbeddedPostgresError):
    """PostgreSQL was asked to stop and has not stopped yet."""


def as_text(fault: EmbeddedPostgresError) -> str:
    """Write an error down for another process."""
    return f"{type(fault).__name__}\n{fault}"


def from_text(text: str) -> EmbeddedPostgresError:
    """The error that another process wrote down."""
    name, _, message = text.partition("\n")
    kinds = {kind.__name__: kind for kind in EmbeddedPostgresError.__subclasses__()}
    return kinds.get(name, ServerDidNotStart)(message)
