"""The strip under the header of every page about a client: who they are, and what they need from us."""

from dataclasses import dataclass
from datetime import date

ICONS = frozenset(
    {
        "audio", "braille", "calendar", "clock", "easy-read", "email", "face-to-face", "hearing", "home",
        "language", "large-print", "letter", "person", "phone", "safe", "sign-language",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Need:
    """One thing that this client needs from us, as an instruction: "Write in large print." The icon is one
    of ICONS.
    """

    words: str
    icon: str = "person"

    def __post_init__(self) -> None:
        if self.icon not in ICONS:
            raise ValueError(f"There is no icon named {self.icon}. There are: {', '.join(sorted(ICONS))}.")


@dataclass(frozen=True)
class Identity:
    """What stands in the strip, in the order in which it is shown. Empty texts are left out.

    `representative` and `safe_contact` are sentences: "Joy Adeyemi, appointee. Talk to Joy." "Never leave a
    voicemail."
    `status` says how the case on this page stands; `owner` is who looks after the client, or why nobody does.
    """

    name: str
    href: str
    born_on: date | None
    age: int | None
    national_insurance_number: str = ""
    pronouns: str = ""
    needs: tuple[Need, ...] = ()
    language: str = ""
    representative: str = ""
    safe_contact: str = ""
    owner: str = ""
    status: str = ""
