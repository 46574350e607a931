"""The desk: where the law of a jurisdiction is worked on. Readers never see it; they read law editions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail import hooks
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from careers.models.law import help_texts
from careers.models.law.blocks import RulesBlock, SourcesBlock, VoicesBlock
from careers.models.law.words import Basis, NamedInLaw, Requirement, Supervision, Supervisor, Unlisted
from careers.models.places import Jurisdiction

SOURCES_HELP = "The first is the one that readers see first."


def sources() -> StreamField:
    return StreamField(SourcesBlock(), blank=True, verbose_name="sources", help_text=SOURCES_HELP)


class StateLaw(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """What we hold about one jurisdiction's law: drafts, revisions, workflow. Publishing writes a law edition."""

    jurisdiction = models.OneToOneField(Jurisdiction, on_delete=models.PROTECT, related_name="law")
    researched_on = models.DateField(null=True, blank=True, help_text=help_texts.RESEARCHED_ON)
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.NONE)
    regulator_name = models.CharField("regulator", max_length=300, blank=True)
    regulator_address = models.URLField(
        "regulator's address", max_length=600, blank=True, help_text=help_texts.REGULATOR_ADDRESS
    )
    named_in_law = models.CharField(
        "medical assistants named in law", max_length=12, choices=NamedInLaw, default=NamedInLaw.NOT_CHECKED
    )
    own_term = models.CharField("the law's own term", max_length=120, blank=True, help_text=help_texts.OWN_TERM)
    categories = models.TextField(blank=True, help_text=help_texts.CATEGORIES)

    credential_requirement = models.CharField(
        "required by law", max_length=16, choices=Requirement, default=Requirement.NOT_CHECKED
    )
    credential_text = models.TextField("in words", blank=True)
    credential_sources = sources()

    supervisors = ArrayField(
        models.CharField(max_length=40, choices=Supervisor),
        default=list,
        blank=True,
        verbose_name="who may delegate or supervise",
        help_text=help_texts.SUPERVISORS,
    )
    supervision = models.CharField(max_length=24, choices=Supervision, default=Supervision.NOT_CHECKED)
    delegation_basis = models.TextField("basis", blank=True, help_text=help_texts.DELEGATION_BASIS)
    delegation_text = models.TextField("in words", blank=True)
    delegation_sources = sources()

    unlisted_rule = models.CharField(
        "what governs a task the law does not name", max_length=20, choices=Unlisted, default=Unlisted.NOT_STATED
    )
    unlisted_text = models.TextField("in words", blank=True)
    unlisted_sources = sources()

    training_text = models.TextField("in words", blank=True)
    training_sources = sources()

    rules = StreamField(RulesBlock(), blank=True)
    others_say = StreamField(VoicesBlock(), blank=True)

    change_note = models.TextField("note for readers", blank=True, max_length=500, help_text=help_texts.CHANGE_NOTE)
    is_correction = models.BooleanField("this is a correction", default=False, help_text=help_texts.IS_CORRECTION)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="state_law")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="state_law",
        for_concrete_model=False,
    )

    class Meta:
        ordering = ["jurisdiction__name"]
        verbose_name = "state law"
        verbose_name_plural = "state laws"
        permissions = [("check_statelaw", "Can record second readings and verifications of state laws")]
        constraints = [
            models.CheckConstraint(condition=models.Q(basis__in=Basis.values), name="state_law_basis_is_known"),
        ]

    def __str__(self) -> str:
        return f"Law of {self.jurisdiction}"

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def category_list(self) -> list[str]:
        return [line.strip() for line in self.categories.splitlines() if line.strip()]

    def publish(
        self, revision: Revision, user: Any = None, *, skip_permission_checks: bool = False, **options: Any
    ) -> Any:
        """Writes the law edition that readers see, in the same transaction. Raises LawProblems for unfit content.

        On a day that was set before, nobody is there to be told: the law stays as it is and its history says why.
        """
        from careers.law import publishing
        from careers.law.fitness import LawProblems

        try:
            with transaction.atomic():
                return publishing.PublishLaw(revision, user=user, **options).execute(
                    skip_permission_checks=skip_permission_checks
                )
        except LawProblems as refused:
            if options.get("log_action") != "wagtail.publish.scheduled":
                raise
            publishing.refuse_on_its_day(self, revision, refused)

    def unpublish(self, set_expired: bool = False, commit: bool = True, user: Any = None, **options: Any) -> Any:
        """Writes an edition that says we withdrew this law."""
        from careers.law import publishing

        with transaction.atomic():
            done = super().unpublish(set_expired=set_expired, commit=commit, user=user, **options)
            publishing.withdraw(self, user=user)
        return done

    # Preview: careers knows no page; whoever explains the law answers the hook. ----------------------------------

    preview_modes = [
        ("", "State guide today"),
        ("in-30", "State guide in 30 days"),
        ("in-90", "State guide in 90 days"),
        ("in-365", "State guide in 365 days"),
        ("sheet", "Supervisor sheet"),
    ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        for answer in hooks.get_hooks("preview_state_law"):
            response = answer(self, request, mode_name)
            if response is not None:
                return response
        return TemplateResponse(request, "careers/law/no_preview.html", {"law": self})


class LawCare(models.Model):
    """Who looks after the law of a jurisdiction, and when it is to be checked next. Not part of any edition."""

    jurisdiction = models.OneToOneField(Jurisdiction, on_delete=models.PROTECT, related_name="law_care")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="laws_kept"
    )
    next_check_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["jurisdiction__name"]

    def __str__(self) -> str:
        return f"Care of the law of {self.jurisdiction}"
