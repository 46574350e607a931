"""A mark behind a word that opens its meaning: stored as `<embed embedtype="term" term="12" />`.

Only the id of the glossary term is stored, so a changed definition changes everywhere. Readers get a small button; the
definition it opens stands at the end of the section, by the browser's own popover, and is printed there. In one section
a term is explained once. Where no section follows, in search excerpts and previews of blocks, nothing is drawn.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.html import escape, format_html
from draftjs_exporter.dom import DOM
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from careers.models import Term
from guides import evidence
from guides.richtext.entities import VoidEntityHandler, register_entity

FEATURE = "term"
ENTITY = "TERM"


class TermHandler(EmbedHandler):
    """Draws the button for readers."""

    identifier = FEATURE

    @staticmethod
    def get_model() -> type[Model]:
        return Term

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        page_evidence = evidence.current()
        explained = page_evidence.explain(attrs.get("term")) if page_evidence else None
        if not explained:
            return ""
        return format_html(
            '<button type="button" class="explain" popovertarget="{}"><span class="hidden">What does “{}” mean</span>?'
            "</button>",
            explained.anchor,
            explained.meaning.term,
        )

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Any:
        if evidence.row_number(attrs.get("term")):
            yield Term, attrs["term"], "", ""


def _name(pk: str | None) -> str:
    term = Term.objects.filter(pk=evidence.row_number(pk) or 0).first()
    return term.term if term else "missing term"


class TermElementHandler(VoidEntityHandler):
    """Stored form → editor: the term in brackets carries the entity."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"term": attrs.get("term", ""), "title": _name(attrs.get("term"))}

    def words(self, attrs: dict[str, str]) -> str:
        return f"[{_name(attrs.get('term'))}?]"


def term_entity(props: dict[str, Any]) -> Any:
    """Editor → stored form: the words in brackets are dropped."""
    return DOM.create_element("embed", {"embedtype": FEATURE, "term": str(props.get("term", ""))})


class TermEditorHTML:
    """The same entity in `editorhtml`, by which DbHTMLConverter says what would be stripped. Asks no database."""

    @staticmethod
    def get_db_attributes(tag: Any) -> dict[str, str]:
        return {"term": tag["data-term"]}

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        number = escape(attrs.get("term", ""))
        return f'<span data-embedtype="{FEATURE}" data-term="{number}">[term {number}?]</span>'


def register(features: FeatureRegistry) -> None:
    features.register_embed_type(TermHandler)
    data = {
        "type": ENTITY,
        "icon": "help",
        "description": "Explain a word",
        "attributes": ["term", "title"],
        "chooserUrls": {"term": reverse_lazy("wagtailsnippetchoosers_careers_term:choose")},
    }
    register_entity(features, FEATURE, data, TermElementHandler, term_entity, TermEditorHTML)
