"""Open questions: asked, given to somebody, closed with a note. None is deleted."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from careers.models import OpenQuestion

CLOSING = "How it was settled. A note closes the question; readers no longer see it."


class OpenQuestionForm(WagtailAdminModelForm):
    """A note on how it was settled closes a question; without one it is open again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["jurisdiction"].disabled = True

    def clean_closing_note(self) -> str:
        return str(self.cleaned_data["closing_note"]).strip()

    def _post_clean(self) -> None:
        # Before the instance is checked against the rules of the database.
        question, now = self.instance, timezone.now()
        question.opened_at = question.opened_at or now
        if not self.cleaned_data.get("closing_note"):
            question.closed_at = question.closed_by = None
        elif not question.closed_at:
            question.closed_at, question.closed_by = now, self.for_user
        super()._post_clean()


class OpenQuestionFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="State of the question",
        choices=[("open", "Open"), ("closed", "Closed")],
        empty_label="All",
        method="by_state",
    )

    class Meta:
        model = OpenQuestion
        fields = ["jurisdiction", "assigned_to"]

    def by_state(self, questions: Any, name: str, value: str) -> Any:
        return questions.filter(closed_at__isnull=value == "open")


class OpenQuestionIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("jurisdiction", "assigned_to")


class OpenQuestionViewSet(SnippetViewSet):
    model = OpenQuestion
    icon = "help"
    menu_label = "Open questions"
    index_view_class = OpenQuestionIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "text",
        Column("jurisdiction", label="State", sort_key="jurisdiction__name"),
        Column("assigned_to", label="Given to", sort_key="assigned_to"),
        DateColumn("opened_at", label="Opened", sort_key="opened_at"),
        DateColumn("closed_at", label="Closed", sort_key="closed_at"),
    ]
    filterset_class = OpenQuestionFilters
    search_backend_name = None
    search_fields = ["text", "jurisdiction__name", "closing_note"]
    list_export = [
        *("jurisdiction", "text", "opened_at", "assigned_to", "closed_at", "closed_by", "closing_note"),
    ]
    export_filename = "open-questions"
    edit_handler = ObjectList(
        [
            FieldPanel("jurisdiction"),
            FieldPanel("text"),
            FieldPanel("assigned_to"),
            FieldPanel(
                "closing_note", help_text="How it was settled. A note closes the question; readers no longer see it."
            ),
        ],
        base_form_class=OpenQuestionForm,
    )
