"""Markdown of the content files → the HTML that Wagtail stores, with citations, page links and facts resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from careers.facts import Format

_CITATION = re.compile(r"\[@([a-z0-9-]+)(?:,\s*([^\]]+))?\]")
TERM = re.compile(r"\[\?([a-z0-9-]+)()\]")
FACT = re.compile(r"\{\{\s*([a-z0-9.-]+)\s*(?:\|\s*([a-z]+)\s*)?\}\}")
_TAGS = {
    "paragraph": "p",
    "strong": "b",
    "em": "i",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
}


class Unresolved(Exception):
    """A reference to something that does not exist, or markup that has no place in running text."""


@dataclass(frozen=True)
class Resolver:
    """Turns keys into what the database knows; each function raises KeyError for an unknown key."""

    source: Callable[[str], int]
    page: Callable[[str], int]
    fact: Callable[[str], int]  # its KeyError says what is wrong with the key
    term: Callable[[str], int]
    task: Callable[[str], str] = str  # tasks are stored by key; files are checked against those they come with


def _rule(pattern: re.Pattern[str], kind: str) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos)
        if not match:
            return False
        if not silent:
            token = state.push(kind, "", 0)
            token.meta = {"key": match[1], "more": (match[2] or "").strip()}
        state.pos = match.end()
        return True

    return rule


def parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.inline.ruler.before("link", "citation", _rule(_CITATION, "citation"))
    markdown.inline.ruler.before("link", "term", _rule(TERM, "term"))
    markdown.inline.ruler.before("link", "fact", _rule(FACT, "fact"))
    return markdown


_PARSER = parser()


def tokens(text: str) -> list[Token]:
    # The asterisk of O*NET is part of a name, not emphasis.
    return _PARSER.parse(text.replace("O*NET", "O\\*NET"))


def inline_html(text: str, resolver: Resolver) -> str:
    """A sentence or a few: one or more paragraphs, nothing else."""
    parsed = tokens(text)
    for token in parsed:
        if token.type not in {"paragraph_open", "paragraph_close", "inline"}:
            raise Unresolved(f"only sentences may stand here, not {_name(token)}")
    return html(parsed, resolver)


def full_html(text: str, resolver: Resolver) -> str:
    return html(tokens(text), resolver)


def plain(text: str, resolver: Resolver) -> str:
    """Text for a field without markup."""
    for what, pattern in (("citation", _CITATION), ("fact", FACT), ("term", TERM)):
        if pattern.search(text):
            raise Unresolved(f"no {what} can stand in this field; put it in the text")
    return _without_leftovers(text)


def heading(token: Token) -> str:
    """The words of a heading, without the backslashes of Markdown."""
    for child in token.children or []:
        if child.type != "text":
            raise Unresolved(f"a heading is plain words, without {_name(child)}")
    return "".join(child.content for child in token.children or []).strip()


def _without_leftovers(text: str) -> str:
    """Markup that nothing has read would be shown to readers as it stands."""
    if "{#" in text:
        raise Unresolved("{#anchor} may stand only behind the heading of a section (##)")
    return text


def html(parsed: Sequence[Token], resolver: Resolver) -> str:
    # A mark stands close to the word it supports; in the file a space before it reads better.
    found = "".join(_one(token, resolver) for token in parsed)
    return found.replace(' <embed embedtype="citation"', '<embed embedtype="citation"').replace(
        ' <embed embedtype="term"', '<embed embedtype="term"'
    )


def _one(token: Token, resolver: Resolver) -> str:
    if token.type == "inline":
        return html(token.children or [], resolver)
    if token.type == "text":
        return escape(_without_leftovers(token.content), quote=False)
    if token.type == "softbreak":
        return " "
    if token.type == "citation":
        try:
            source = resolver.source(token.meta["key"])
        except KeyError:
            raise Unresolved(f"no source has the key '{token.meta['key']}'") from None
        locator = f' locator="{escape(token.meta["more"])}"' if token.meta["more"] else ""
        return f'<embed embedtype="citation" source="{source}"{locator}/>'
    if token.type == "term":
        try:
            return f'<embed embedtype="term" term="{resolver.term(token.meta["key"])}"/>'
        except KeyError:
            raise Unresolved(f"the glossary has no term '{token.meta['key']}'") from None
    if token.type == "fact":
        number, form = fact(token.meta["key"], token.meta["more"], resolver)
        said = f' format="{form}"' if form else ""
        return f'<embed embedtype="fact" fact="{number}"{said}/>'
    if token.type == "link_open":
        return _link(str(token.attrGet("href") or ""), resolver)
    if token.type == "link_close":
        return "</a>"
    base, _, end = token.type.rpartition("_")
    if base in {"paragraph", "list_item"} and token.hidden:
        return ""
    if base == "heading" and token.tag == "h3":
        return "<h3>" if end == "open" else "</h3>"
    if base in _TAGS:
        return f"<{_TAGS[base]}>" if end == "open" else f"</{_TAGS[base]}>"
    raise Unresolved(f"{_name(token)} has no place in running text; use a block")


def fact(key: str, form: str, resolver: Resolver) -> tuple[int, str]:
    """The number of a fact's key and the form it is said in; a plain one is not stored."""
    if form and form not in list(Format):
        raise Unresolved(f"'{form}' is not a form of a fact; it must be one of {', '.join(Format)}")
    try:
        return resolver.fact(key), "" if form == Format.PLAIN else form
    except KeyError as problem:
        raise Unresolved(str(problem.args[0])) from None


def _link(address: str, resolver: Resolver) -> str:
    if address.startswith("https://"):
        return f'<a href="{escape(address)}">'
    if not address.startswith("/"):
        raise Unresolved(f"the link '{address}' is neither a page of this site nor https://")
    try:
        return f'<a linktype="page" id="{resolver.page(address)}">'
    except KeyError:
        raise Unresolved(f"no page has the address '{address}'") from None


def _name(token: Token) -> str:
    return token.type.replace("_open", "").replace("_", " ")
