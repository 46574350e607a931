"""The chooser of facts: finds by words, shows the value of today, and stores the key of the one that was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape, format_html
from wagtail.admin.compare import BlockComparison
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.blocks import ChooserBlock

from careers.fact_catalogue import HOW_TO_SEARCH, Entry, entries_of, search
from careers.facts import Fact, Format, Unit, UnknownFact, fact
from careers.models import FactKey

#: The forms in words, for editors.
FORM_NAMES = {
    Format.PLAIN: "the figure alone",
    Format.UNIT: "with its unit",
    Format.BOTH: "by the hour and by the year",
    Format.PERIOD: "its period",
    Format.PLACE: "its place",
}
MOST_RESULTS = 30


def named(found: Fact) -> str:
    """What the fact is and for when, without its value."""
    return f"{found.label}, {found.period}" if found.period else found.label


def fact_title(key: FactKey | str) -> str:
    """For the choosers' fields: "Median hourly wage …, United States: $21.97"."""
    try:
        found = fact(str(key))
    except UnknownFact:
        return str(key)
    return f"{found.label}: {found.text()}"


def useful_forms(found: Fact) -> list[tuple[Format, str]]:
    """The forms that say different things, each with the words that it puts in the text."""
    forms_of = [Format.PLAIN, Format.UNIT, Format.BOTH, Format.PERIOD]
    if found.unit is not Unit.TEXT and found.place != "the United States":
        forms_of.append(Format.PLACE)
    said: dict[str, Format] = {}
    for form in forms_of:
        if form is not Format.PERIOD or found.period:
            said.setdefault(found.text(form), form)
    return [(form, text) for text, form in said.items() if text]


@dataclass(frozen=True)
class Choice:
    form: Format
    name: str
    text: str  # exactly what will stand in the text
    address: str


@dataclass(frozen=True)
class Row:
    """One line of the results: what can be chosen, or why nothing can."""

    entry: Entry
    choices: list[Choice]
    why_not: str = ""


class FactSearchForm(BaseFilterForm):
    q = forms.CharField(
        label="What are you looking for?",
        help_text=HOW_TO_SEARCH,
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "median hourly texas", "autocomplete": "off"}),
    )


class FactResultsMixin:
    """Results from the catalogue instead of a table of the database."""

    filter_form_class = FactSearchForm
    #: A block says the form itself, so its chooser offers the figure alone.
    preserve_url_parameters = ["plain"]
    results_template_name = "careers/fact_chooser/results.html"

    def get_results_page(self: Any, request: HttpRequest) -> Any:
        form = self.filter_form
        words = form.cleaned_data["q"].strip() if form.is_valid() else form.data.get("q", "")[:200]
        form.is_searching, form.search_query = bool(words), words
        shown_first = self._chosen_before(request) if not words else []
        entries = shown_first or search(words, MOST_RESULTS)
        self.paginator = self.paginator_class(self._rows(entries), per_page=MOST_RESULTS)
        return self.paginator.page(1)

    @staticmethod
    def _chosen_before(request: HttpRequest) -> list[Entry]:
        """The fact that is about to be replaced, so that its form alone can be changed."""
        number = request.GET.get("fact", "")[:18]
        known = number.isascii() and number.isdigit()
        keys = FactKey.objects.filter(pk=int(number)) if known else FactKey.objects.none()
        return entries_of([row.key for row in keys])

    def _rows(self: Any, entries: list[Entry]) -> list[Row]:
        keys = [entry.key for entry in entries]
        retired = set(FactKey.objects.filter(key__in=keys).exclude(retired_on=None).values_list("key", flat=True))
        return [self._row(entry, entry.key in retired) for entry in entries]

    def _row(self: Any, entry: Entry, retired: bool) -> Row:
        if retired:
            return Row(entry, [], "retired")
        if not entry.fact.is_published:
            return Row(entry, [], entry.fact.text().strip("()"))
        said = useful_forms(entry.fact)
        wanted = said[:1] if self.request.GET.get("plain") else said
        return Row(entry, [Choice(form, FORM_NAMES[form], text, self._address(entry, form)) for form, text in wanted])

    def _address(self: Any, entry: Entry, form: Format) -> str:
        return f"{reverse(self.chosen_url_name, args=[quote(entry.key)])}?{urlencode({'format': form.value})}"

    def get_context_data(self: Any, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)  # type: ignore[misc]
        return {**context, "how_to_search": HOW_TO_SEARCH, "can_create": False}


class ChooseFactView(FactResultsMixin, ChooseView):
    pass


class FactResultsView(FactResultsMixin, ChooseResultsView):
    pass


class FactChosenView(ChosenView):
    """Choosing makes the key where there is none yet: whoever may edit a page may place any published figure."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        # Keys are never deleted, so that no link on another site may make one: it cannot send this header.
        if request.headers.get("X-Requested-With") != "XMLHttpRequest":
            raise PermissionDenied
        try:
            found = fact(unquote(pk))
        except UnknownFact as wrong:
            raise Http404(str(wrong)) from wrong
        if not found.is_published:
            raise Http404(f"{found.label} has no value.")
        row, _ = FactKey.objects.get_or_create(key=found.key)
        if row.retired_on:
            raise Http404(f"{found.label} is retired.")
        form = request.GET.get("format", "")
        return self._wrap_chosen_response_data(
            {
                "id": str(row.pk),
                "title": fact_title(row),
                "string": found.label,
                "label": named(found),
                "format": form if form in {known.value for known in Format} else Format.PLAIN.value,
                "text": found.text(form),
                "edit_url": None,
            }
        )


class FactWidget(BaseChooser):
    """The field of a block: what was chosen, with its value of today."""

    show_edit_link = False

    def get_chooser_modal_url(self) -> str:
        return f"{super().get_chooser_modal_url()}?plain=1"

    def get_display_title(self, instance: FactKey) -> str:
        return fact_title(instance)


def fact_words(key: FactKey | str | None) -> str:
    """For comparing revisions: which fact stands there, never its value, which may have changed since."""
    if key is None:
        return ""
    try:
        return f"[{fact(str(key)).label} ({key})]"
    except UnknownFact:
        return f"[unknown fact ({key})]"


class FactComparison(BlockComparison):
    def htmlvalue(self, val: FactKey | None) -> str:
        return escape(fact_words(val))

    def htmldiff(self) -> str:
        before, after = fact_words(self.val_a), fact_words(self.val_b)
        if before == after:
            return escape(after)
        return format_html('<span class="deletion">{}</span><span class="addition">{}</span>', before, after)


class FactBlock(ChooserBlock):
    def get_comparison_class(self) -> type[FactComparison]:
        return FactComparison


class FactChooserViewSet(ChooserViewSet):
    model = FactKey
    icon = "table"
    choose_one_text = "Choose a figure"
    choose_another_text = "Choose another figure"
    preserve_url_parameters = FactResultsMixin.preserve_url_parameters
    choose_view_class = ChooseFactView
    choose_results_view_class = FactResultsView
    chosen_view_class = FactChosenView
    base_widget_class = FactWidget
    base_block_class = FactBlock


fact_chooser_viewset = FactChooserViewSet("choose_fact")
