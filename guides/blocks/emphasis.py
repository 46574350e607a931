"""What must not be overlooked: a callout, a key figure."""

from wagtail import blocks

from .base import EMPHASIS, full_text, inline_text


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("note", "Note"), ("warning", "Warning")],
        default="note",
        help_text="Warnings are for legal consequences; two a page at most.",
    )
    heading = blocks.CharBlock(max_length=120, help_text='Specific: "Titles are protected by law", not "Important".')
    text = full_text()

    variants = {
        "note": {"kind": "note", "heading": "Still being checked", "text": "<p>One copy was undated.</p>"},
        "warning": {"kind": "warning", "heading": "Titles are protected", "text": "<p>Never say nurse.</p>"},
        "empty": {"kind": "note", "heading": "", "text": ""},
    }

    class Meta:
        label = "Callout"
        icon = "warning"
        group = EMPHASIS
        description = "A short note or warning that must not be overlooked, with a specific heading."
        template = "blocks/callout_block.html"
        preview_value = {"kind": "note", "heading": "Still being checked", "text": "<p>One copy was undated.</p>"}


class KeyFigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(max_length=60, help_text="The figure with its unit.")
    label = blocks.CharBlock(max_length=200, help_text="What it is, for whom and for which period.")
    text = inline_text(required=False, help_text="How to read it, and the citation.")

    variants = {
        "filled": {"value": "12", "label": "months, typical certificate", "text": "<p>Programs differ.</p>"},
        "figure alone": {"value": "12", "label": "months, typical certificate", "text": ""},
        "empty": {"value": "", "label": "", "text": ""},
    }

    class Meta:
        label = "Key figure"
        icon = "tag"
        group = EMPHASIS
        description = "One number set large, with what it is, its period and its source."
        template = "blocks/key_figure_block.html"
        preview_value = {"value": "12", "label": "months, typical certificate", "text": "<p>Programs differ.</p>"}
