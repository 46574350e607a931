"""Every block in every state worth looking at; tests, the style page and previews use the same ones."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks

from .section import ContentBlock, SectionBlock


def all_blocks() -> dict[str, blocks.Block]:
    return {"section": SectionBlock(), **ContentBlock().child_blocks}


def variant_of(block: blocks.Block, name: str) -> Any:
    """The value ready to render."""
    return block.normalize(block.to_python(_raw(block.variants[name])))


def all_variants() -> Iterator[tuple[str, str, blocks.Block, Any]]:
    """(block name, variant name, block, value ready to render)."""
    for name, block in all_blocks().items():
        for variant in block.variants:
            yield name, variant, block, variant_of(block, variant)


def _raw(value: Any) -> Any:
    """Plain data in stored form: a stream's (type, value) pairs become what is kept in the database."""
    if isinstance(value, dict):
        return {key: _raw(item) for key, item in value.items()}
    if isinstance(value, list):
        return [{"type": item[0], "value": _raw(item[1])} if isinstance(item, tuple) else _raw(item) for item in value]
    return value
