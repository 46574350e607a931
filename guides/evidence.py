"""The evidence of a page: one walk in reading order finds every citation and page link of its running text.

The rich-text handlers, the source list, and later Markdown, JSON-LD and claim checks all read this one object. It
costs two queries for a page, however many texts the page has. While a page is rendered its evidence is the current
one; a text rendered outside a page (block previews, search excerpts) resolves by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.models import Page
from wagtail.rich_text import RichText

from careers.models import Source

_TAG = re.compile(r"<(?P<name>embed|a)\s(?P<attributes>[^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_current: ContextVar[Evidence | None] = ContextVar("evidence", default=None)


def row_number(attribute: str | int | None) -> int | None:
    """The key of a row in a stored attribute; None for anything else that stands there."""
    text = str(attribute)
    return int(text) if text.isascii() and text.isdigit() else None


@dataclass
class Citation:
    """One source as cited on this page: its number, and every place in it that the page points at."""

    number: int
    source: Source
    locators: list[str] = field(default_factory=list)
    marks: int = 0  # how many marks have been drawn, so that each can have an address

    @property
    def anchor(self) -> str:
        return f"source-{self.number}"


class Evidence:
    """Citations numbered in reading order, and the pages that the text links to."""

    def __init__(self, texts: Iterable[str]) -> None:
        cited: dict[int, list[str]] = {}
        linked: set[int] = set()
        for text in texts:
            for match in _TAG.finditer(text):
                attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])}
                number = row_number(attributes.get("source" if match["name"] == "embed" else "id"))
                if number is None:
                    continue
                if attributes.get("embedtype") == "citation":
                    locators = cited.setdefault(number, [])
                    locator = attributes.get("locator", "")
                    if locator and locator not in locators:
                        locators.append(locator)
                elif attributes.get("linktype") == "page":
                    linked.add(number)
        sources = Source.objects.in_bulk(cited) if cited else {}
        found = [(sources[pk], locators) for pk, locators in cited.items() if pk in sources]
        self._citations = {
            source.pk: Citation(number, source, locators) for number, (source, locators) in enumerate(found, start=1)
        }
        # Without `specific` rows: an address needs the path alone.
        self._pages = Page.objects.filter(pk__in=linked, live=True).in_bulk() if linked else {}

    @property
    def citations(self) -> list[Citation]:
        return list(self._citations.values())

    def citation(self, pk: str | int | None) -> Citation | None:
        return self._citations.get(row_number(pk) or 0)

    def page(self, pk: str | int | None) -> Page | None:
        return self._pages.get(row_number(pk) or 0)


def texts_of(value: Any) -> Iterator[str]:
    """Every rich text inside a field or block value, in reading order."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, str):
        if "<" in value:
            yield value
    elif isinstance(value, TypedTable):
        for row in value.rows:
            yield from texts_of(row)
    elif isinstance(value, Mapping):  # StructValue
        for item in value.values():
            yield from texts_of(item)
    elif hasattr(value, "value"):  # BoundBlock, StreamChild and a cell of a typed table
        yield from texts_of(value.value)
    elif isinstance(value, Iterable):  # StreamValue, ListValue
        for item in value:
            yield from texts_of(item)


@contextmanager
def active(evidence: Evidence) -> Iterator[Evidence]:
    token = _current.set(evidence)
    try:
        yield evidence
    finally:
        _current.reset(token)


def current() -> Evidence | None:
    return _current.get()
