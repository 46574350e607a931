"""What citations and facts share: a void `<embed>` in stored text that the editor shows as a piece of words."""

from __future__ import annotations

from typing import Any

from wagtail.admin.rich_text.converters.editor_html import EmbedTypeRule
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry


class VoidEntityHandler(InlineEntityElementHandler):
    """Stored form → editor. The editor cannot hold an entity without text, so that `words` carry it."""

    mutability = "IMMUTABLE"

    def words(self, attrs: dict[str, str]) -> str:
        raise NotImplementedError

    def handle_starttag(self, name: str, attrs: Any, state: Any, contentstate: Any) -> None:
        super().handle_starttag(name, attrs, state, contentstate)
        state.current_block.text += self.words(dict(attrs))
        # A void element has no end tag, so the entity ends here.
        entity_range = state.current_entity_ranges.pop()
        entity_range.length = len(state.current_block.text) - entity_range.offset
        state.leading_whitespace = KEEP_WHITESPACE

    def handle_endtag(self, name: str, state: Any, contentstate: Any) -> None:
        """Nothing is open any more."""


def register_entity(
    features: FeatureRegistry,
    feature: str,
    data: dict[str, Any],
    from_stored: type[VoidEntityHandler],
    to_stored: Any,
    editor_html: type,
) -> None:
    """The toolbar button with its script and style, and the rules for both of the editor's forms.

    `data` describes the entity to Draftail: type, icon, description, attributes, chooserUrls.
    """
    features.register_editor_plugin(
        "draftail",
        feature,
        EntityFeature(
            data,
            js=["wagtailadmin/js/chooser-modal.js", f"js/admin/{feature}.js"],
            css={"all": [f"css/admin/{feature}.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        feature,
        {
            "from_database_format": {f'embed[embedtype="{feature}"]': from_stored(data["type"])},
            "to_database_format": {"entity_decorators": {data["type"]: to_stored}},
        },
    )
    features.register_converter_rule("editorhtml", feature, [EmbedTypeRule(feature, editor_html)])
