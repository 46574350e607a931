"""What a person is asked on release day."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput

from careers.models import DataSet
from careers.release_day.uploads import safe_name

#: The data sets whose files may not say which release they are, and how a person says it.
PERIODS = {DataSet.WAGES.value: r"(19|20)\d\d-(0[1-9]|1[0-2])", DataSet.ONET.value: r"\d{1,3}\.\d"}
ENDINGS = (".xlsx", ".csv", ".txt", ".zip")


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Its value is a list of uploaded files."""

    widget = SeveralFilesInput
    endings: tuple[str, ...] = ENDINGS

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(SeveralFilesField, self).clean(file, initial) for file in data or [None]]
        names: set[str] = set()
        for file in files:
            try:
                name = safe_name(file.name)
            except ValueError as problem:
                raise ValidationError(str(problem)) from None
            if not name.lower().endswith(self.endings):
                known = f"{', '.join(self.endings[:-1])} or {self.endings[-1]}"
                raise ValidationError(f"{name} cannot be read. Choose files that end in {known}.")
            if name in names:
                raise ValidationError(f"Two files are called {name}. Choose each file once.")
            names.add(name)
        return files


class UploadForm(forms.Form):
    data_set = forms.ChoiceField(label="Data set", choices=[("", "Choose one"), *DataSet.choices])
    official_files = SeveralFilesField(
        label="Files",
        help_text="As the agency publishes them: workbooks, CSV, text files, or the zip that holds them. Several files "
        "only if they belong to one release.",
        widget=SeveralFilesInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    retrieved_on = forms.DateField(
        label="Retrieved on", help_text="The day the files were fetched.", widget=AdminDateInput
    )
    published_on = forms.DateField(
        label="Published on", required=False, help_text="The day of the release, if known.", widget=AdminDateInput
    )
    obtained_from = forms.CharField(
        label="Obtained from",
        required=False,
        help_text="Where the files came from, if not from the publisher's own site.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cautions = forms.CharField(
        label="Cautions",
        required=False,
        help_text="What readers must know about this release, one caution a line. Shown with the figures.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    period = forms.CharField(
        label="Period",
        required=False,
        max_length=7,
        help_text="Only if the names of the files no longer say it: 2025-05 for wages, 29.3 for O*NET.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retrieved_on"].initial = timezone.localdate
        limit = settings.RELEASE_UPLOAD_LIMIT
        self.fields["official_files"].help_text += f" At most {limit / 1_000_000:,.0f} MB together."
        self.fields["official_files"].widget.attrs["data-limit"] = str(limit)

    def clean_retrieved_on(self) -> Any:
        day = self.cleaned_data["retrieved_on"]
        if day > timezone.localdate():
            raise ValidationError("This day is still to come.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data_set, period = data.get("data_set"), data.get("period", "").strip()
        if period and data_set and not re.fullmatch(PERIODS.get(data_set, ""), period):
            known = data_set in PERIODS
            self.add_error("period", "Write 2025-05 or 29.3." if known else "These files say it; leave this empty.")
        published, retrieved = data.get("published_on"), data.get("retrieved_on")
        if published and retrieved and published > retrieved:
            self.add_error("published_on", "The files cannot have been fetched before they were published.")
        return data


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Why",
        help_text="For those who come after: what was looked at, and why this is right.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    #: The release that the person saw; another one may have become current meanwhile.
    release = forms.IntegerField(widget=forms.HiddenInput)
