"""What an editor may do to the rows of a role comparison: order, hide and annotate them, and add cited notes."""

from __future__ import annotations

from wagtail import blocks

from careers.role_comparison import row_choices

from .base import inline_text


class RowBlock(blocks.StructBlock):
    """One row of the table that makes itself. Facts are not typed here."""

    row = blocks.ChoiceBlock(choices=row_choices)
    is_hidden = blocks.BooleanBlock(required=False, label="Leave this row out", help_text="Out of the files as well.")
    note = inline_text(required=False, help_text="Said under the row's name. Cite what could be wrong.")

    class Meta:
        icon = "bars"
        label = "Row"
        label_format = "{row}"
        description = "A row of the table: its place, a note to it, or leaving it out."


class NoteRowBlock(blocks.StructBlock):
    """A row of the editor's own, for what no fact holds."""

    label = blocks.CharBlock(max_length=80)
    first = inline_text(help_text="For the first role; cite it.")
    second = inline_text(help_text="For the second role; cite it.")

    class Meta:
        icon = "plus"
        label = "Row of your own"
        label_format = "{label}"
        description = "A row with a cited note for each of the two roles."


class ComparisonRowsBlock(blocks.StreamBlock):
    row = RowBlock()
    note = NoteRowBlock()

    class Meta:
        required = False
        collapsed = True
