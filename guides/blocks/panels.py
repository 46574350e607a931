"""What panels of official figures share: an editor chooses whose, the data say the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail import blocks

from careers.memory import remembered
from careers.models import Area, DataSet, Jurisdiction, Role
from guides import evidence

GROUP = "Official figures"


@remembered
def role_choices() -> list[tuple[str, str]]:
    return list(Role.objects.filter(retired_on=None).values_list("key", "name"))


@remembered
def place_choices() -> list[tuple[str, str]]:
    """Nation, states and territories; metropolitan areas have a panel of their own."""
    areas = Area.objects.filter(kind__in=[Area.Kind.NATION, Area.Kind.STATE, Area.Kind.TERRITORY])
    return sorted(areas.values_list("key", "title"), key=lambda area: (area[0] != "us", area[1]))


@remembered
def state_choices() -> list[tuple[str, str]]:
    return list(Jurisdiction.objects.values_list("code", "name"))


def role_block() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(choices=role_choices, default="medical-assistant", label="Whose")


class PanelValue(blocks.StructValue):
    """A panel puts the data sets it shows on the page's list of sources."""

    data_sets: tuple[DataSet, ...] = ()

    @property
    def evidence_marks(self) -> Iterator[str]:
        return (evidence.data_set_mark(data_set) for data_set in self.data_sets)


class PanelBlock(blocks.StructBlock):
    """Adds `panel`, the figures, to the template's context. Draws nothing when the role is gone."""

    def panel(self, value: blocks.StructValue) -> dict[str, Any]:
        raise NotImplementedError

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        marks = evidence.marks_of(value.data_sets) if isinstance(value, PanelValue) else []
        return {**context, **self.panel(value), "source_marks": marks}
