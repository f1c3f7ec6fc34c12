"""Forms in plain words."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from upheld.web.components.dates import DayField, DayWidget
from upheld.web.components.fields import field
from upheld.web.components.forms import GovukForm


class HandoverForm(GovukForm):
    note = forms.CharField(label="Note for the receiver", widget=forms.Textarea)
    to = forms.ChoiceField(label="Officer", choices=[("", "Choose one"), ("1", "Sam <b>Boateng</b>")])


class TestADayThatIsTyped:
    @pytest.mark.parametrize(
        "typed", [("14", "3", "2026"), ("14", "03", "2026"), ("14", "mar", "2026"), ("14", "March", "2026")]
    )
    def test_may_name_its_month_in_words(self, typed):
        assert DayField().clean(typed) == date(2026, 3, 14)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            (("14", "", "2026"), "Add the month"),
            (("14", "3", "26"), "four digits"),
            (("31", "2", "2026"), "There is no such day as 31 2 2026"),
            (("14", "Smarch", "2026"), "There is no such day"),
        ],
    )
    def test_says_what_to_mend(self, typed, said):
        with pytest.raises(ValidationError, match=said):
            DayField().clean(typed)

    def test_is_missing_only_when_all_three_parts_are_empty(self):
        empty = {"on-day": "", "on-month": " ", "on-year": ""}
        assert DayWidget().value_from_datadict(empty, {}, "on") is None


class TestAFieldThatIsMissing:
    def test_is_asked_for_by_its_name(self):
        form = HandoverForm({})
        assert list(form.errors.values()) == [["Enter note for the receiver"], ["Choose officer"]]


class TestDrawingAField:
    def test_joins_its_label_its_error_and_its_control(self):
        drawn = field(HandoverForm({})["note"])
        assert 'for="id_note"' in drawn
        assert 'aria-describedby="id_note-error"' in drawn

    def test_takes_no_markup_from_words(self):
        assert "Sam &lt;b&gt;Boateng&lt;/b&gt;" in field(HandoverForm()["to"])

    def test_keeps_what_was_typed(self):
        assert "Ann rang.</textarea>" in field(HandoverForm({"note": "Ann rang."})["note"])
