"""Places: the 51 jurisdictions whose law the site tells, and the areas for which wages are published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Jurisdiction(models.Model):
    """One of the 50 states or the District of Columbia. Territories are areas without a jurisdiction."""

    class Region(models.TextChoices):
        """The four census regions."""

        NORTHEAST = "northeast", "Northeast"
        MIDWEST = "midwest", "Midwest"
        SOUTH = "south", "South"
        WEST = "west", "West"

    code = models.CharField(max_length=2, unique=True, help_text="Postal code in small letters.")
    name = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=40, unique=True)
    fips = models.CharField(max_length=2, unique=True, help_text="The two digits that federal statistics use.")
    region = models.CharField(max_length=10, choices=Region)
    map_row = models.PositiveSmallIntegerField(help_text="Row on the tile map, from 1 at the top.")
    map_column = models.PositiveSmallIntegerField(help_text="Column on the tile map, from 1 at the left.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[a-z]{2}$"), name="jurisdiction_code_is_two_letters"),
            models.CheckConstraint(condition=Q(fips__regex=r"^\d{2}$"), name="jurisdiction_fips_is_two_digits"),
            models.UniqueConstraint(fields=["map_row", "map_column"], name="jurisdiction_has_own_tile"),
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A place in the official statistics: nation, state, territory, metropolitan or nonmetropolitan area."""

    class Kind(models.TextChoices):
        NATION = "nation", "Nation"
        STATE = "state", "State"
        TERRITORY = "territory", "Territory"
        METRO = "metro", "Metropolitan area"
        NONMETRO = "nonmetro", "Nonmetropolitan area"

    #: The code of the nation in wage files; other publishers' codes are translated by their importers.
    NATION = "99"

    code = models.CharField(max_length=7, unique=True, help_text="99, two-digit FIPS, five-digit CBSA or seven digits.")
    key = models.CharField(max_length=7, unique=True, help_text="In fact keys: us, a postal code, digits.")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    jurisdiction = models.ForeignKey(
        Jurisdiction, null=True, blank=True, on_delete=models.PROTECT, related_name="areas", help_text="Primary state."
    )
    postal_codes = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, help_text="Every state the area reaches into."
    )

    class Meta:
        ordering = ["title", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="nation", code="99", key="us")
                | Q(kind__in=["state", "territory"], code__regex=r"^\d{2}$", key__regex=r"^[a-z]{2}$")
                | Q(kind="metro", code__regex=r"^\d{5}$", key=models.F("code"))
                | Q(kind="nonmetro", code__regex=r"^\d{7}$", key=models.F("code")),
                name="area_code_fits_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="state", jurisdiction=None), name="area_of_a_state_has_jurisdiction"
            ),
        ]

    def __str__(self) -> str:
        return self.title
