"""Roles side by side: the written comparisons, their index, and the tool for any two to four roles."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from wagtail.fields import StreamField

from careers.models import Role
from guides.blocks.comparison_rows import ComparisonRowsBlock
from guides.models import help_texts
from guides.models.base import GuidePage


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


class RoleComparisonPage(GuidePage):
    """Two roles compared in writing. The table makes itself from the facts; the words are the editor's."""

    page_description = "Two roles side by side: the table makes itself, the five sections below it are written."
    template = "pages/role_comparison_page.html"
    parent_page_types = ["guides.RoleComparisonsPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset(["comparison"])
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

    def clean(self) -> None:
        super().clean()
        if self.first_role_id and self.first_role_id == self.second_role_id:
            raise ValidationError({"second_role": "Choose another role: this is the first one again."})


class RoleComparisonToolPage(GuidePage):
    """Any two to four roles side by side; the address carries the choice."""

    page_description = "The tool that sets any two to four roles side by side. There is one."
    template = "pages/role_comparison_tool_page.html"
    max_count = 1
    parent_page_types = ["guides.RoleComparisonsPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset(["comparison"])
