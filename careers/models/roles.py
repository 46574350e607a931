"""Roles: the twenty jobs the site explains, and the official occupations and industries that measure them."""

from django.db import models
from django.db.models import Q
from wagtail.search import index

from careers.models.stated import Stated, role_facts
from careers.models.subjects import Licensing


class Occupation(models.Model):
    """One occupation (or total) of the official classification."""

    #: Kept by every importer beside the roles' occupations.
    ALL, HEALTHCARE_SUPPORT = "00-0000", "31-0000"

    code = models.CharField(max_length=7, unique=True, help_text="For example 31-9092.")
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^\d{2}-\d{4}$"), name="occupation_code_has_form")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"


class Role(Stated, index.Indexed):
    """A job as people call it: what it is, each fact with its source. What it pays comes from releases."""

    class Fit(models.TextChoices):
        OWN = "own", "Has an occupation of its own in the statistics"
        BROADER = "broader", "Counted inside a broader occupation"
        NONE = "none", "Not counted apart in the statistics"

    key = models.SlugField(max_length=60, unique=True, help_text="Used in addresses and facts. Do not change it later.")
    name = models.CharField(max_length=80, unique=True, help_text="Singular, small letters where English has them.")
    plural = models.CharField(max_length=80)
    short_name = models.CharField(max_length=30, blank=True, help_text="The usual letters: MA, CNA, LPN.")
    occupation = models.ForeignKey(
        Occupation, null=True, blank=True, on_delete=models.PROTECT, related_name="roles", help_text="None: say so."
    )
    fit = models.CharField(max_length=10, choices=Fit)
    fit_note = models.CharField(
        max_length=300, blank=True, help_text="One sentence for readers, wherever the occupation is not the role's own."
    )
    onet_code = models.CharField(max_length=10, blank=True, help_text="O*NET-SOC code, for example 31-9092.00.")
    order = models.PositiveSmallIntegerField(default=100)
    licensing = models.CharField(max_length=16, choices=Licensing, default=Licensing.NOT_CHECKED)
    facts = role_facts()

    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("short_name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        index.FilterField("retired_on"),
    ]

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(licensing__in=Licensing.values), name="role_licensing_is_known"),
            models.CheckConstraint(
                condition=Q(fit="none", occupation=None) | (~Q(fit="none") & Q(occupation__isnull=False)),
                name="role_fit_says_whether_it_has_occupation",
            ),
            models.CheckConstraint(condition=Q(fit="own") | ~Q(fit_note=""), name="role_says_what_measures_it"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (retired)" if self.is_retired else self.name


class Industry(models.Model):
    """One industry of the official classification; those with a setting order are shown as places of work."""

    #: All industries together.
    ALL = "000000"

    code = models.CharField(max_length=8, unique=True, help_text="NAICS as in the wage files, for example 621100.")
    key = models.SlugField(max_length=120, unique=True, help_text="In fact keys: offices-of-physicians.")
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=20, help_text="cross-industry, sector, 3-digit … as published.")
    name = models.CharField(max_length=80, blank=True, help_text="A plainer name for readers.")
    setting_order = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Place among the work settings that pages show; empty: not shown."
    )

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "industries"

    def __str__(self) -> str:
        return self.name or self.title
