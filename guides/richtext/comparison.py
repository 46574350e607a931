"""Comparing revisions of running text: a figure and a citation are named, as they are no words of the text itself.

Wagtail compares what is left when all tags are gone. Figures and citations are tags alone, so changing one would not
show. Here each becomes one sign, the two texts are compared, and every sign is then drawn as the words for what stood
there: which fact or source, never a value, which may have changed since.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.compare import BlockComparison, RichTextFieldComparison, diff_text, register_comparison_class
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText
from wagtail.utils.text import text_from_html

from careers.fact_chooser import FORM_NAMES, fact_words
from careers.facts import Format
from careers.models import FactKey, Source
from guides.evidence import row_number

_EMBED = re.compile(r"<embed\s([^>]*?)\s*/?>")
_END = re.compile(r"(?=</(?:p|li|h3)>)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_FORMS = {str(form): name for form, name in FORM_NAMES.items()}
#: Signs without a meaning of their own, which no keyboard types.
_SIGNS = range(0xE000, 0xF8FF)
_SIGN = re.compile(f"[{chr(_SIGNS.start)}-{chr(_SIGNS.stop)}]")


class Signs:
    """One sign for each different figure and citation of the texts that are compared."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}

    def text(self, stored: str) -> str:
        """Stored rich text as plain words, with signs for what is embedded."""
        # A space keeps the last word of a paragraph apart from the first of the next.
        return str(text_from_html(_END.sub(" ", _EMBED.sub(self._sign, _SIGN.sub("", stored)))))

    def _sign(self, match: re.Match[str]) -> str:
        words = embedded_words({name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])})
        return self._signs.setdefault(words, chr(_SIGNS[len(self._signs) % len(_SIGNS)]))

    def drawn(self, html: str) -> SafeString:
        words = {sign: escape(said) for said, sign in self._signs.items()}
        return mark_safe(_SIGN.sub(lambda match: words.get(match[0], ""), html))  # noqa: S308  both parts are escaped


def embedded_words(attributes: dict[str, str]) -> str:
    """ "[Median hourly wage of medical assistants, Texas (wage.…), with its unit]", "[source: …, section 3]"."""
    kind = attributes.get("embedtype")
    if kind == "fact":
        key = FactKey.objects.filter(pk=row_number(attributes.get("fact")) or 0).first()
        words = fact_words(key).strip("[]") or "missing figure"
        form = attributes.get("format") or Format.PLAIN
        return f"[{words}]" if form == Format.PLAIN else f"[{words}, {_FORMS.get(form, form)}]"
    if kind == "citation":
        source = Source.objects.filter(pk=row_number(attributes.get("source")) or 0).first()
        named = [source.citation if source else "missing source", attributes.get("locator", "")]
        return f"[source: {', '.join(filter(None, named))}]"
    return f"[{kind or 'embedded'}]"


def stored_text(value: Any) -> str:
    """What the database holds of a rich text, whole or field value."""
    return value.source if isinstance(value, RichText) else str(value or "")


def table_text(table: TypedTable | None) -> str:
    """A table as lines of text, its texts as stored."""
    if not table or not table.columns:
        return ""
    lines = [table.caption or "", " | ".join(column["heading"] for column in table.columns)]
    lines += [" | ".join(stored_text(cell.value) for cell in row) for row in table.rows]
    return "".join(f"<p>{line}</p>" for line in lines)


class RunningTextComparison(BlockComparison):
    """For blocks of running text."""

    @staticmethod
    def stored(value: Any) -> str:
        return stored_text(value)

    def has_changed(self) -> bool:
        return self.stored(self.val_a) != self.stored(self.val_b)

    def htmlvalue(self, val: Any) -> SafeString:
        signs = Signs()
        return signs.drawn(escape(signs.text(self.stored(val))))

    def htmldiff(self) -> SafeString:
        return _difference(self.stored(self.val_a), self.stored(self.val_b))


class TableComparison(RunningTextComparison):
    @staticmethod
    def stored(value: Any) -> str:
        return table_text(value)


class RunningTextFieldComparison(RichTextFieldComparison):
    """For fields of running text."""

    def htmldiff(self) -> SafeString:
        return _difference(stored_text(self.val_a), stored_text(self.val_b))


def _difference(before: str, after: str) -> SafeString:
    signs = Signs()
    return signs.drawn(diff_text(signs.text(before), signs.text(after)).to_html())


register_comparison_class(RichTextField, comparison_class=RunningTextFieldComparison)
