"""Finding, checking and loading packs. A faulty pack is never used."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from upheld.policy.checking import check_file
from upheld.policy.coherence import incoherences
from upheld.policy.files import (
    FILES,
    AccessFile,
    BenefitsFile,
    CaseworkFile,
    PackFile,
    PromisesFile,
    RetentionFile,
    RolesFile,
    StandardsFile,
    SystemsFile,
    WorkloadFile,
)
from upheld.policy.pack import Pack
from upheld.policy.problems import PackIsFaulty, PackNotFound, Problem
from upheld.policy.reading import line_of, read_yaml
from upheld.policy.values import Strict

_INSTALLED = Path(__file__).parent / "packs"
_CHECKOUT = Path(__file__).parents[3] / "packs"


def current_pack() -> Pack:
    """The pack of the agency that this installation serves: UPHELD_PACK in the environment, or else "dwp"."""
    return _current(os.environ.get("UPHELD_PACK") or "dwp")


def load_pack(name_or_path: str | Path) -> Pack:
    """The pack of that name, or in the folder at that path; read once per process.

    Raises PackNotFound, and PackIsFaulty when `check_pack` finds a problem.
    """
    return _load(find_pack(name_or_path).resolve())


def check_pack(name_or_path: str | Path) -> list[Problem]:
    """Every problem in a pack, by file and line; an empty list when it may be used. Raises PackNotFound."""
    return _read(find_pack(name_or_path))[1]


def find_pack(name_or_path: str | Path) -> Path:
    """The folder of a pack, given its path or the name of one that is installed. Raises PackNotFound."""
    given = Path(name_or_path)
    looked_in = (
        [given] if len(given.parts) != 1 else [place / given for place in (_INSTALLED, _CHECKOUT)] + [given]
    )
    for folder in looked_in:
        if folder.is_dir():
            return folder
    raise PackNotFound(name=name_or_path, looked_in=", ".join(str(folder) for folder in looked_in))


def list_packs() -> tuple[str, ...]:
    """The names of the packs that come with this installation, sorted."""
    folders = [place for place in (_INSTALLED, _CHECKOUT) if place.is_dir()]
    return tuple(sorted({file.parent.name for place in folders for file in place.glob("*/pack.yaml")}))


@cache
def _current(name_or_path: str) -> Pack:
    """Asked for by almost every command and query: found on the disk only once."""
    return load_pack(name_or_path)


@cache
def _load(folder: Path) -> Pack:
    files, problems = _read(folder)
    if problems:
        listed = " ".join(f"({number}) {problem}" for number, problem in enumerate(problems[:5], start=1))
        raise PackIsFaulty(pack=folder.name, problems=listed)
    return _compose(files, _fingerprint(folder))


def _read(folder: Path) -> tuple[dict[str, Strict], list[Problem]]:
    contents: dict[str, Any] = {}
    files: dict[str, Strict] = {}
    problems = _wrong_files(folder)
    for name, model in FILES.items():
        if not (folder / name).is_file():
            continue
        contents[name], unreadable = read_yaml(folder / name)
        if unreadable:
            problems.append(unreadable)
            continue
        file, found = check_file(name, model, contents[name])
        problems += found
        if file is not None:
            files[name] = file
    if not problems:
        problems = [
            Problem(found.file, line_of(contents[found.file], found.place), found.message, found.remedy)
            for found in incoherences(files)
        ]
    return files, sorted(problems)


def _wrong_files(folder: Path) -> list[Problem]:
    there = {file.name for file in folder.iterdir() if file.suffix in (".yaml", ".yml")}
    missing = [
        Problem(
            name,
            1,
            "The file is missing.",
            f"Make {name} in the folder {folder.name}; packs.md shows what it holds.",
        )
        for name in FILES
        if name not in there
    ]
    surplus = []
    for name in sorted(there - set(FILES)):
        near = get_close_matches(name, FILES, n=1)
        remedy = f'Did you mean "{near[0]}"?' if near else "Remove it, or move its content."
        surplus.append(
            Problem(name, 1, "The file is not part of a pack.", f"{remedy} A pack has: {', '.join(FILES)}.")
        )
    return missing + surplus


def _fingerprint(folder: Path) -> str:
    content = sha256()
    for name in sorted(FILES):
        content.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return content.hexdigest()[:8]


def _compose(files: Mapping[str, Strict], fingerprint: str) -> Pack:
    about = cast(PackFile, files["pack.yaml"])
    workload = cast(WorkloadFile, files["workload.yaml"])
    access = cast(AccessFile, files["access.yaml"])
    casework = cast(CaseworkFile, files["casework.yaml"])
    return Pack.model_construct(
        name=about.name,
        title=about.title,
        agency=about.agency,
        version=f"{about.version}+{fingerprint}",
        calendar_name=about.calendar,
        time_zone=about.time_zone,
        words=cast(Mapping[str, str], about.words),
        languages=about.languages,
        channels=about.channels,
        formats=about.formats,
        benefits=cast(BenefitsFile, files["benefits.yaml"]).benefits,
        standards=cast(StandardsFile, files["standards.yaml"]).standards,
        promises=cast(PromisesFile, files["promises.yaml"]).promises,
        roles=cast(RolesFile, files["roles.yaml"]).roles,
        access_settings=access.access,
        restrictions=access.restrictions,
        purposes=access.purposes,
        limits=workload.limits,
        points_tables=workload.points,
        systems=cast(SystemsFile, files["systems.yaml"]).systems,
        settings=casework.settings,
        stages=casework.stages,
        tasks=casework.tasks,
        unowned_reasons=casework.unowned_reasons,
        holds=casework.holds,
        retention=cast(RetentionFile, files["retention.yaml"]).retention,
    )
