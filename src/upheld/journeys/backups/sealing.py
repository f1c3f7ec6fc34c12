"""The encrypted stream: what is written into it comes out at the other end, and never lies about unencrypted.

pyrage pulls what it encrypts and pushes what it decrypts, so it runs in a thread at one end of a pipe.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

import pyrage

from upheld.journeys.backups.errors import BackupIsDamaged, BackupIsNotOurs, DoesNotFitTheKey

BEGINS_WITH = b"age-encryption.org/v1\n"


@contextmanager
def sealed(into: Any, keys: Sequence[pyrage.x25519.Recipient]) -> Iterator[IO[bytes]]:
    """Where to write; it arrives in `into`, encrypted to each of these keys. Raises OSError."""
    out, given = _pipe()
    with out:
        working = _Working(lambda: pyrage.encrypt_io(out, into, list(keys)), closes=out)
        try:
            with given:
                yield given
        except BaseException:
            working.finish()
            raise
        working.finish()


@contextmanager
def opened(source: IO[bytes], keys: Sequence[pyrage.x25519.Identity]) -> Iterator[IO[bytes]]:
    """Where to read what `source` holds, decrypted. All of it is decrypted, even when it is not all read, so
    that a cut or changed end is noticed.

    Raises BackupIsNotOurs, DoesNotFitTheKey, BackupIsDamaged; the last one in place of whatever the reader
    made of it.
    """
    source.seek(0)
    if source.read(len(BEGINS_WITH)) != BEGINS_WITH:
        raise BackupIsNotOurs
    source.seek(0)
    out, given = _pipe()
    with out:
        working = _Working(lambda: pyrage.decrypt_io(source, given, list(keys)), closes=given)
        try:
            yield out
            while out.read(1 << 20):
                pass
        except Exception:
            out.close()
            working.finish(ignoring=BrokenPipeError)
            raise
        working.finish()


class _Working:
    """A thread at one end of a pipe; closing that end tells the other that nothing more comes, or is read."""

    def __init__(self, work: Callable[[], None], *, closes: IO[bytes]) -> None:
        self._work, self._closes = work, closes
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as error:
            self._error = error
        try:
            self._closes.close()
        except OSError as error:
            self._error = self._error or error

    def finish(self, ignoring: type[BaseException] | tuple[()] = ()) -> None:
        """Wait for its end. Raises what went wrong, in our words where it is about keys or damage."""
        self._thread.join()
        if self._error is None or isinstance(self._error, ignoring):
            return
        if isinstance(self._error, pyrage.DecryptError):
            fits = "No matching keys" not in str(self._error)
            raise (BackupIsDamaged if fits else DoesNotFitTheKey) from self._error
        if isinstance(self._error, OSError) and self._error.errno is None:
            raise BackupIsDamaged from self._error
        raise self._error


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")
