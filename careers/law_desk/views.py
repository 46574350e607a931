"""Wagtail's own screens of a snippet, with what a law needs: newer versions are told, refusals give their reasons."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import Revision
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, PreviewOnEditView, WorkflowActionView

from careers.law.fitness import LawProblems
from careers.law_desk.refusals import sentences
from careers.models import StateLaw
from careers.models.law.lookups import looked_up_once

SOURCE_FIELD = re.compile(r"sources-\d+-value$")


def address(view: str, law: StateLaw) -> str:
    return reverse(f"wagtailsnippets_careers_statelaw:{view}", args=[law.pk])


def not_published(refused: LawProblems) -> SafeString:
    """What to tell somebody whose publishing was refused."""
    listed = format_html_join("", "<li>{}</li>", ((said,) for said in sentences(refused.problems)))
    return format_html("The draft is kept, but it cannot be published yet:<ul>{}</ul>", listed)


class LawIndexView(IndexView):
    """Whoever may not edit a law still reads and checks it."""

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Without boxes to tick: nothing is done to several laws at once here, and nobody deletes one."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("jurisdiction").defer("rules", "others_say")

    def get_edit_url(self, instance: StateLaw) -> str | None:
        edit: str | None = super().get_edit_url(instance)
        return edit or address("checks", instance)

    def get_list_more_buttons(self, instance: StateLaw) -> list[Any]:
        return [
            *(button for button in super().get_list_more_buttons(instance) if self.user_has_permission("change")),
            Button("Checks", url=address("checks", instance), icon_name="circle-check", priority=40),
        ]


class LooksUpOnce:
    """Reads what is posted with the sources it names looked up at once. See `careers.models.law.lookups`."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        named = (str(value) for name, value in request.POST.items() if SOURCE_FIELD.search(name))
        numbers = {int(value) for value in named if value.isascii() and value.isdigit() and len(value) < 19}
        with looked_up_once(numbers):
            return super().post(request, *args, **kwargs)  # type: ignore[misc]


class LawCreateView(LooksUpOnce, CreateView):
    pass


class LawPreviewView(LooksUpOnce, PreviewOnEditView):
    pass


class LawEditView(LooksUpOnce, EditView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Sending a law back needs no fit content.
        if self.action == "workflow-action" and request.POST.get("workflow-action-name") == "reject":
            self.saving_as_draft = True

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        copy = Button(
            "Copy rules from another state", address("copy_rules", self.object), icon_name="copy", priority=40
        )
        checks = Button("Checks", address("checks", self.object), icon_name="circle-check", priority=50)
        return [*super().header_more_buttons, copy, checks]

    @cached_property
    def newer_version(self) -> Revision | None:
        """What somebody else saved after this form was loaded.

        The form does not know what its own autosave wrote, so a person's own versions do not count.
        """
        try:
            loaded = parse_datetime(self.request.POST.get("loaded_revision_created_at", ""))
        except ValueError:
            return None
        if not loaded:
            return None
        newer = self.object.revisions.filter(created_at__gt=loaded).exclude(user=self.request.user)
        found: Revision | None = newer.select_related("user").order_by("created_at", "pk").last()
        return found

    def is_valid(self, form: Any) -> bool:
        """A save on top of somebody else's newer version is refused once, with everything still in the form."""
        valid: bool = super().is_valid(form)
        if self.expects_json_response or self.locked_for_user or not self.newer_version:
            return valid
        self.produced_error_code = "invalid_revision"
        self.produced_error_message = self._told_of(self.newer_version)
        return False

    def _told_of(self, newer: Revision) -> SafeString:
        loaded = self.request.POST.get("loaded_revision_id", "")
        known = loaded.isascii() and loaded.isdigit()
        compare = reverse(self.revisions_compare_url_name, args=[self.object.pk, loaded, "latest"]) if known else ""
        return format_html(
            "Not saved yet: {} saved a newer version while you were editing. What you wrote is still in the form. "
            "If you save again, your version becomes the newest, and the other one stays in the history. "
            '<a class="button button-small button-secondary" href="{}" target="_blank">See what changed</a>',
            user_display_name(newer.user) or "somebody",
            compare or self.get_history_url(),
        )

    def run_action_method(self) -> HttpResponse | None:
        try:
            with transaction.atomic():
                done: HttpResponse | None = super().run_action_method()
        except LawProblems as refused:
            messages.error(self.request, not_published(refused))
            return redirect(address("edit", self.object))
        return done

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.request.method == "POST" and not self.expects_json_response and self.newer_version:
            # Only a person puts a version on top of another one.
            context["autosave_enabled"] = False
        return context


class LawWorkflowActionView(WorkflowActionView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                done: HttpResponse = super().post(request, *args, **kwargs)
        except LawProblems as refused:
            messages.error(request, not_published(refused))
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            return redirect(self.redirect_url)
        return done
