"""A fact inside running text: stored as `<embed embedtype="fact" fact="12" format="unit" />`.

Only the id of the FactKey and the form are stored; the value is looked up when the text is shown. In the editor the
entity shows the value of today, and drops it again on saving. Readers get the number with a link to the page's list
of figures, which says what it is, its period and its source.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.html import escape, format_html
from draftjs_exporter.dom import DOM
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from careers.facts import Fact, Format, facts_by_id
from careers.models import FactKey
from guides import evidence
from guides.richtext.entities import VoidEntityHandler, register_entity

FEATURE = "fact"
ENTITY = "FACT"
#: For readers, where a fact is gone.
GONE = "(no figure)"


def shown(fact: Fact | None, form: str) -> str:
    return fact.text(form) if fact else GONE


class FactHandler(EmbedHandler):
    """Draws the value for readers."""

    identifier = FEATURE

    @staticmethod
    def get_model() -> type[Model]:
        return FactKey

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        page_evidence = evidence.current()
        if page_evidence:
            return [cls._linked(page_evidence, attrs) for attrs in attrs_list]
        numbers = [evidence.row_number(attrs.get("fact")) or 0 for attrs in attrs_list]
        facts = facts_by_id(numbers)
        return [
            escape(shown(facts.get(number), attrs.get("format", "")))
            for number, attrs in zip(numbers, attrs_list, strict=True)
        ]

    @staticmethod
    def _linked(page_evidence: evidence.Evidence, attrs: dict[str, str]) -> str:
        figure = page_evidence.figure(attrs.get("fact"))
        form = attrs.get("format", "")
        if page_evidence.for_editors and not (figure and figure.fact.is_published):
            what = figure.fact.label if figure else "unknown fact"
            return format_html('<mark class="gap">{} [{}]</mark>', shown(figure.fact if figure else None, form), what)
        if figure is None:
            return GONE
        if figure.fact.is_period:
            return escape(figure.fact.text(form))
        return format_html(
            '<a class="fact" href="#{}"><data value="{}">{}</data></a>',
            figure.anchor,
            figure.fact.machine,
            figure.fact.text(form),
        )

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Any:
        if evidence.row_number(attrs.get("fact")):
            yield FactKey, attrs["fact"], "", ""


def _fact(pk: str | None) -> Fact | None:
    number = evidence.row_number(pk) or 0
    return facts_by_id([number]).get(number)


class FactElementHandler(VoidEntityHandler):
    """Stored form → editor: the value of today carries the entity."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        fact = _fact(attrs.get("fact"))
        return {
            "fact": attrs.get("fact", ""),
            "format": attrs.get("format", ""),
            "label": f"{fact.label}, {fact.period}" if fact else "missing fact",
        }

    def words(self, attrs: dict[str, str]) -> str:
        return shown(_fact(attrs.get("fact")), attrs.get("format", ""))


def _styles(children: Any) -> list[str]:
    """The tags of bold and italic round the value, outermost first."""
    found = []
    while getattr(children, "type", "") in {"b", "i"}:
        found.append(children.type)
        children = children.children[0] if children.children else None
    return found


def fact_entity(props: dict[str, Any]) -> Any:
    """Editor → stored form: the value is dropped, its bold or italic is kept."""
    attributes = {"embedtype": FEATURE, "fact": str(props.get("fact", ""))}
    if props.get("format") and props["format"] != Format.PLAIN:
        attributes["format"] = props["format"]
    element = DOM.create_element("embed", attributes)
    for style in reversed(_styles(props.get("children"))):
        element = DOM.create_element(style, {}, element)
    return element


class FactEditorHTML:
    """The same entity in `editorhtml`, by which DbHTMLConverter says what would be stripped. Asks no database."""

    @staticmethod
    def get_db_attributes(tag: Any) -> dict[str, str]:
        attributes = {"fact": tag["data-fact"]}
        if tag.get("data-format"):
            attributes["format"] = tag["data-format"]
        return attributes

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        number, form = escape(attrs.get("fact", "")), escape(attrs.get("format", ""))
        return f'<span data-embedtype="{FEATURE}" data-fact="{number}" data-format="{form}">[fact {number}]</span>'


def register(features: FeatureRegistry) -> None:
    features.register_embed_type(FactHandler)
    data = {
        "type": ENTITY,
        "icon": "table",
        "description": "Place a figure",
        "attributes": ["fact", "format", "label"],
        "chooserUrls": {"fact": reverse_lazy("choose_fact:choose")},
    }
    register_entity(features, FEATURE, data, FactElementHandler, fact_entity, FactEditorHTML)
