"""What is asked on the pages about links."""

from typing import Any

from django import forms

from upheld.domains.people.queries import PairRow
from upheld.journeys.reviewing_links import WHY
from upheld.kernel import clock
from upheld.policy import SourceSystem, current_pack
from upheld.web.components.forms import GovukForm

LONGEST = 1000

STATES = (
    ("", "What you can decide"),
    ("asked", "The client is asked"),
    ("different", "Found to be two people"),
    ("same", "Found to be one person"),
)


class QueueFilter(GovukForm):
    """Which pairs are listed. It stands in the address, and holds keys only."""

    state = forms.ChoiceField(label="Show", required=False, choices=STATES)
    system = forms.ChoiceField(label="System", required=False)
    why = forms.ChoiceField(label="Why it is here", required=False)

    def __init__(self, data: Any, *, whys: dict[str, int]) -> None:
        """Only reasons for which something waits can be chosen, each with how many."""
        super().__init__(data)
        systems = ((system.key, system.label) for system in _systems())
        self.fields["system"].choices = [("", "Any system"), *systems]  # type: ignore[attr-defined]
        known = [(why, f"{_short(why)} ({number})") for why, number in sorted(whys.items())]
        self.fields["why"].choices = [("", "Any reason"), *known]  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """One person, two people, or the client must be asked; and why."""

    answer = forms.ChoiceField(
        label="Are both records about the same person?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three answers"},
    )
    record = forms.ChoiceField(
        label="If they are two people: which record is about somebody else?",
        widget=forms.RadioSelect,
        required=False,
        help_text="It leaves this client and becomes a client of its own.",
    )
    because = forms.CharField(
        label="Why?",
        help_text="Say what convinced you. Whoever looks at these records later reads it.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, in a sentence"},
    )

    def __init__(self, data: Any, *, row: PairRow) -> None:
        """Which record leaves is asked only when both stand with one client."""
        super().__init__(data)
        self.fields["answer"].choices = _answers(row)  # type: ignore[attr-defined]
        if not row.is_within_one_client:
            del self.fields["record"]
            return
        self.fields["record"].choices = [  # type: ignore[attr-defined]
            (str(side.record_id), f"{side.system_label}, {side.reference}") for side in row.sides
        ]

    def clean(self) -> dict[str, Any]:
        """Two people in one client: one of the records must be named."""
        given = super().clean() or {}
        if "record" in self.fields and given.get("answer") == "different" and not given.get("record"):
            self.add_error("record", "Choose the record that is about somebody else")
        return given


class ToldForm(GovukForm):
    """What the client told us."""

    answer = forms.CharField(
        label="What did they tell us?",
        help_text="Write what you asked, what they said, and how you knew that it was them.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write down what they told us"},
    )


class BecauseForm(GovukForm):
    """Why, and nothing else."""

    because = forms.CharField(
        label="Why?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, in a sentence"},
    )


def _answers(row: PairRow) -> list[tuple[str, str]]:
    if row.is_within_one_client:
        return [
            ("same", "Yes, both are about this client"),
            ("different", "No, one of them is about somebody else"),
            ("ask", "I cannot tell: ask the client"),
        ]
    return [
        ("same", "Yes, they are one person"),
        ("different", "No, they are two people"),
        ("ask", "I cannot tell: ask the client"),
    ]


def _systems() -> list[SourceSystem]:
    return sorted(current_pack().systems.on(clock.today()), key=lambda system: system.label)


def _short(why: str) -> str:
    words = WHY.get(why, why.replace("_", " ").capitalize())
    return words.split(". ")[0].rstrip(".")
