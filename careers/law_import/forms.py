"""What a person is asked when law comes from files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from careers.importers.state_law import ENDINGS
from careers.models import StateLaw
from careers.models.law import help_texts
from careers.release_day.forms import SeveralFilesField, SeveralFilesInput

#: Bytes of all files of one upload together. All 51 laws that ship have half a million, and the report of a check, with
#: what was there before beside it, is kept for each upload.
LIMIT = 5_000_000
NOTE_LENGTH = StateLaw._meta.get_field("change_note").max_length


class LawFilesField(SeveralFilesField):
    endings = ENDINGS


class UploadForm(forms.Form):
    law_files = LawFilesField(
        label="Files",
        help_text="YAML: the whole law of one state, in the form of an export. CSV: one row for each rule. At most "
        f"{LIMIT // 1_000_000} MB together.",
        widget=SeveralFilesInput(attrs={"accept": ",".join(ENDINGS), "data-limit": str(LIMIT)}),
    )


class ApproveForm(forms.Form):
    """Two buttons send it: one saves drafts, one publishes."""

    even_if = forms.MultipleChoiceField(
        label="Write these too",
        required=False,
        help_text="Each is left alone unless you tick it. What lies on its desk is then replaced, or published "
        "together with a table that names only some of its rules. A running workflow is canceled. The history keeps "
        "the draft.",
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="Note for readers",
        required=False,
        max_length=NOTE_LENGTH,
        help_text=help_texts.CHANGE_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_correction = forms.BooleanField(label="This is a correction", required=False, help_text=help_texts.IS_CORRECTION)

    def __init__(self, *args: Any, obstacles: Mapping[str, str], publish: bool = False, **kwargs: Any) -> None:
        """`obstacles`: what may be overridden, by key, in words."""
        super().__init__(*args, **kwargs)
        self.publish = publish
        field: Any = self.fields["even_if"]
        field.choices = list(obstacles.items())
        if not obstacles:
            del self.fields["even_if"]

    def clean_note(self) -> str:
        note = str(self.cleaned_data["note"]).strip()
        if self.publish and not note:
            raise forms.ValidationError("Say what changed: readers see this note.")
        return note
