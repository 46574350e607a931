"""What a browser would send: the edit form of a page, filled from the page itself."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from guides.models import GuidePage

PLAIN = ["title", "slug", "seo_title", "search_description", "short_title"]

#: What a page of some kinds is about, as their forms ask for it.
ABOUT = ["jurisdiction", "task", "first_role", "second_role"]


def edit_form(page: GuidePage, **changes: Any) -> dict[str, str | list[str]]:
    """Post data for the screens that create, edit and preview `page`; changes are fields in nested form."""
    fields: dict[str, Any] = {name: getattr(page, name) or "" for name in PLAIN}
    summary_features = page._meta.get_field("summary").features
    fields |= {
        "summary": rich_text(page.summary or "", features=summary_features),
        "body": as_form(page.body.stream_block, page.body),
        "reviewed_on": page.reviewed_on or "",
        "reviewed_by": page.reviewed_by_id or "",
        "next_review_on": page.next_review_on or "",
        "also_shows": getattr(page, "also_shows", ""),
        "comments": inline_formset([]),
    }
    for name in ABOUT:
        if hasattr(page, f"{name}_id"):
            fields[name] = getattr(page, f"{name}_id") or ""
    if hasattr(page, "rows"):
        fields |= {"group": page.group, "rows": as_form(page.rows.stream_block, page.rows)}
    if page.show_in_menus:
        fields["show_in_menus"] = "on"
    sent = nested_form_data({**fields, **changes})
    # Of several boxes a browser sends those that are ticked, and nothing at all when none is.
    return {
        name: list(value) if isinstance(value, tuple) else str(value) for name, value in sent.items() if value != ()
    }


def as_form(block: blocks.Block, value: Any) -> Any:
    """A block's value as nested form data."""
    if isinstance(block, blocks.StreamBlock):
        data = streamfield([(child.block_type, as_form(child.block, child.value)) for child in value])
        return data | {str(n): {**data[str(n)], "id": child.id or ""} for n, child in enumerate(value)}
    if isinstance(block, blocks.ListBlock):
        children = value.bound_blocks
        data = streamfield([("item", as_form(block.child_block, child.value)) for child in children])
        return data | {str(n): {**data[str(n)], "id": child.id or ""} for n, child in enumerate(children)}
    if isinstance(block, TypedTableBlock):
        return _table(block, value)
    if isinstance(block, ImageBlock):
        return {"image": value.pk if value else "", "alt_text": value.contextual_alt_text if value else ""}
    if isinstance(block, blocks.StructBlock):
        return {name: as_form(child, value[name]) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.MultipleChoiceBlock):
        # Only boxes that are there can be ticked. A tuple: several values of one name; a list would be several names.
        offered = {key for key, _ in block.field.choices}
        return tuple(item for item in value or () if item in offered)
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value.source if value else "", features=block.features)
    if isinstance(block, blocks.ChooserBlock):
        return value.pk if value else ""
    return value or ""


def _table(block: TypedTableBlock, table: Any) -> dict[str, Any]:
    columns = [
        {"type": column["block"].name, "order": n, "deleted": "", "heading": column["heading"]}
        for n, column in enumerate(table.columns)
    ]
    rows = list(table.rows)
    cells = {
        str(n): {str(m): as_form(cell.block, cell.value) for m, cell in enumerate(row)} for n, row in enumerate(rows)
    }
    return {
        "caption": table.caption,
        "column-count": len(columns),
        "row-count": len(rows),
        "column": {str(n): column for n, column in enumerate(columns)},
        "row": {str(n): {"order": n, "deleted": ""} for n in range(len(rows))},
        "cell": cells,
    }
