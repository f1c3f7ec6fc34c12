"""What officers fill in. Long texts are kept as drafts while they are typed."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from upheld.journeys.case_page import HandOver, Promisable
from upheld.web.components.dates import DayField
from upheld.web.components.forms import DraftWidget, GovukForm
from upheld.web.components.words import count, weekday

Choices = Iterable[tuple[str, str]]


class DeedForm(GovukForm):
    """A form about one deed. `draft` names the text of it that is kept while it is typed, if there is one."""

    @property
    def draft(self) -> str:
        """The name under which its long text is kept."""
        found = (field.widget.attrs.get("data-draft", "") for field in self.fields.values())
        return cast("str", next(filter(None, found), ""))


class ReasonForm(DeedForm):
    """One reason, in one's own words."""

    reason = forms.CharField()

    def __init__(
        self,
        *args: Any,
        label: str,
        draft: str,
        hint: str = "",
        missing: str = "Give a reason",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.widget = DraftWidget(draft, rows=4)
        field.label, field.help_text = label, hint
        field.error_messages["required"] = missing


class NoteForm(DeedForm):
    """A note on a case, kept by the service too while it is typed."""

    text = forms.CharField(
        label="Write a note",
        help_text="Everyone who works on this case can read it.",
        error_messages={"required": "Write something before you save the note"},
    )

    def __init__(self, *args: Any, case_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = DraftWidget(f"note:{case_id}", rows=4)
        widget.attrs["data-autosave"] = reverse("case-draft", args=[case_id])
        self.fields["text"].widget = widget


class SummaryForm(DeedForm):
    """Where a case stands, with the version that was read."""

    summary = forms.CharField(
        label="Where this case stands",
        help_text="Two or three sentences that let a colleague answer the client if you are away.",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].widget = DraftWidget(f"summary:{case_id}", rows=6)


class HandOverForm(DeedForm):
    """Whom to ask, and what they need to know."""

    to = forms.ChoiceField(
        label="Whom do you ask?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom you ask"},
    )
    note = forms.CharField(
        label="Your note to them",
        help_text="Why you ask them, what the client was told, and what is next. "
        "The client should not have to explain it all again.",
        error_messages={"required": "Write a note: what the client was told, and what is next"},
    )

    def __init__(self, *args: Any, about: HandOver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast("forms.ChoiceField", self.fields["to"])
        to.choices = [(str(one.id), _receiver(one)) for one in about.receivers]
        self.fields["note"].widget = DraftWidget(f"hand-over:{about.heading.row.id}", rows=6)


class TaskForm(DeedForm):
    """Something to do, in the words of the pack or one's own, and by when."""

    kind = forms.ChoiceField(label="What is to do?", error_messages={"required": "Choose what is to do"})
    title = forms.CharField(
        label="In your own words (optional)",
        help_text="Only if the words above do not say it: “Ask the council about the tenancy”.",
        required=False,
        max_length=120,
        widget=forms.TextInput,
    )
    due_on = DayField(
        label="By when? (optional)", help_text="Leave this empty for the usual time.", required=False
    )

    def __init__(self, *args: Any, kinds: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", "Choose"), *kinds]
        self.today = today

    def clean_due_on(self) -> date | None:
        """Today or later."""
        return not_before(self.cleaned_data.get("due_on"), self.today)


class DoneForm(TaskForm):
    """What follows a task that is done, if anything."""

    def __init__(self, *args: Any, kinds: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, kinds=kinds, today=today, **kwargs)
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.label, kind.required = "What is next? (optional)", False
        kind.choices = [("", "Nothing that I must write down"), *kinds]


class PostponeForm(DeedForm):
    """A later day, and why."""

    due_on = DayField(
        label="New day",
        help_text="For example, 14 3 2026",
        error_messages={"required": "Enter the new day"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="It is kept as a note on the case.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is put off"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date | None:
        """Today or later."""
        return not_before(self.cleaned_data.get("due_on"), self.today)


class PromiseForm(DeedForm):
    """What is promised; the pack says by when."""

    kind = forms.ChoiceField(
        label="What do you promise?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you promise"},
    )

    def __init__(self, *args: Any, kinds: Iterable[Promisable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = [
            (one.kind, f"{one.label}, by {weekday(one.due_on)}") for one in kinds
        ]


class HoldForm(DeedForm):
    """Why a case waits, until when, and anything to add."""

    reason = forms.ChoiceField(
        label="Why does it wait?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the case waits"},
    )
    ends_on = DayField(
        label="Until when?",
        help_text="You are asked to look again on that day.",
        error_messages={"required": "Enter the day on which the hold ends"},
    )
    note = forms.CharField(
        label="Anything to add? (optional)", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["reason"]).choices = list(reasons)


class MoveForm(DeedForm):
    """The stage that follows, and anything to add."""

    to_stage = forms.ChoiceField(
        label="What stage is it at now?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the stage"},
    )
    reason = forms.CharField(
        label="Anything to add? (optional)", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["to_stage"]).choices = list(stages)


def not_before(day: date | None, today: date) -> date | None:
    """The day, if it has not passed. Raises ValidationError otherwise."""
    if day is not None and day < today:
        raise ValidationError("This day has passed. Choose today or a later day", code="past")
    return day


def _receiver(one: Any) -> str:
    where = "" if one.is_of_the_team else f" ({one.team_name})"
    room = f"room for {count(one.room, 'more point')}" if one.room else "at their limit"
    leaves = f", leaves on {one.leaving_on.day} {one.leaving_on:%B %Y}" if one.leaving_on else ""
    return f"{one.name}{where}: {room}{leaves}"
