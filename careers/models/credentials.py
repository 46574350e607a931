"""Credentials of private bodies, and the ways into the work that lead to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from wagtail.search import index

from careers.models.stated import Stated, credential_facts, fees, requirements, route_facts
from careers.models.subjects import Covers, EntryKind, RouteKind


class Credential(Stated, index.Indexed):
    """A private credential. It says what its holder showed; by itself it widens no law."""

    key = models.SlugField(max_length=60, unique=True, help_text="Used in addresses and files. Do not change it later.")
    initials = models.CharField(
        max_length=40, unique=True, help_text="The letters with the body in parentheses: CMA (AAMA)."
    )
    name = models.CharField(max_length=160, help_text="In full, without the body.")
    body = models.CharField(max_length=200, help_text="Who gives it.")
    covers = models.CharField(max_length=16, choices=Covers)
    law_names = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        help_text="Words by which the text of a law would name it, with commas. States that do so are found by them.",
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Place in lists.")
    routes = requirements()
    fees = fees()
    facts = credential_facts()

    search_fields = [
        index.SearchField("initials", boost=2),
        index.SearchField("name"),
        index.SearchField("body"),
        index.AutocompleteField("initials"),
        index.AutocompleteField("name"),
        index.FilterField("retired_on"),
    ]

    class Meta:
        ordering = ["order", "initials"]
        constraints = [
            models.CheckConstraint(condition=Q(covers__in=Covers.values), name="credential_covers_is_known"),
            models.CheckConstraint(condition=~Q(initials="") & ~Q(body=""), name="credential_has_name_and_body"),
        ]

    def __str__(self) -> str:
        return f"{self.initials} (retired)" if self.is_retired else self.initials


class EntryRoute(Stated, index.Indexed):
    """A way into the work: a program, training on the job, an apprenticeship, the military, school."""

    key = models.SlugField(max_length=60, unique=True, help_text="Used in addresses and files. Do not change it later.")
    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=16, choices=EntryKind)
    credential_routes = ArrayField(
        models.CharField(max_length=20, choices=RouteKind),
        default=list,
        blank=True,
        verbose_name="ways to be eligible",
        help_text="What somebody who came this way may apply with for a credential.",
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Place in lists.")
    facts = route_facts()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("retired_on"),
    ]

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_route_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (retired)" if self.is_retired else self.name
