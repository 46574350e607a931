"""A page is a stream of sections; a section is a heading and a stream of content. Two levels, no more."""

from typing import Any

from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from .base import WORDS
from .comparison import ComparisonTableBlock, IfThenTableBlock
from .emphasis import CalloutBlock
from .facts import FigureComparisonBlock, KeyFigureBlock
from .glance import AtAGlanceBlock
from .images import DescribedImageBlock
from .known import CredentialComparisonBlock, EntryRoutesBlock
from .law_counts import TaskCountsBlock
from .lists import DoListBlock, MustNotListBlock, StepsBlock
from .navigation import RelatedGuidesBlock
from .outlook import OutlookPanelBlock
from .pay import MetroPayBlock, PayBySettingBlock, PayDistributionBlock, PayOverTimeBlock
from .text import QuestionAnswerBlock, TextBlock


class ContentBlock(blocks.StreamBlock):
    text = TextBlock()
    question_answer = QuestionAnswerBlock()
    at_a_glance = AtAGlanceBlock()
    do_list = DoListBlock()
    must_not_list = MustNotListBlock()
    steps = StepsBlock()
    comparison_table = ComparisonTableBlock()
    if_then_table = IfThenTableBlock()
    callout = CalloutBlock()
    key_figure = KeyFigureBlock()
    figure_comparison = FigureComparisonBlock()
    pay_distribution = PayDistributionBlock()
    pay_by_setting = PayBySettingBlock()
    pay_over_time = PayOverTimeBlock()
    metro_pay = MetroPayBlock()
    outlook_panel = OutlookPanelBlock()
    credential_comparison = CredentialComparisonBlock()
    entry_routes = EntryRoutesBlock()
    task_counts = TaskCountsBlock()
    image = DescribedImageBlock()
    related_guides = RelatedGuidesBlock()

    class Meta:
        required = False


class SectionValue(blocks.StructValue):
    def contents_entry(self, block_id: str | None) -> tuple[str, str] | None:
        """(anchor, heading) for the list of contents; None when the section has no heading yet."""
        if not self.get("heading"):
            return None
        return self.get("anchor") or f"section-{(block_id or 'new')[:8]}", self["heading"]


class SectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, help_text="A question as readers ask it, or a plain heading.")
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]{0,59}$",
        required=False,
        help_text="The last part of links to this section, such as #who-supervises. Do not change it once published.",
        error_messages={"invalid": "Use small letters, digits and hyphens, and begin with a letter."},
    )
    content = ContentBlock()

    variants = {
        "filled": {"heading": "Is it a licence?", "anchor": "licence", "content": [("text", "<p>No.</p>")]},
        "empty": {"heading": "", "anchor": "", "content": []},
    }

    class Meta:
        label = "Section"
        icon = "title"
        group = WORDS
        description = "A heading with what belongs under it. It appears in the page's contents list."
        template = "blocks/section_block.html"
        value_class = SectionValue
        label_format = "{heading}"
        form_layout = BlockGroup(children=["heading", "content"], settings=["anchor"])
        preview_value: Any = {
            "heading": "Is it a licence?",
            "anchor": "licence",
            "content": [{"type": "text", "value": "<p>No.</p>"}],
        }


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks at the top level of every guide's body."""
    return [("section", SectionBlock())]
