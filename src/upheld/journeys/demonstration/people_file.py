"""Who can sign in to the demonstration: written beside the data, readable by its owner only."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

_WORDS = """
amber apple basil birch bramble brook candle cedar clover copper coral cotton cricket daisy ember fern
finch garnet ginger harbour hazel heather indigo ivory juniper kettle lantern lemon linen maple marble
meadow mint nutmeg oak olive otter paper pebble pepper plum quartz rabbit ribbon river robin saffron
sparrow thimble timber velvet violet walnut
""".split()  # noqa: SIM905


@dataclass(frozen=True)
class DemoSignIn:
    """Someone who can sign in, and what is worth looking at as them."""

    account_id: UUID
    name: str
    role: str
    email: str
    password: str
    look_at: str


def new_password() -> str:
    """Four words, drawn anew for every demonstration: easy to type, and in no list of passwords."""
    return "-".join(secrets.choice(_WORDS) for _ in range(4))


def people_file(home: Path) -> Path:
    """Where it is written down who can sign in; the sign-in page reads it."""
    return home / "demo-people.json"


def write_people(people: Iterable[DemoSignIn], home: Path) -> Path:
    """Write down who can sign in, for the owner of the folder only."""
    rows = [
        {
            "account": str(one.account_id),
            "name": one.name,
            "role": one.role,
            "email": one.email,
            "password": one.password,
            "what to look at": one.look_at,
        }
        for one in people
    ]
    file, fresh = people_file(home), people_file(home).with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as text:
        json.dump(rows, text, ensure_ascii=False, indent=2)
    fresh.replace(file)
    return file


def read_people(home: Path) -> list[DemoSignIn]:
    """Who can sign in, as it was written down; nobody when the file is missing."""
    file = people_file(home)
    if not file.is_file():
        return []
    return [
        DemoSignIn(
            account_id=UUID(row["account"]),
            name=row["name"],
            role=row["role"],
            email=row["email"],
            password=row["password"],
            look_at=row["what to look at"],
        )
        for row in json.loads(file.read_text(encoding="utf-8"))
    ]
