"""Rows of an O*NET release: titles, tasks and ratings. What workers report, never what the law allows."""

from django.db import models
from django.db.models import Q

from .releases import Release


class OnetRow(models.Model):
    """Common to all: the release, and the O*NET occupation it speaks of."""

    onet_code = models.CharField(max_length=10, help_text="O*NET-SOC code.")

    class Meta:
        abstract = True


class OnetTitle(OnetRow):
    class Kind(models.TextChoices):
        OCCUPATION = "occupation", "Occupation title"
        REPORTED = "reported", "Title that workers reported"
        ALTERNATE = "alternate", "Alternate title"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="onet_titles")
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=250)
    short_title = models.CharField(max_length=150, blank=True)
    description = models.TextField(blank=True, help_text="Of the occupation; empty for other titles.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "onet_code", "kind", "title"], name="onet_title_is_unique")
        ]

    def __str__(self) -> str:
        return self.title


class OnetTask(OnetRow):
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="onet_tasks")
    task_id = models.PositiveIntegerField()
    statement = models.TextField()
    kind = models.CharField(max_length=20, blank=True, help_text="Core, Supplemental or empty.")
    respondents = models.PositiveIntegerField(null=True)
    surveyed = models.CharField(max_length=7, blank=True, help_text="Month and year, as published: 08/2021.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "onet_code", "task_id"], name="onet_task_is_unique")]

    def __str__(self) -> str:
        return self.statement


class OnetRating(OnetRow):
    """One value on one scale, for an element (skill, knowledge, ability …) or a task."""

    class Subject(models.TextChoices):
        SKILL = "skill", "Skill"
        KNOWLEDGE = "knowledge", "Knowledge"
        ABILITY = "ability", "Ability"
        WORK_ACTIVITY = "work-activity", "Work activity"
        WORK_STYLE = "work-style", "Work style"
        WORK_CONTEXT = "work-context", "Work context"
        EDUCATION = "education", "Education, training and experience"
        TASK = "task", "Task"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="onet_ratings")
    subject = models.CharField(max_length=15, choices=Subject)
    element = models.CharField(max_length=20, help_text="Element ID, or the task's number.")
    name = models.CharField(max_length=150, blank=True, help_text="Element name; empty for tasks.")
    scale = models.CharField(max_length=4, help_text="IM importance, LV level, RT relevance, FT frequency …")
    category = models.PositiveSmallIntegerField(null=True)
    value = models.DecimalField(max_digits=8, decimal_places=4)
    respondents = models.PositiveIntegerField(null=True)
    standard_error = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    lower = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    upper = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    imprecise = models.BooleanField(default=False, help_text="O*NET recommends to suppress the value.")
    surveyed = models.CharField(max_length=7, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "onet_code", "subject", "element", "scale", "category"],
                nulls_distinct=False,
                name="onet_rating_is_unique",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="onet_rating_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.element} ({self.scale}): {self.value}"
