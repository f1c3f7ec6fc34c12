"""Saying what a client needs from us. Of two editors, neither wins in silence and neither loses a word."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from upheld.domains.people.commands import change_needs
from upheld.domains.people.queries import ClientChangedMeanwhile, Needs, get_client
from upheld.kernel import clock
from upheld.policy import Pack, current_pack
from upheld.web.components.figures import Column, Table
from upheld.web.components.forms import DraftWidget, GovukForm
from upheld.web.components.words import moment
from upheld.web.doors import PageRequest, done
from upheld.web.identity import identity_of
from upheld.web.joined import lead_to

_SECTIONS = {
    "format": "formats",
    "language": "languages",
    "interpreter_language": "languages",
    "channel": "channels",
}
_NOT_SAID = "Not said"


class NeedsForm(GovukForm):
    """What a client needs, with the version that the edit began from."""

    format = forms.ChoiceField(label="How must we write?", required=False)
    channel = forms.ChoiceField(label="How do they like to be in touch?", required=False)
    language = forms.ChoiceField(label="Language", required=False)
    interpreter = forms.BooleanField(label="They need an interpreter", required=False)
    interpreter_language = forms.ChoiceField(
        label="The interpreter’s language",
        help_text="If it is another than the language above",
        required=False,
    )
    face_to_face = forms.BooleanField(label="Meet them face to face", required=False)
    safe_contact = forms.CharField(
        label="How to reach them safely",
        help_text="An instruction, such as: Never leave a voicemail.",
        max_length=200,
        required=False,
    )
    note = forms.CharField(
        label="What else must every officer know?",
        help_text="An instruction, such as: Speak slowly, Ann lip-reads. It stands on every page about them.",
        max_length=400,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, client_id: UUID, held: Needs, version: int, on: date) -> None:
        """Choices are those of the pack on a day; what is held stays among them, also when it was dropped."""
        super().__init__(data, initial={**asdict(held), "version": version})
        self.fields["note"].widget = DraftWidget(f"needs:{client_id}", rows=3)
        for name in _SECTIONS:
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = _choices(current_pack(), name, getattr(held, name), on)

    def needs(self) -> Needs:
        """What was filled in."""
        return Needs(**{key: value for key, value in self.cleaned_data.items() if key != "version"})

    def start_from(self, version: int) -> None:
        """Let the next try be about this version: its sender has now seen both."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Collision:
    """What someone else saved meanwhile, beside what was typed."""

    when: str
    table: Table


def client_needs(request: PageRequest, client_id: UUID) -> HttpResponse:
    """The form about a client's needs."""
    now, today = clock.now(), clock.today()
    client = get_client(viewer=request.viewer, client_id=client_id, on=today)
    if client.id != client_id:
        return lead_to(request, client.id)
    form = NeedsForm(
        request.POST or None, client_id=client_id, held=client.needs, version=client.version, on=today
    )
    collision = None
    if form.is_valid():
        collision = _save(form, client_id, request.viewer.account_id, now, today)
        if not collision:
            done(request, "What they need from us is saved.", draft=f"needs:{client_id}")
            return redirect("client", client_id)
    shown = {"form": form, "identity": identity_of(client.strip), "collision": collision, "client": client}
    return render(request, "upheld/clients/needs.html", shown)


def _save(form: NeedsForm, client_id: UUID, by: UUID, at: datetime, today: date) -> Collision | None:
    needs, version = form.needs(), form.cleaned_data["version"]
    try:
        change_needs(client_id=client_id, needs=needs, version=version, by=by, at=at)
    except ClientChangedMeanwhile as error:
        form.start_from(error.version)
        form.add_error(None, str(error))
        return _compared(form, error, today)
    return None


def _compared(form: NeedsForm, error: ClientChangedMeanwhile, on: date) -> Collision:
    rows = [
        (str(form.fields[name].label), _said(name, theirs, on), _said(name, mine, on))
        for (name, theirs), mine in zip(
            asdict(error.theirs).items(), asdict(error.yours).values(), strict=True
        )
        if theirs != mine
    ]
    columns = (Column("What"), Column("Saved by someone else"), Column("Typed by you"))
    caption = "Where the two versions differ"
    return Collision(moment(error.changed_at), Table(caption, columns, rows))


def _said(name: str, value: str | bool, on: date) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name in _SECTIONS:
        return dict(_choices(current_pack(), name, value, on))[value]
    return value or _NOT_SAID


def _choices(pack: Pack, name: str, held: str, on: date) -> list[tuple[str, str]]:
    section = getattr(pack, _SECTIONS[name])
    known = [(choice.key, choice.label) for choice in section.on(on)]
    extra = [] if not held or held in dict(known) else [(held, held.replace("_", " ").capitalize())]
    return [("", _NOT_SAID), *known, *extra]
