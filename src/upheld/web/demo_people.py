"""In the demonstration, whom a visitor can sign in as. Never otherwise."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class DemoPerson:
    """Someone of the invented agency, and what is worth looking at as them."""

    name: str
    role: str
    email: str
    password: str
    look_at: str


def demo_people() -> list[DemoPerson]:
    """The people that the demonstration wrote down; none outside it, or before it was built."""
    file = Path(settings.UPHELD_HOME) / "demo-people.json"
    if not settings.DEMO or not file.is_file():
        return []
    rows = json.loads(file.read_text(encoding="utf-8"))
    return [
        DemoPerson(row["name"], row["role"], row["email"], row["password"], row["what to look at"])
        for row in rows
    ]
