"""Tables: things compared side by side, and what follows from which condition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, strip_tags
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from careers.answers import Answer
from guides.richtext.comparison import TableComparison

from .base import TABLES, inline_text

_CITATION = re.compile(r"<sup class=\"cite\".*?</sup>|<cite.*?</cite>", re.DOTALL)
_NUMBER = r"[-−+]?\$?\d[\d,.]*( ?%| million)?"
_FIGURE = re.compile(rf"{_NUMBER}(( to | ?– ?){_NUMBER})?")
_NO_FIGURE = {"", "—", "–", "not published", "not available"}


def _is_figure(cell: str) -> bool | None:
    """Whether a cell shows a figure and nothing else but its sources; None when it says that there is none."""
    text = " ".join(unescape(strip_tags(_CITATION.sub("", cell))).split())
    return None if text.casefold() in _NO_FIGURE else bool(_FIGURE.fullmatch(text))


@dataclass(frozen=True)
class Column:
    heading: str
    #: Whether the cells are figures, which are set to the right and never broken.
    figures: bool


def columns_of(table: TypedTable, rows: Sequence[Sequence[str]]) -> list[Column]:
    """`rows` are the cells as readers see them: what a fact in a cell looks like is known only then."""
    columns = []
    for position, column in enumerate(table.columns):
        kinds = {_is_figure(row[position]) for row in rows} - {None}
        columns.append(Column(column["heading"], figures=position > 0 and kinds == {True}))
    return columns


class ComparisonTableBlock(TypedTableBlock):
    """Wagtail's table editor, our table: the first column heads the rows, the caption says source and period."""

    def __init__(self, **options: Any) -> None:
        super().__init__([("text", inline_text(required=False))], **options)

    def clean(self, value: TypedTable) -> TypedTable:
        table = super().clean(value)
        # A draft may still lack it.
        if table.columns and not table.caption and not self.is_deferred_validation:
            raise ValidationError("Give the table a caption: what is compared, the source and the period.")
        return table

    def get_comparison_class(self) -> type[TableComparison]:
        return TableComparison

    def get_context(self, value: TypedTable, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """A table made mostly of figures keeps its columns on phones; the rows of any other are stacked there."""
        drawn = [[conditional_escape(cell.value) for cell in row] for row in value.rows]
        columns = columns_of(value, drawn)
        figures = sum(column.figures for column in columns)
        return {
            **super().get_context(value, parent_context=parent_context),
            "columns": columns,
            "rows": [list(zip(columns, row, strict=True)) for row in drawn],
            "stacked": 2 * figures < len(columns) - 1 or not figures,
        }

    _example = {
        "columns": [{"type": "text", "heading": "Role"}, {"type": "text", "heading": "Licensed?"}],
        "rows": [{"values": ["<p>Registered nurse</p>", "<p>Yes</p>"]}],
        "caption": "Who is licensed",
    }
    variants = {"filled": _example, "empty": {"columns": [], "rows": [], "caption": ""}}

    class Meta:
        label = "Comparison table"
        icon = "table"
        group = TABLES
        description = "Rows and columns; the first column is the heading of each row. Caption: what, source, period."
        template = "blocks/comparison_table_block.html"
        preview_value = {
            "columns": [{"type": "text", "heading": "Role"}, {"type": "text", "heading": "Licensed?"}],
            "rows": [{"values": ["<p>Registered nurse</p>", "<p>Yes</p>"]}],
            "caption": "Who is licensed",
        }


class ConditionBlock(blocks.StructBlock):
    mark = blocks.ChoiceBlock(
        choices=Answer.choices,
        required=False,
        label="Sign",
        help_text="Only where the row explains one of the six answers of state guides: the sign of that answer.",
    )
    condition = inline_text(label="If")
    consequence = inline_text(label="Then")

    class Meta:
        icon = "arrow-right"


class IfThenTableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=200)
    condition_heading = blocks.CharBlock(max_length=40, default="If", label="Heading of the first column")
    consequence_heading = blocks.CharBlock(max_length=40, default="Then", label="Heading of the second column")
    rows = blocks.ListBlock(ConditionBlock())

    variants = {
        "filled": {
            "caption": "Who decides",
            "rows": [{"condition": "<p>The law is silent</p>", "consequence": "<p>Ask the board.</p>"}],
        },
        "answers": {
            "caption": "What the answers mean",
            "condition_heading": "Answer",
            "consequence_heading": "Meaning",
            "rows": [
                {"mark": answer, "condition": f"<p><b>{answer.label}</b></p>", "consequence": "<p>Look it up.</p>"}
                for answer in Answer
            ],
        },
        "empty": {"caption": "", "rows": []},
    }

    class Meta:
        label = "If–then table"
        icon = "decimal"
        group = TABLES
        description = "Rules with conditions: what applies when. Better than a long sentence with many ifs."
        template = "blocks/if_then_table_block.html"
        preview_value = {
            "caption": "Who decides",
            "rows": [{"condition": "<p>The law is silent</p>", "consequence": "<p>Ask the board.</p>"}],
        }
