"""Facts in words: what is said of a role, a credential or a way into the work, each with the sources it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail import hooks
from wagtail.blocks import CharBlock, ChoiceBlock, DecimalBlock, ListBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin, RevisionMixin

from careers.models.law.lookups import SourceChooserBlock
from careers.models.subjects import CredentialSubject, FeeKind, RoleSubject, RouteKind, RouteSubject

#: The longest fact, in characters: it must fit into the cell of a table.
LONGEST = 600
TEXT = "Plain words that stand alone in a table cell. Several points: one on each line."
SOURCES = "The first is the one that readers see first. A fact without a source is not shown as one: leave it out."
DOUBTS = "What is uncertain, said to readers beside the fact: only secondary pages say so, the page is old …"


def _sources() -> ListBlock:
    return ListBlock(SourceChooserBlock("careers.Source"), min_num=1, label="Sources", help_text=SOURCES)


def _text() -> TextBlock:
    return TextBlock(rows=3, max_length=LONGEST, help_text=TEXT)


def _doubts() -> CharBlock:
    return CharBlock(required=False, max_length=400, help_text=DOUBTS)


class StatedFactBlock(StructBlock):
    """One fact about one subject. Kinds of things differ in the subjects they have."""

    text = _text()
    sources = _sources()
    doubts = _doubts()

    class Meta:
        icon = "info-circle"
        label = "Fact"
        label_format = "{subject}: {text}"
        collapsed = True


class RoleFactBlock(StatedFactBlock):
    subject = ChoiceBlock(choices=RoleSubject.choices)


class CredentialFactBlock(StatedFactBlock):
    subject = ChoiceBlock(choices=CredentialSubject.choices)


class RouteFactBlock(StatedFactBlock):
    subject = ChoiceBlock(choices=RouteSubject.choices)


class FeeBlock(StructBlock):
    """One price. Prices differ for members, and grow old: each says for whom and when it was read."""

    what = ChoiceBlock(choices=FeeKind.choices)
    who = CharBlock(required=False, max_length=120, help_text="For whom, where prices differ: AAMA members.")
    amount = DecimalBlock(
        required=False, min_value=0, max_digits=8, decimal_places=2, help_text="US dollars. Empty: not known."
    )
    as_of = CharBlock(required=False, max_length=60, help_text="The year or day of the price, as the source has it.")
    sources = _sources()
    doubts = _doubts()

    class Meta:
        icon = "decimal"
        label = "Price"
        label_format = "{what} {who}: {amount}"
        collapsed = True


class RequirementBlock(StructBlock):
    """One way to become eligible, as the body that gives the credential publishes it."""

    kind = ChoiceBlock(choices=RouteKind.choices)
    text = _text()
    sources = _sources()
    doubts = _doubts()

    class Meta:
        icon = "key"
        label = "Way to be eligible"
        label_format = "{kind}: {text}"
        collapsed = True


def _stream(name: str, block: StructBlock) -> StreamField:
    return StreamField(StreamBlock([(name, block)], required=False, collapsed=True), blank=True)


def role_facts() -> StreamField:
    return _stream("fact", RoleFactBlock())


def credential_facts() -> StreamField:
    return _stream("fact", CredentialFactBlock())


def route_facts() -> StreamField:
    return _stream("fact", RouteFactBlock())


def fees() -> StreamField:
    return _stream("fee", FeeBlock())


def requirements() -> StreamField:
    return _stream("route", RequirementBlock())


class Stated(RevisionMixin, PreviewableMixin, models.Model):
    """Something that facts are stated of: history, preview, "used on"; retired, never deleted."""

    retired_on = models.DateField(
        null=True, blank=True, help_text="Set a day to retire it: it can no longer be chosen. It is never deleted."
    )

    class Meta:
        abstract = True

    @property
    def is_retired(self) -> bool:
        return bool(self.retired_on and self.retired_on <= timezone.localdate())

    def clean(self) -> None:
        super().clean()
        twice = _twice([fact.value.get("subject") for fact in getattr(self, "facts", [])])
        if twice:
            raise ValidationError({"facts": f"'{twice}' is stated twice. Join the two into one fact."})

    # Preview: careers knows no page; whoever explains these things answers the hook. -----------------------------

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        for answer in hooks.get_hooks("preview_stated"):
            response = answer(self, request, mode_name)
            if response is not None:
                return response
        return TemplateResponse(request, "careers/stated/no_preview.html", {"thing": self})


def _twice(keys: Sequence[str | None]) -> str:
    return next((key for key in keys if key and keys.count(key) > 1), "")
