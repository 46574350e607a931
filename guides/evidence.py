"""The evidence of a page: one walk in reading order finds every citation, fact and page link of its running text.

The rich-text handlers, the source list, the list of figures, and later Markdown, JSON-LD and claim checks all read
this one object. It costs two queries for a page, however many texts the page has, and what the facts need. While a
page is rendered its evidence is the current one; a text rendered outside a page (block previews, search excerpts)
resolves by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.models import Page
from wagtail.rich_text import RichText

from careers.facts import Fact, facts_by_id, release_labels
from careers.meanings import Meaning, meanings
from careers.models import Release, Source

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
    release: Release | None = None  # for official data: the release that the page shows

    @property
    def anchor(self) -> str:
        return f"source-{self.number}"


@dataclass
class Figure:
    """One fact as used on this page, in the order of reading, with the sources behind it."""

    number: int
    fact: Fact
    citations: list[Citation]

    @property
    def anchor(self) -> str:
        return f"figure-{self.number}"


@dataclass(frozen=True)
class Explained:
    """A word that the section being drawn explains: its button points at the anchor of its meaning."""

    number: int
    meaning: Meaning

    @property
    def anchor(self) -> str:
        return f"meaning-{self.number}"


@dataclass(frozen=True)
class _Mark:
    """Something found in a text that the page must answer for."""

    source: int | None = None
    data_set: str = ""
    locator: str = ""
    fact: int | None = None


def data_set_mark(data_set: str) -> str:
    """For blocks that show official data: stands among the page's texts and puts the source on its list."""
    return format_html('<embed embedtype="citation" data-set="{}"/>', data_set)


def fact_mark(pk: int) -> str:
    """For blocks that show a chosen fact."""
    return format_html('<embed embedtype="fact" fact="{}"/>', pk)


def source_mark(source: Source, locator: str = "") -> str:
    """For what is composed from the law: puts the source on the page's list, in reading order."""
    return format_html('<embed embedtype="citation" source="{}" locator="{}"/>', source.pk, locator)


def marks_of(data_sets: Iterable[str]) -> list[Citation]:
    """The citations of data sets on the page being rendered, for panels to point at; none outside a page."""
    page_evidence = _current.get()
    found = (page_evidence.of_data_set(data_set) for data_set in data_sets) if page_evidence else ()
    return [citation for citation in found if citation]


def marks_of_sources(sources: Iterable[Source]) -> list[Citation]:
    """The citations of these sources on the page being rendered, without a query; none outside a page."""
    page_evidence = _current.get()
    found = (page_evidence.citation(source.pk) for source in sources) if page_evidence else ()
    return [citation for citation in found if citation]


class Evidence:
    """Citations and figures numbered in reading order, and the pages that the text links to."""

    def __init__(self, texts: Iterable[str], *, for_editors: bool = False) -> None:
        self.for_editors = for_editors
        marks, linked = _found(texts)
        facts = facts_by_id({mark.fact for mark in marks if mark.fact})
        data_sets = {mark.data_set for mark in marks if mark.data_set}
        data_sets |= {data_set for fact in facts.values() for data_set in fact.data_sets}
        cited = {mark.source for mark in marks if mark.source}
        wanted = Q(pk__in=cited) | Q(data_set__in=data_sets)
        sources = list(Source.objects.filter(wanted)) if cited or data_sets else []
        self._sources = {source.pk: source for source in sources}
        self._of_data_set = {source.data_set: source for source in sources if source.data_set}
        self._releases = release_labels() if self._of_data_set else {}
        self._citations: dict[int, Citation] = {}
        self._figures: dict[int, Figure] = {}
        # Words explained since meanings were last drawn, by number of the term.
        self._explained: dict[int, Explained] = {}
        self._explanations = 0
        for mark in marks:
            if mark.fact:
                self._add_fact(mark.fact, facts.get(mark.fact))
            else:
                source = self._sources.get(mark.source or 0) or self._of_data_set.get(mark.data_set)
                self._cite(source, mark.locator)
        # Without `specific` rows: an address needs the path alone.
        self._pages = Page.objects.filter(pk__in=linked, live=True).in_bulk() if linked else {}

    def _cite(self, source: Source | None, locator: str = "") -> Citation | None:
        if source is None:
            return None
        if source.pk not in self._citations:
            release = self._releases.get(source.data_set or "")
            self._citations[source.pk] = Citation(len(self._citations) + 1, source, release=release)
        citation = self._citations[source.pk]
        if locator and locator not in citation.locators:
            citation.locators.append(locator)
        return citation

    def _add_fact(self, pk: int, fact: Fact | None) -> None:
        if fact is None or pk in self._figures:
            return
        cited = [self._cite(self._of_data_set.get(data_set)) for data_set in fact.data_sets]
        self._figures[pk] = Figure(len(self.figures) + 1, fact, [citation for citation in cited if citation])

    def explain(self, pk: str | int | None) -> Explained | None:
        """A term to be explained here; None when it is gone, or when this section has explained it before."""
        number = row_number(pk) or 0
        meaning = meanings().get(number)
        if not meaning or number in self._explained:
            return None
        self._explanations += 1
        self._explained[number] = Explained(self._explanations, meaning)
        return self._explained[number]

    def take_explained(self) -> list[Explained]:
        """What the part just drawn has explained; the next part begins anew."""
        taken, self._explained = list(self._explained.values()), {}
        return taken

    @property
    def citations(self) -> list[Citation]:
        return list(self._citations.values())

    @property
    def figures(self) -> list[Figure]:
        """Those that need explaining, in reading order."""
        return [figure for figure in self._figures.values() if not figure.fact.is_period]

    def citation(self, pk: str | int | None) -> Citation | None:
        return self._citations.get(row_number(pk) or 0)

    def figure(self, pk: str | int | None) -> Figure | None:
        return self._figures.get(row_number(pk) or 0)

    def of_data_set(self, data_set: str) -> Citation | None:
        source = self._of_data_set.get(data_set)
        return self._citations.get(source.pk) if source else None

    def page(self, pk: str | int | None) -> Page | None:
        return self._pages.get(row_number(pk) or 0)


def _found(texts: Iterable[str]) -> tuple[list[_Mark], set[int]]:
    """Marks in reading order, and the numbers of linked pages."""
    marks: list[_Mark] = []
    linked: set[int] = set()
    for text in texts:
        for match in _TAG.finditer(text):
            attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])}
            if match["name"] == "a":
                number = row_number(attributes.get("id"))
                if attributes.get("linktype") == "page" and number is not None:
                    linked.add(number)
            elif attributes.get("embedtype") == "citation":
                source, data_set = row_number(attributes.get("source")), attributes.get("data-set", "")
                if source or data_set:
                    marks.append(_Mark(source, data_set, attributes.get("locator", "")))
            elif attributes.get("embedtype") == "fact" and (number := row_number(attributes.get("fact"))):
                marks.append(_Mark(fact=number))
    return marks, linked


def texts_of(value: Any) -> Iterator[str]:
    """Every rich text inside a field or block value, in reading order. Values may add marks of their own."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, str):
        if "<" in value:
            yield value
    elif isinstance(value, TypedTable):
        for row in value.rows:
            yield from texts_of(row)
    elif isinstance(value, Mapping):  # StructValue
        yield from getattr(value, "evidence_marks", [])
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
