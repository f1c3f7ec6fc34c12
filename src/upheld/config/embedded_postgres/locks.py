"""File locks that the kernel releases when their holder ends, however it ends.

A lock belongs to an open file, is inherited by a fork and closed by an exec (unless it is passed on
on purpose), so that "who is alive?" never depends on process numbers, which are used again.
"""

import fcntl
import os
from pathlib import Path


def open_lock(path: Path) -> int:
    """Open a lock file, made private (0600) if it is missing; the descriptor is closed on exec."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    return os.open(path, flags, 0o600)


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Take the lock if that is possible at once, and say whether it was."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for_lock(descriptor: int) -> None:
    """Take the lock exclusively, waiting for as long as it takes."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def release(descriptor: int) -> None:
    """Give the lock back and keep the file open."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)


def is_held(path: Path) -> bool:
    """Whether some process holds this lock exclusively. Creates nothing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    try:
        return not try_lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


def is_still(descriptor: int, path: Path) -> bool:
    """Whether the open lock file is still the one at that path (a removed folder takes its locks away)."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False
