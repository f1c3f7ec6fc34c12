"""Telling a client in plain words who looked at what is held about them. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

DEEDS = {
    "record": "opened your record",
    "case": "opened your case",
    "list": "saw your name in a list",
    "search": "saw your name in what a search found",
    "export": "copied what is held about you into a file",
    "import": "brought in what another system holds about you",
    "plan": "opened your safety plan",
    "comparison": "compared what systems hold about you, to see whether it is all about you",
    "print": "printed what is held about you, and where, to give it to you",
    "own": "looked at this record on your behalf, or as yourself",
    "challenge-refused": "asked to open your record, and was not let in",
}
"""What somebody did, by the kind of look."""

REASONS = {
    "work": "to work on what you asked us for",
    "challenge": "they gave a reason in writing, and their leader checks it",
    "machine": "to look after the service itself",
}
"""Why, by its code."""


def tell_look(
    *, at: datetime, name: str, role: str = "", place: str = "", kind: str, why: str = "", zone: str
) -> str:
    """One look as the client reads it. `role` is a word such as "officer", `place` a name such as "Leeds".

    "On 3 May 2026 at 10:02 Ann Lee, an officer in Leeds, opened your record. Why: to work on what you asked
    us for."
    """
    when = at.astimezone(ZoneInfo(zone))
    what = DEEDS.get(kind, "looked at what is held about you")
    told = f"On {when:%-d %B %Y at %-H:%M} {_who(name, role, place)} {what}."
    reason = REASONS.get(why)
    return f"{told} Why: {reason}." if reason else told


def _who(name: str, role: str, place: str) -> str:
    if not name:
        return "somebody whose name we no longer hold"
    if not role:
        return name
    word = role.replace("_", " ").lower()
    article = "an" if word[0] in "aeiou" else "a"
    where = f" in {place}" if place else ""
    return f"{name}, {article} {word}{where},"
