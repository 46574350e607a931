"""Tasks: the things that a medical assistant might do and that the law of each state is asked about."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import RevisionMixin


class TaskQuerySet(models.QuerySet["Task"]):
    def in_use(self) -> "TaskQuerySet":
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=timezone.localdate()))


class Task(RevisionMixin, models.Model):
    """One thing a medical assistant might do. Retired, never deleted: rules that were published name it."""

    class Group(models.TextChoices):
        CLINICAL = "clinical", "Care and procedures"
        TESTING = "testing", "Specimens and tests"
        MEDICATION = "medication", "Medication"
        JUDGMENT = "judgment", "Judgment and communication"

    key = models.CharField(max_length=40, unique=True, help_text="Used in files and downloads. Do not change it later.")
    slug = models.SlugField(max_length=40, unique=True, help_text="Used in addresses. Do not change it later.")
    name = models.CharField(max_length=80, help_text="Headings and lists: Drawing blood from a vein.")
    short_name = models.CharField(max_length=24, help_text="Heads of tables: Blood draws.")
    action = models.CharField(
        max_length=160, help_text="What follows “A medical assistant may”: draw blood from a vein."
    )
    activity = models.CharField(
        max_length=160, help_text="What follows “the law does not mention”: drawing blood from a vein."
    )
    definition = models.TextField(help_text="What the task is and where it ends, in one or two plain sentences.")
    group = models.CharField(max_length=12, choices=Group)
    position = models.PositiveSmallIntegerField(help_text="Place in every list, from 1.")
    retired_on = models.DateField(
        null=True, blank=True, help_text="Set a day to retire this task: new rules can no longer name it."
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(key__regex=r"^[a-z][a-z0-9_]*$"), name="task_key_is_plain"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(action="") & ~Q(activity=""), name="task_has_words"),
        ]

    def __str__(self) -> str:
        retired = " (retired)" if self.is_retired else ""
        return f"{self.name}{retired}"

    @property
    def is_retired(self) -> bool:
        return bool(self.retired_on and self.retired_on <= timezone.localdate())
