"""Lists of work: what it is, why it is here, by when, and the one thing to do next."""

from dataclasses import dataclass, field

from upheld.web.components.due import Due


@dataclass(frozen=True)
class Action:
    """What to press. With `posts` it is a button that sends a form with the hidden values; otherwise a
    link.
    """

    words: str
    href: str
    posts: bool = False
    hidden: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WorkRow:
    """One line of work. `why` says in words why it is in this list; `tag` marks it with one or two words."""

    what: str
    href: str
    why: str
    due: Due | None = None
    action: Action | None = None
    tag: str = ""


@dataclass(frozen=True)
class Empty:
    """What an empty list means, and what to do now. `action` is an optional link."""

    title: str
    words: str
    action: Action | None = None
