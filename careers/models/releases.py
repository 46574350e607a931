"""Releases: editions of official data sets. Loaded beside each other; which one is current is a separate decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .evidence import DataSet, Source


class Release(models.Model):
    """One edition of one data set. The database refuses to change or delete it and its rows."""

    data_set = models.CharField(max_length=20, choices=DataSet)
    period = models.CharField(max_length=20, help_text="Sortable: 2025-05, 2024-34, 2023, 29.3.")
    label = models.CharField(max_length=60, help_text="As readers see it: May 2025.")
    edition = models.PositiveSmallIntegerField(default=1, help_text="Counts loadings of the same period.")
    published_on = models.DateField(null=True, blank=True)
    retrieved_on = models.DateField(help_text="The day the files were fetched.")
    obtained_from = models.TextField(blank=True, help_text="Where the files came from, if not from the publisher.")
    cautions = models.TextField(blank=True, help_text="What readers must know, one caution a line.")
    files = models.JSONField(default=list, help_text="name, bytes and sha256 of each file.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the rows, in their order.")
    rows = models.PositiveIntegerField()
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["data_set", "-period", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["data_set", "period", "edition"], name="release_edition_is_unique"),
            models.CheckConstraint(condition=~Q(period="") & ~Q(label=""), name="release_has_period"),
        ]
        permissions = [("approve_release", "Can make a release current and undo it")]

    def __str__(self) -> str:
        again = f", loading {self.edition}" if self.edition > 1 else ""
        return f"{self.get_data_set_display()}, {self.label}{again}"

    @property
    def source(self) -> Source:
        """The one source that stands for the data set; publisher and terms are held there."""
        return Source.objects.get(data_set=self.data_set)


class ReleaseMove(models.Model):
    """A release was made current: when, by whom, why. The newest move of a data set says what is current."""

    data_set = models.CharField(max_length=20, choices=DataSet)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="moves")
    note = models.TextField(help_text="Why, for those who come after.")
    moved_at = models.DateTimeField(default=timezone.now)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="release_move_has_note")]
        indexes = [models.Index(fields=["data_set", "-id"])]

    def __str__(self) -> str:
        return f"{self.release} made current"
