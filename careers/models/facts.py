"""Fact keys: the small rows that running text and blocks point at. The value is never stored here."""

from django.db import models
from django.db.models import Q


class FactKey(models.Model):
    """One fact that somebody has chosen. Retired, never deleted; `careers.facts` resolves it."""

    key = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_on = models.DateField(null=True, blank=True, help_text="Set a day to retire this fact.")

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=Q(key__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"), name="fact_key_has_form")
        ]

    def __str__(self) -> str:
        return self.key
