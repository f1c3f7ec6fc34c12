"""The repository names no place of the machine it was written on, and no registry but the public ones."""

import re

from tests.conventions.reading import ROOT, repository_files

LOCKS = {"uv.lock", "package-lock.json"}
PICTURES = {".png", ".jpg", ".ico", ".woff", ".woff2", ".gz", ".xes", ".parquet", ".pdf"}
OURS_TO_NAME = "tests/conventions/test_the_repository_speaks_of_the_project_alone.py"

PLACES = re.compile(r"""(?<![\w.$}/"'-])/(?:work|root|home/\w+|Users/\w+)/|/tmp/\w+|[A-Z]:\\Users""")
REGISTRIES = re.compile(
    r"https?://[\w.-]*(?:artifactory|nexus|pypi|npmjs|registry|mirror)[\w.-]*", re.IGNORECASE
)
PUBLIC = {"https://pypi.org", "https://registry.npmjs.org", "https://files.pythonhosted.org"}


def lines() -> list[tuple[str, int, str]]:
    """Every line of every text file, with its place."""
    found = []
    for path in repository_files():
        name = path.as_posix()
        if path.suffix in PICTURES or path.name in LOCKS or name == OURS_TO_NAME:
            continue
        text = (ROOT / path).read_text(encoding="utf-8", errors="replace")
        found += [(name, number, line) for number, line in enumerate(text.splitlines(), start=1)]
    return found


class TestTheRepository:
    def test_it_names_no_place_of_the_machine_that_it_was_written_on(self) -> None:
        named = [
            f"{name}:{number} {line.strip()[:80]}" for name, number, line in lines() if PLACES.search(line)
        ]
        assert named == []

    def test_it_names_no_package_registry_but_the_public_ones(self) -> None:
        named = [
            f"{name}:{number} {host}"
            for name, number, line in lines()
            for host in REGISTRIES.findall(line)
            if host not in PUBLIC
        ]
        assert named == []

    def test_the_locks_do_not_either(self) -> None:
        named = {
            f"{lock}: {host}"
            for lock in LOCKS
            if (ROOT / lock).exists()
            for host in re.findall(r"https?://[\w.-]+", (ROOT / lock).read_text(encoding="utf-8"))
            if REGISTRIES.match(host) and host not in PUBLIC
        }
        assert named == set()
