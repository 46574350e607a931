"""Rows of official releases on work and pay. Written by importers with COPY; the database refuses changes.

A figure is a number, or it is absent for a stated reason: `marks` holds the publisher's symbol for each absent one.

    *    wage estimate not available          **   employment estimate not available
    #    wage at or above the top code        ~    share of establishments below the lowest that is published

A column that is empty without a mark is not used for this kind of estimate. No row at all: not published.
"""

from __future__ import annotations

from itertools import combinations

from django.db import models
from django.db.models import F, Q

from .places import Area
from .releases import Release
from .roles import Industry, Occupation

POINTS = ("p10", "p25", "median", "p75", "p90")
RATES = ("hourly", "annual")


def _amount(digits: int, places: int, help_text: str = "") -> models.DecimalField:
    return models.DecimalField(max_digits=digits, decimal_places=places, null=True, help_text=help_text)


class WageEstimate(models.Model):
    """Employment and wages of one occupation in one area and industry. Wages in dollars; errors in percent."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="wages")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    industry = models.ForeignKey(Industry, on_delete=models.PROTECT)
    ownership = models.CharField(max_length=8, blank=True, help_text="1235 is all; empty: the file does not say.")
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT)
    employment = models.PositiveIntegerField(null=True, help_text="Jobs, rounded to 10; no self-employed.")
    employment_rse = _amount(6, 1)
    jobs_per_1000 = _amount(8, 3)
    location_quotient = _amount(8, 2)
    share_of_industry = _amount(7, 2)
    share_reporting = _amount(7, 2)
    hourly_mean = _amount(8, 2)
    annual_mean = models.PositiveIntegerField(null=True)
    mean_rse = _amount(6, 1)
    hourly_p10 = _amount(8, 2)
    hourly_p25 = _amount(8, 2)
    hourly_median = _amount(8, 2)
    hourly_p75 = _amount(8, 2)
    hourly_p90 = _amount(8, 2)
    annual_p10 = models.PositiveIntegerField(null=True)
    annual_p25 = models.PositiveIntegerField(null=True)
    annual_median = models.PositiveIntegerField(null=True)
    annual_p75 = models.PositiveIntegerField(null=True)
    annual_p90 = models.PositiveIntegerField(null=True)
    annual_only = models.BooleanField(default=False)
    hourly_only = models.BooleanField(default=False)
    marks = models.JSONField(default=dict, help_text="The publisher's symbol for each absent figure.")

    #: The figures of a row in their order, by the names used in files and downloads.
    FIGURES = (
        *("employment", "employment_rse", "jobs_per_1000", "location_quotient", "share_of_industry", "share_reporting"),
        *("hourly_mean", "annual_mean", "mean_rse"),
        *(f"{rate}_{point}" for rate in RATES for point in POINTS),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "area", "industry", "ownership", "occupation"], name="wage_row_is_unique"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{rate}_{low}__lte": F(f"{rate}_{high}")}),
                    name=f"wage_{rate}_{low}_is_not_above_{high}",
                )
                for rate in RATES
                for low, high in combinations(POINTS, 2)
            ),
            models.CheckConstraint(
                condition=~Q(annual_only=True, hourly_only=True), name="wage_is_not_only_annual_and_only_hourly"
            ),
        ]
        indexes = [models.Index(fields=["release", "occupation", "industry"])]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.area}, {self.release.label}"


class Projection(models.Model):
    """Employment projected for one occupation, nation only. Counts in thousands, rates in percent, as published."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="projections")
    occupation = models.ForeignKey(Occupation, on_delete=models.PROTECT)
    base_year = models.PositiveSmallIntegerField()
    projected_year = models.PositiveSmallIntegerField()
    employment_base = _amount(10, 1)
    employment_projected = _amount(10, 1)
    change = _amount(10, 1)
    growth = _amount(7, 1)
    self_employed = _amount(7, 1, help_text="Percent; empty with a mark where not available.")
    openings = _amount(10, 1, help_text="A year on average.")
    exits = _amount(10, 1)
    transfers = _amount(10, 1)
    exit_rate = _amount(7, 1)
    transfer_rate = _amount(7, 1)
    entry_education = models.CharField(max_length=80, blank=True)
    work_experience = models.CharField(max_length=80, blank=True)
    training = models.CharField(max_length=80, blank=True)
    marks = models.JSONField(default=dict)

    FIGURES = (
        *("employment_base", "employment_projected", "change", "growth", "self_employed"),
        *("openings", "exits", "transfers", "exit_rate", "transfer_rate"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "occupation"], name="projection_row_is_unique"),
            models.CheckConstraint(condition=Q(base_year__lt=F("projected_year")), name="projection_looks_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.occupation}, {self.base_year}–{self.projected_year}"


class PriceParity(models.Model):
    """Price level of a state against the nation (100), all items and by part."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="price_parities")
    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    all_items = models.DecimalField(max_digits=7, decimal_places=3)
    goods = _amount(7, 3)
    housing = _amount(7, 3)
    utilities = _amount(7, 3)
    other_services = _amount(7, 3)

    FIGURES = ("all_items", "goods", "housing", "utilities", "other_services")

    class Meta:
        verbose_name_plural = "price parities"
        constraints = [
            models.UniqueConstraint(fields=["release", "area"], name="price_parity_row_is_unique"),
            models.CheckConstraint(condition=Q(all_items__gt=0), name="price_parity_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.year}"
