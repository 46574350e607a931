"""Tables: things compared side by side, and what follows from which condition."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from guides.richtext.comparison import TableComparison

from .base import TABLES, inline_text


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
    condition = inline_text(label="If")
    consequence = inline_text(label="Then")

    class Meta:
        icon = "arrow-right"


class IfThenTableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=200)
    rows = blocks.ListBlock(ConditionBlock())

    variants = {
        "filled": {
            "caption": "Who decides",
            "rows": [{"condition": "<p>The law is silent</p>", "consequence": "<p>Ask the board.</p>"}],
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
