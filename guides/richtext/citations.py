"""A citation inside running text: stored as `<embed embedtype="citation" source="12" locator="section 3" />`.

The editor cannot hold an entity without text, so the converter puts the source's name in square brackets there and
drops it again on saving. Readers get a numbered mark that leads to the page's source list.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.html import escape, format_html
from draftjs_exporter.dom import DOM
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from careers.models import Source
from guides import evidence
from guides.richtext.entities import VoidEntityHandler, register_entity

FEATURE = "citation"
ENTITY = "CITATION"


# How much of a source's name stands in the editor's text; the JavaScript beside it uses the same length.
SHOWN = 32


def truncate(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[: SHOWN - 1].rstrip()}…"


class CitationHandler(EmbedHandler):
    """Draws the mark for readers."""

    identifier = FEATURE

    @staticmethod
    def get_model() -> type[Model]:
        return Source

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        page_evidence = evidence.current()
        if page_evidence:
            return [cls._mark(page_evidence.citation(attrs.get("source"))) for attrs in attrs_list]
        # Outside a page there is no source list to point at: name the source instead.
        keys = [evidence.row_number(attrs.get("source")) or 0 for attrs in attrs_list]
        sources = Source.objects.in_bulk(keys)
        return [
            format_html(' <cite class="citation-name">[{}]</cite>', source.citation) if source else ""
            for source in map(sources.get, keys)
        ]

    @staticmethod
    def _mark(citation: evidence.Citation | None) -> str:
        if not citation:
            return ""
        citation.marks += 1
        return format_html(
            '<sup class="cite" id="cite-{0}-{1}"><a href="#{2}"><span class="hidden">Source </span>{0}</a></sup>',
            citation.number,
            citation.marks,
            citation.anchor,
        )

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Any:
        if evidence.row_number(attrs.get("source")):
            yield Source, attrs["source"], "", ""


class CitationElementHandler(VoidEntityHandler):
    """Stored form → editor: a visible placeholder carries the entity."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {
            "source": attrs.get("source", ""),
            "locator": attrs.get("locator", ""),
            "title": _title(attrs.get("source")),
        }

    def words(self, attrs: dict[str, str]) -> str:
        return f"[{_title(attrs.get('source'))}]"


def _title(pk: str | None) -> str:
    source = Source.objects.filter(pk=evidence.row_number(pk) or 0).first()
    return truncate(source.citation) if source else "missing source"


def citation_entity(props: dict[str, Any]) -> Any:
    """Editor → stored form: the placeholder's text is dropped."""
    attributes = {"embedtype": FEATURE, "source": str(props.get("source", ""))}
    if props.get("locator"):
        attributes["locator"] = props["locator"]
    return DOM.create_element("embed", attributes)


class CitationEditorHTML:
    """The same entity in `editorhtml`, which DbHTMLConverter uses to say what an editor would strip."""

    @staticmethod
    def get_db_attributes(tag: Any) -> dict[str, str]:
        attributes = {"source": tag["data-source"]}
        if tag.get("data-locator"):
            attributes["locator"] = tag["data-locator"]
        return attributes

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        return (
            f'<span data-embedtype="{FEATURE}" data-source="{escape(attrs.get("source", ""))}"'
            f' data-locator="{escape(attrs.get("locator", ""))}">[{escape(_title(attrs.get("source")))}]</span>'
        )


def register(features: FeatureRegistry) -> None:
    features.register_embed_type(CitationHandler)
    data = {
        "type": ENTITY,
        "icon": "openquote",
        "description": "Cite a source",
        "attributes": ["source", "locator", "title"],
        "chooserUrls": {"source": reverse_lazy("wagtailsnippetchoosers_careers_source:choose")},
    }
    register_entity(features, FEATURE, data, CitationElementHandler, citation_entity, CitationEditorHTML)
