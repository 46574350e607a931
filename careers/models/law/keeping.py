"""What is done about the law after it was published: checks, and questions that are still open."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from careers.models.law.record import LawEdition
from careers.models.law.words import Subject
from careers.models.places import Jurisdiction
from careers.models.tasks import Task


class LawCheck(models.Model):
    """Somebody read a rule or a statement against its text on a day. Written once.

    The fingerprint is of the rule and its sources as they were read: when either changes, the check no longer counts.
    """

    class Kind(models.TextChoices):
        SECOND_READING = "second_reading", "Second reading"
        VERIFICATION = "verification", "Verification"

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="law_checks")
    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=16, choices=Kind)
    subject = models.CharField(max_length=16, choices=Subject)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    applies_to = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="law_checks")
    checked_at = models.DateTimeField()
    against = models.CharField(max_length=400, help_text="The text that was read, and how old it was.")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject="rule", task__isnull=False)
                | Q(subject__in=["credential", "delegation", "unlisted_tasks", "training"], task=None, applies_to=""),
                name="check_has_subject",
            ),
            models.CheckConstraint(condition=~Q(against=""), name="check_names_its_text"),
            models.CheckConstraint(condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"), name="check_has_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.jurisdiction}: {self.task or self.get_subject_display()}"


class OpenQuestion(models.Model):
    """What must be settled before a jurisdiction's law can be called verified; readers see it as still open."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="open_questions")
    text = models.TextField()
    opened_at = models.DateTimeField()
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="open_questions"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_note = models.TextField(blank=True, help_text="How it was settled.")

    class Meta:
        ordering = ["jurisdiction__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="open_question_has_text"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closing_note="", closed_by=None)
                | Q(Q(closed_at__isnull=False), ~Q(closing_note="")),
                name="closed_question_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.text
