"""Blocks: an editor can find each one and see what it does, and none breaks a page, full or empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail import blocks
from wagtail.admin.icons import get_icons
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter

import guides.blocks
from guides.blocks.variants import all_blocks, variant_of
from guides.evidence import texts_of
from guides.models import HubGuidePage
from tests.factories import ImageFactory, TopicGuidePageFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

BLOCKS = all_blocks()
CASES = [f"{name}: {variant}" for name, block in BLOCKS.items() for variant in block.variants]
# What is gone, and what was never filled in, leaves no trace.
DRAW_NOTHING = {case for case in CASES if case.endswith((": empty", " gone"))}
LOADED = [*Path(guides.blocks.__file__).parent.glob("*.py")]
every_block = pytest.mark.parametrize("name", BLOCKS)


def case_of(case: str) -> tuple[blocks.Block, Any]:
    name, variant = case.split(": ")
    return BLOCKS[name], variant_of(BLOCKS[name], variant)


def is_mark(text: str) -> bool:
    """What a block puts on the page's list of evidence by itself; nobody wrote it and no editor stores it."""
    return text.startswith("<embed ")


def drawn(block: blocks.Block, value: Any) -> BeautifulSoup:
    return BeautifulSoup(block.render(value, context={}), "html.parser")


def block_of(name: str, value: dict[str, Any]) -> BeautifulSoup:
    block = BLOCKS[name]
    return drawn(block, block.normalize(block.to_python(value)))


def nested(block: blocks.Block) -> Iterator[blocks.Block]:
    """The block and all blocks inside it."""
    yield block
    children = list(getattr(block, "child_blocks", {}).values())
    if hasattr(block, "child_block"):
        children.append(block.child_block)
    for child in children:
        yield from nested(child)


# What an editor sees when choosing a block --------------------------------------------------------------------------


@every_block
def test_a_block_says_what_it_is_for(name: str) -> None:
    meta = BLOCKS[name].meta
    assert meta.label, "needs a label of its own"
    assert meta.group in {"Words", "Tables", "Lists", "Emphasis", "Ways on", "Official figures", "What we know"}
    assert len(BLOCKS[name].get_description()) > 20
    assert BLOCKS[name].is_previewable


@every_block
def test_icons_are_in_wagtails_set(name: str) -> None:
    known = get_icons()
    missing = {block.meta.icon for block in nested(BLOCKS[name]) if f'id="icon-{block.meta.icon}"' not in known}
    assert not missing
    assert BLOCKS[name].meta.icon != "placeholder", "needs an icon of its own"


@every_block
def test_the_preview_in_the_admin_looks_like_the_site(name: str) -> None:
    block = next(
        found
        for found in nested(HubGuidePage._meta.get_field("body").stream_block)
        if type(found) is type(BLOCKS[name])
    )
    answer = signed_in("Writers").get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
    assert {"/static/css/tokens.css", "/static/css/base.css", "/static/css/components.css"} <= set(sheets)
    if name != "image":  # there is no picture to show before somebody uploads one
        assert page.body.get_text(strip=True)


def test_modules_are_small_and_exports_are_sorted() -> None:
    assert len(LOADED) > 8
    assert {path.name: lines for path in LOADED if (lines := len(path.read_text().splitlines())) > 150} == {}
    assert guides.blocks.__all__ == sorted(guides.blocks.__all__)


# What readers see ---------------------------------------------------------------------------------------------------


@every_block
def test_a_block_has_variants_with_an_empty_one(name: str) -> None:
    variants = BLOCKS[name].variants
    assert "empty" in variants
    assert len(variants) > 1
    fields = getattr(BLOCKS[name], "child_blocks", None)
    if isinstance(BLOCKS[name], blocks.StructBlock) and fields:
        assert {key for value in variants.values() for key in value} <= set(fields)


@pytest.mark.parametrize("case", sorted(set(CASES) - DRAW_NOTHING))
def test_a_filled_block_shows_all_its_words(case: str) -> None:
    block, value = case_of(case)
    words = drawn(block, value).get_text(" ", strip=True)
    expected = [BeautifulSoup(text, "html.parser").get_text() for text in texts_of(value)]
    assert words
    assert [text for text in expected if text not in drawn(block, value).get_text()] == []


@pytest.mark.parametrize("case", sorted(DRAW_NOTHING))
def test_an_empty_block_shows_nothing(case: str) -> None:
    page = drawn(*case_of(case))
    assert page.get_text(strip=True) == ""
    assert [tag.name for tag in page.find_all() if tag.name != "section"] == []


@pytest.mark.parametrize("case", CASES)
def test_an_editor_would_strip_nothing_from_a_variant(case: str) -> None:
    converter = DbHTMLConverter(settings.RICH_TEXT_FULL)
    texts = [text for text in texts_of(case_of(case)[1]) if not is_mark(text)]
    assert [removals for text in texts if (removals := converter.clean(text)[1])] == []


def test_a_comparison_table_has_a_caption_and_row_headers() -> None:
    table = drawn(*case_of("comparison_table: filled")).table
    assert table.caption.get_text() == "Who is licensed"
    assert [cell.get_text() for cell in table.select("thead th[scope=col]")] == ["Role", "Licensed?"]
    rows = table.select("tbody tr")
    assert len(rows) == 1
    assert [(cell.name, cell.get("scope"), cell.get_text()) for cell in rows[0].find_all(["th", "td"])] == [
        ("th", "row", "Registered nurse"),
        ("td", None, "Yes"),
    ]


def test_an_empty_corner_is_no_header() -> None:
    columns = [{"type": "text", "heading": ""}, {"type": "text", "heading": "MA"}]
    table = block_of("comparison_table", {"columns": columns, "rows": [{"values": ["", ""]}], "caption": "Who"})
    assert [cell.name for cell in table.select("thead tr > *")] == ["td", "th"]


def test_a_comparison_table_without_caption_cannot_be_published() -> None:
    block, value = case_of("comparison_table: filled")
    assert block.clean(value).caption == "Who is licensed"
    value = block.to_python({**block.variants["filled"], "caption": ""})
    with pytest.raises(ValidationError, match="caption"):
        block.clean(value)


def test_an_if_then_table_heads_its_rows_with_the_condition() -> None:
    table = drawn(*case_of("if_then_table: filled")).table
    assert table.caption.get_text() == "Who decides"
    assert table.select_one("tbody th[scope=row]").get_text() == "The law is silent"


def test_the_kind_of_a_warning_is_said_in_words() -> None:
    assert "Warning:" in drawn(*case_of("callout: warning")).get_text()
    assert "Warning:" not in drawn(*case_of("callout: note")).get_text()


def test_what_an_editor_types_is_text_and_not_markup() -> None:
    page = block_of("question_answer", {"question": "<b>12</b> {{ 7|add:7 }} <script>", "answer": ""})
    assert page.find(["b", "script"]) is None
    assert page.get_text(" ", strip=True) == "<b>12</b> {{ 7|add:7 }} <script>"


# Chosen things that may be gone -------------------------------------------------------------------------------------


def test_ways_on_leave_out_what_is_not_published() -> None:
    hub = HubGuidePage.objects.get()
    live = TopicGuidePageFactory(parent=hub, title="Still here")
    hidden = TopicGuidePageFactory(parent=hub, title="Hidden", live=False)
    value = [{"page": page, "text": "<p>What?</p>"} for page in (live.pk, hidden.pk, 999_999)]
    page = block_of("related_guides", {"heading": "Read next", "items": value})
    assert [item.get_text(" ", strip=True) for item in page.select("li")] == ["Still here What?"]
    page = block_of("related_guides", {"heading": "Read next", "items": value[1:]})
    assert page.get_text(strip=True) == "", "a heading over nothing"


def test_a_line_at_a_glance_stays_when_the_guide_behind_it_is_gone() -> None:
    hub = HubGuidePage.objects.get()
    live = TopicGuidePageFactory(parent=hub)
    hidden = TopicGuidePageFactory(parent=hub, live=False)
    rows = [{"label": f"Row {pk}", "text": "<p>Words.</p>", "page": pk} for pk in (live.pk, hidden.pk, 999_999)]
    page = block_of("at_a_glance", {"rows": rows})
    assert len(page.select("dt")) == 3
    assert [link["href"] for link in page.select("a")] == [live.url]


@pytest.mark.usefixtures("renditions")
def test_a_picture_says_what_it_shows() -> None:
    image = ImageFactory()
    value = {"image": {"image": image.pk, "alt_text": "A cuff & a hand", "decorative": False}, "caption": "<p>Cuff</p>"}
    page = block_of("image", value)
    assert page.select_one("picture img")["alt"] == "A cuff & a hand"
    assert page.figcaption.get_text() == "Cuff"
    formats = {source.get("type") for source in page.select("picture source")}
    assert {"image/avif", "image/webp"} <= formats


def test_a_deleted_picture_takes_its_caption_along() -> None:
    image = ImageFactory()
    stored = {"image": {"image": image.pk, "alt_text": "A cuff", "decorative": False}, "caption": "<p>Cuff</p>"}
    image.delete()
    assert block_of("image", stored).find() is None


# Sections -----------------------------------------------------------------------------------------------------------


def test_a_section_is_found_by_its_anchor() -> None:
    block = BLOCKS["section"]
    entry = block.to_python({"heading": "Who?", "anchor": "who", "content": []}).contents_entry
    assert entry("1234567890") == ("who", "Who?")


def test_a_section_without_anchor_is_found_by_its_id() -> None:
    value = BLOCKS["section"].to_python({"heading": "Who?", "anchor": "", "content": []})
    assert value.contents_entry("1234567890") == ("section-12345678", "Who?")
    assert value.contents_entry(None) == ("section-new", "Who?")


def test_a_section_without_heading_is_not_in_the_contents() -> None:
    assert BLOCKS["section"].to_python({"heading": "", "anchor": "who", "content": []}).contents_entry("1") is None


@pytest.mark.parametrize("anchor", ["Who", "1st", "two words", "a_b", "-a", "ünder", "a" * 61, 'a"b'])
def test_an_anchor_that_would_break_links_is_refused(anchor: str) -> None:
    block = BLOCKS["section"].child_blocks["anchor"]
    assert block.clean("who-supervises") == "who-supervises"
    with pytest.raises(ValidationError):
        block.clean(anchor)
