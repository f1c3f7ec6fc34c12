"""What leaders fill in about an officer's time at work."""

from datetime import date
from typing import Any

from django import forms

from upheld.domains.workforce.queries import AbsenceKind
from upheld.web.components.dates import DayField
from upheld.web.officer.forms import DeedForm

_KINDS = {
    AbsenceKind.LEAVE: "Annual leave",
    AbsenceKind.SICKNESS: "Sickness",
    AbsenceKind.PARENTAL: "Parental leave",
    AbsenceKind.SECONDMENT: "Working elsewhere for a time",
    AbsenceKind.OTHER: "Something else",
}


class AbsenceForm(DeedForm):
    """From when someone is away, and until when if it is known."""

    starts_on = DayField(
        label="First day away",
        help_text="For example, 14 3 2026",
        error_messages={"required": "Enter the first day away"},
    )
    expected_back_on = DayField(
        label="First day back (optional)", help_text="Leave this empty if nobody knows yet.", required=False
    )
    kind = forms.ChoiceField(
        label="What kind of absence is it?",
        help_text="It is used for planning only, and colleagues do not see it.",
        choices=[(kind.value, words) for kind, words in _KINDS.items()],
        widget=forms.RadioSelect,
    )


class ReturnForm(DeedForm):
    """The first day on which someone is at work again."""

    returned_on = DayField(label="First day back", error_messages={"required": "Enter the first day back"})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("returned_on", today)


class LeavingForm(DeedForm):
    """The first day on which someone is gone, and why."""

    leaving_on = DayField(
        label="First day on which they are gone",
        help_text="The day after their last day at work.",
        error_messages={"required": "Enter the first day on which they are gone"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="In a few words, such as “New job” or “Retires”. Colleagues do not see it.",
        widget=forms.TextInput,
        max_length=200,
        error_messages={"required": "Say why they leave"},
    )
