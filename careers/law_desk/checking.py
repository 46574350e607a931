"""Checks of a law's newest edition: what was read by whom, and the screen on which somebody records their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from careers.answers import Answer
from careers.law.checks import CheckRefused, record_check
from careers.law.claims import Subjected
from careers.law.content import Rule, Statement
from careers.law.reading import Claim, Reading, law_of
from careers.law_desk.log import CHECKS
from careers.law_desk.screens import LawFormScreen, LawScreen
from careers.law_desk.views import address
from careers.models import LawCheck, LawEdition, Source
from careers.models.law.words import Subject

#: In an address, beside what else tells one claim from another.
FIRST_DAY = "from"
STATEMENTS = (Subject.CREDENTIAL, Subject.DELEGATION, Subject.UNLISTED_TASKS, Subject.TRAINING)


@dataclass(frozen=True)
class Row:
    """One rule or statement as the check screens show it."""

    about: Subjected
    heading: str
    said: Rule | Statement
    answer: str
    sources: list[Source]
    level: str
    check: LawCheck | None  # the one that gives the level
    fingerprint: str  # of what is shown here

    def query(self, kind: str) -> str:
        about = self.about
        asked = {"kind": kind, "subject": about.subject, "task": about.task, "applies_to": about.applies_to}
        return urlencode(asked | ({FIRST_DAY: about.effective_from} if about.effective_from else {}))

    @property
    def second_reading(self) -> str:
        return self.query(LawCheck.Kind.SECOND_READING)

    @property
    def verification(self) -> str:
        return self.query(LawCheck.Kind.VERIFICATION)


def rows(reading: Reading) -> list[Row]:
    """Every rule that holds today, then those that hold from a day to come; then what the law says as a whole."""
    rules = [*(claim for claim in reading.rules if claim.researched), *reading.upcoming]
    statements = [reading.statement(subject) for subject in STATEMENTS]
    said = [claim for claim in statements if claim.said.text]
    return [_row(reading, claim) for claim in [*rules, *said]]


def _row(reading: Reading, claim: Claim) -> Row:
    about, said = claim.about, claim.said
    heading, answer = str(Subject(about.subject).label), ""
    if isinstance(said, Rule):
        whom = f" (for {about.applies_to})" if about.applies_to else ""
        begins = said.effective_from
        later = f", from {date_format(begins)}" if begins and said.begins_after(reading.when.day) else ""
        heading, answer = f"{reading.tasks[about.task].name}{whom}{later}", str(Answer(said.answer).label)
    return Row(about, heading, said, answer, claim.sources, str(claim.level.label), claim.check, claim.fingerprint)


class ChecksView(LawScreen, TemplateView):
    """Everything that the newest edition claims, and every check that was ever recorded for this law."""

    template_name = "careers/law_desk/checks.html"
    page_title = "Checks"
    any_permission_required = ["view", "change", "publish", "check"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = law_of(self.law.jurisdiction)
        past = LawCheck.objects.filter(jurisdiction=self.law.jurisdiction_id)
        return super().get_context_data(
            reading=reading,
            rows=rows(reading) if reading else [],
            may_check=self.user_has_permission("check"),
            past=past.select_related("checked_by", "task", "edition"),
            **kwargs,
        )


class CheckForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    against = forms.CharField(
        label="Which text did you read, and how old is it?",
        max_length=400,
        help_text="For example: the statute on the legislature’s website, as amended through June 2026, read today.",
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class RecordCheckView(LawFormScreen):
    """One claim beside its sources; what was read is written down, and nobody can change it later."""

    form_class = CheckForm
    template_name = "careers/law_desk/record_check.html"
    permission_required = "check"

    @cached_property
    def kind(self) -> LawCheck.Kind:
        try:
            return LawCheck.Kind(self.request.GET.get("kind", ""))
        except ValueError:
            raise Http404("There is no such kind of check.") from None

    @cached_property
    def reading(self) -> Reading:
        reading = law_of(self.law.jurisdiction)
        if reading is None:
            raise Http404("This law is not published.")
        return reading

    @cached_property
    def row(self) -> Row:
        subject, task, applies_to = (self.request.GET.get(name, "") for name in ("subject", "task", "applies_to"))
        about = Subjected(subject, task, applies_to, self._day())
        fitting = [row for row in rows(self.reading) if row.about.on_any_day == about.on_any_day]
        found = next((row for row in fitting if about.effective_from in (None, row.about.effective_from)), None)
        if found is None:
            raise Http404("The newest edition does not hold this claim.")
        return found

    def _day(self) -> date | None:
        try:
            asked = self.request.GET.get(FIRST_DAY)
            return date.fromisoformat(asked) if asked else None
        except ValueError:
            raise Http404("This is no day.") from None

    def get_page_title(self) -> str:
        return str(self.kind.label)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        *trail, last = super().get_breadcrumbs_items()
        return [*trail, {"url": address("checks", self.law), "label": "Checks"}, last]

    def get_initial(self) -> dict[str, Any]:
        edition = self.reading.edition
        return {"edition": edition.pk if edition else None, "seen": self.row.fingerprint}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(row=self.row, **kwargs)
        return {**context, "submit_button_label": f"Record this {str(self.kind.label).lower()}"}

    def form_valid(self, form: CheckForm) -> HttpResponse:
        said, user = form.cleaned_data, self.request.user
        edition = LawEdition.objects.filter(jurisdiction=self.law.jurisdiction_id, pk=said["edition"]).first()
        if edition is None:
            form.add_error(None, "Open this screen again from the list of checks.")
            return self.form_invalid(form)
        try:
            with transaction.atomic():
                check = record_check(
                    edition, self.row.about, self.kind, user, said["against"], said["note"], seen=said["seen"]
                )
                data = {"claim": self.row.heading, "against": check.against, "edition": edition.number}
                log(instance=self.law, action=CHECKS[self.kind], user=user, data=data)
        except CheckRefused as refused:
            form.add_error(None, str(refused))
            # The screen that comes now shows what stands now, with the reason; whoever sends it again has read that.
            form.data = {name: form[name].value() for name in form.fields} | self.get_initial()
            return self.form_invalid(form)
        messages.success(self.request, f"{self.kind.label} recorded: {self.row.heading}.")
        return redirect(address("checks", self.law))
