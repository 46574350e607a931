"""Roles side by side: the written comparisons, their index, and the tool for any two to four roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import StreamField

from careers import stated
from careers.models import Role
from careers.stated import KnownRole
from guides.blocks.comparison_rows import ComparisonRowsBlock
from guides.models import help_texts
from guides.models.base import GuidePage
from guides.models.role_choice import RoleChoice, offered, read_choice
from guides.models.role_pages import all_written, role_keys, tool_address, written_about
from guides.models.role_table import RoleTable, role_table


class RoleGroup(models.TextChoices):
    """The headings of the index."""

    NURSING = "nursing", "Nursing"
    CLINICAL = "clinical", "Clinical support"
    ADMINISTRATIVE = "administrative", "Office and records"
    ADVANCED = "advanced", "Advanced practice"


class RoleComparisonsPage(GuidePage):
    """All written comparisons in groups, and the picker."""

    page_description = "The index of role comparisons, with the picker for any two to four roles. There is one."
    template = "pages/role_comparisons_page.html"
    max_count = 1
    parent_page_types = ["guides.HubGuidePage"]
    subpage_types = ["guides.RoleComparisonPage", "guides.RoleComparisonToolPage"]
    review_weeks = 26

    own_anchors = frozenset(["comparisons", "picker"])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        groups = [(group.label, [page for page in all_written() if page.group == group]) for group in RoleGroup]
        return {
            **context,
            "groups": [(label, pages) for label, pages in groups if pages],
            "tool": tool_address(),
            "choice": RoleChoice(offered()),
        }


def _sections() -> list[dict[str, Any]]:
    """What a new comparison begins with: its five sections, to be written."""
    headings = {
        "overlap": "Where do the two jobs overlap?",
        "mix-ups": "What do people mix up?",
        "moving": "How do people move from one to the other?",
        "pay": "What do the two jobs pay?",
        "suits": "Who may each job suit?",
    }
    return [
        {"type": "section", "value": {"heading": heading, "anchor": anchor, "content": []}}
        for anchor, heading in headings.items()
    ]


class RoleComparisonForm(WagtailAdminPageForm):
    """A draft may still lack a section; a published comparison has all five, in their order."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and "body" in cleaned:
            anchors = [block.value.get("anchor") for block in cleaned["body"]]
            wanted = list(RoleComparisonPage.SECTIONS)
            if [anchor for anchor in anchors if anchor in wanted] != wanted:
                names = ", ".join(f"#{anchor}" for anchor in wanted)
                said = f"A comparison has these five sections in this order, by the anchors in their settings: {names}."
                self.add_error("body", said)
        return cleaned


class RoleComparisonPage(GuidePage):
    """Two roles compared in writing. The table makes itself from the facts; the words are the editor's."""

    page_description = "Two roles side by side: the table makes itself, the five sections below it are written."
    template = "pages/role_comparison_page.html"
    parent_page_types = ["guides.RoleComparisonsPage"]
    subpage_types: list[str] = []
    base_form_class = RoleComparisonForm
    review_weeks = 26

    own_anchors = frozenset(["comparison", "peers", "picker"])
    #: The sections of every written comparison, in this order, by anchor.
    SECTIONS = ("overlap", "mix-ups", "moving", "pay", "suits")

    first_role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    second_role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=16, choices=RoleGroup, help_text=help_texts.ROLE_GROUP)
    rows = StreamField(ComparisonRowsBlock(), blank=True, help_text=help_texts.COMPARISON_ROWS)

    content_panels = [*GuidePage.content_panels[:1], "first_role", "second_role", "group"]
    content_panels += [*GuidePage.content_panels[1:3], "rows", "body"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first_role=F("second_role")), name="role_comparison_has_two_roles"),
            models.UniqueConstraint(
                Least("first_role", "second_role"), Greatest("first_role", "second_role"), name="one_comparison_a_pair"
            ),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.pk and not self.body:
            self.body = _sections()

    def clean(self) -> None:
        super().clean()
        if self.first_role_id and self.first_role_id == self.second_role_id:
            raise ValidationError({"second_role": "Choose another role: this is the first one again."})

    @property
    def pair(self) -> tuple[KnownRole, KnownRole]:
        known, keys = stated.roles(), role_keys()
        return known[keys[self.first_role_id]], known[keys[self.second_role_id]]

    @cached_property
    def table(self) -> RoleTable:
        return role_table(self.pair, self.rows)

    def texts(self) -> Iterator[str]:
        """The table stands between summary and body: its sources are numbered there."""
        summary, *body = super().texts()
        yield summary
        yield from self.table.texts
        yield from body

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "table": self.table,
            "retired": [role for role in self.pair if role.is_retired],
            "peers": [page for page in all_written() if page.pk != self.pk],
            "tool": tool_address(),
            "choice": RoleChoice(offered(), list(self.pair)),
        }


class RoleComparisonToolPage(GuidePage):
    """Any two to four roles side by side; the address carries the choice."""

    page_description = "The tool that sets any two to four roles side by side. There is one."
    template = "pages/role_comparison_tool_page.html"
    max_count = 1
    parent_page_types = ["guides.RoleComparisonsPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset(["comparison", "peers"])
    #: What this request asks for; set before the page is rendered. None in a preview.
    choice: RoleChoice | None = None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.choice = read_choice(request)
        if page := self.choice.written:
            return HttpResponseRedirect(page.address)
        return super().serve(request, *args, **kwargs)

    def texts(self) -> Iterator[str]:
        summary, *body = super().texts()
        yield summary
        if self.choice and self.choice.table:
            yield from self.choice.table.texts
        yield from body

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        choice = self.choice or read_choice(request)
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "choice": choice,
            "table": choice.table,
            "page_noindex": "roles" in request.GET,
            "peers": written_about(role.key for role in choice.roles),
        }
