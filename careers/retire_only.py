"""What all facts share in the admin: retired rows can no longer be chosen, and nothing is deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.text import slugify
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSet

from careers.models import Source


class InUseMixin:
    """Retired rows can no longer be chosen."""

    def get_object_list(self) -> Any:
        return super().get_object_list().filter(retired_on=None)  # type: ignore[misc]


class ChooseInUseView(InUseMixin, ChooseView):
    pass


class ChooseInUseResultsView(InUseMixin, ChooseResultsView):
    pass


class InUseChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseInUseView
    choose_results_view_class = ChooseInUseResultsView


class RetireOnlyViewSet(SnippetViewSet):
    """Common to all facts: history, inspection, export, and no deleting."""

    chooser_viewset_class = InUseChooserViewSet
    inspect_view_enabled = True
    list_per_page = 50


# A source made on the spot ------------------------------------------------------------------------------------------

KEY_LENGTH = 80


class SourceOnTheSpotForm(WagtailAdminModelForm):
    """What is asked of a new source while something else is edited. Its key is made from the citation."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Source
        fields = [
            *("citation", "kind", "title", "publisher", "address", "copy_address", "text_as_of", "read_on", "extent"),
            "quoted_passage",
        ]
        widgets = {"quoted_passage": forms.Textarea(attrs={"rows": 2})}

    def save(self, commit: bool = True) -> Source:
        self.instance.key = free_key(self.instance.citation)
        saved: Source = super().save(commit)
        return saved


def free_key(citation: str) -> str:
    """A key from the citation that no source has yet."""
    stem = slugify(citation)[: KEY_LENGTH - 4].strip("-") or "source"
    taken = set(Source.objects.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


class CreateSourceView(SnippetCreateView):
    """With a first revision and an entry in the log, as on the source's own screen."""

    def save_form(self, form: SourceOnTheSpotForm) -> Source:
        with transaction.atomic():
            source = form.save()
            revision = source.save_revision(user=self.request.user)
            log(instance=source, action="wagtail.create", user=self.request.user, revision=revision)
        return source


class SourceChooserViewSet(InUseChooserViewSet):
    creation_form_class = SourceOnTheSpotForm
    create_view_class = CreateSourceView
    create_action_label = "Make this source"
    create_action_clicked_label = "Making it…"
    creation_tab_label = "New source"
