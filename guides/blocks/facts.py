"""Facts as blocks: one set large, or a few side by side. The value is looked up when the page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from wagtail import blocks

from careers.fact_chooser import fact_chooser_viewset
from careers.facts import Fact, Format, facts_by_id
from careers.models import FactKey
from guides import evidence

from .base import EMPHASIS, TABLES, inline_text

FactChooserBlock = fact_chooser_viewset.get_block_class(name="FactChooserBlock", module_path="guides.blocks.facts")

FORMS = [
    (Format.PLAIN.value, "The figure alone"),
    (Format.UNIT.value, "With its unit"),
    (Format.BOTH.value, "By the hour and by the year"),
]


class FactValue(blocks.StructValue):
    """A chosen fact with the form it is said in."""

    @property
    def evidence_marks(self) -> Iterator[str]:
        if self.get("fact"):
            yield evidence.fact_mark(self["fact"].pk)

    @property
    def _figure(self) -> evidence.Figure | None:
        page_evidence = evidence.current()
        return page_evidence.figure(self["fact"].pk) if page_evidence and self.get("fact") else None

    @property
    def resolved(self) -> Fact | None:
        if not self.get("fact"):
            return None
        figure = self._figure
        return figure.fact if figure else facts_by_id([self["fact"].pk]).get(self["fact"].pk)

    @property
    def anchor(self) -> str:
        """Where the page says what the figure is; empty outside a page."""
        return self._figure.anchor if self._figure else ""

    @property
    def shown(self) -> str:
        return self.resolved.text(self.get("form") or Format.PLAIN) if self.resolved else ""


def example() -> FactKey | None:
    """For previews: the figure that the whole site begins with, once it is in use."""
    return FactKey.objects.filter(key="wage.medical-assistant.us.hourly.median").first()


class KeyFigureBlock(blocks.StructBlock):
    fact = FactChooserBlock(label="Figure")
    form = blocks.ChoiceBlock(choices=FORMS, default=Format.PLAIN.value)
    label = blocks.CharBlock(
        max_length=200, help_text="What it is and for whom. The period stands beside it by itself."
    )
    text = inline_text(required=False, help_text="How to read it, and the citation.")

    variants = {
        "empty": {"fact": None, "form": "plain", "label": "", "text": ""},
        "fact gone": {"fact": None, "form": "plain", "label": "An hour", "text": "<p>A midpoint.</p>"},
    }

    def get_preview_value(self) -> Any:
        return self.normalize({**self.meta.preview_value, "fact": example()})

    class Meta:
        label = "Key figure"
        icon = "tag"
        group = EMPHASIS
        description = "One figure from the official data set large, with what it is, its period and its source."
        template = "blocks/key_figure_block.html"
        value_class = FactValue
        preview_value: Any = {
            "fact": None,
            "form": "plain",
            "label": "Median hourly wage",
            "text": "<p>A midpoint.</p>",
        }


class ComparedFigureBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=80, help_text="What stands at the beginning of the line: a place, a role.")
    fact = FactChooserBlock(label="Figure")
    form = blocks.ChoiceBlock(choices=FORMS, default=Format.PLAIN.value)

    class Meta:
        icon = "table"
        value_class = FactValue


class FigureComparisonValue(blocks.StructValue):
    def lines(self) -> list[tuple[FactValue, float | None]]:
        """Each figure with the length of its bar in percent; none where it has no number or units differ."""
        found = [(row, row.resolved) for row in self["rows"]]
        facts = [(row, fact) for row, fact in found if fact]
        numbers = [fact.value for _, fact in facts if isinstance(fact.value, Decimal)]
        comparable = len({fact.unit for _, fact in facts}) == 1 and all(number >= 0 for number in numbers)
        highest = max(numbers, default=Decimal(0))
        if not comparable or not highest:
            return [(row, None) for row, _ in facts]
        return [
            (row, round(float(fact.value / highest * 100), 1) if isinstance(fact.value, Decimal) else None)
            for row, fact in facts
        ]


class FigureComparisonBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=200, help_text="What is compared.")
    rows = blocks.ListBlock(ComparedFigureBlock())

    variants = {
        "empty": {"caption": "", "rows": []},
        "fact gone": {"caption": "Median pay", "rows": [{"label": "Here", "fact": None, "form": "plain"}]},
    }

    def get_preview_value(self) -> Any:
        row = {"label": "United States", "fact": example(), "form": "plain"}
        return self.normalize({**self.meta.preview_value, "rows": [row]})

    class Meta:
        label = "Comparison of figures"
        icon = "list-ul"
        group = TABLES
        description = "A few figures under each other, with a bar each where they have the same unit."
        template = "blocks/figure_comparison_block.html"
        value_class = FigureComparisonValue
        preview_value: Any = {"caption": "Median pay", "rows": []}
