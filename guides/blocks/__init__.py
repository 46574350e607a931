"""What a page is made of. One small module a family; every block has label, icon, group, description and preview."""

from .comparison import ComparisonTableBlock, IfThenTableBlock
from .emphasis import CalloutBlock
from .facts import FactChooserBlock, FigureComparisonBlock, KeyFigureBlock
from .glance import AtAGlanceBlock
from .images import DescribedImageBlock
from .known import CredentialComparisonBlock, EntryRoutesBlock
from .law_counts import TaskCountsBlock
from .lists import DoListBlock, MustNotListBlock, StepsBlock
from .navigation import RelatedGuidesBlock
from .outlook import OutlookPanelBlock
from .pay import MetroPayBlock, PayBySettingBlock, PayDistributionBlock, PayOverTimeBlock
from .section import ContentBlock, SectionBlock, body_blocks
from .text import QuestionAnswerBlock, TextBlock

__all__ = [
    "AtAGlanceBlock",
    "CalloutBlock",
    "ComparisonTableBlock",
    "ContentBlock",
    "CredentialComparisonBlock",
    "DescribedImageBlock",
    "DoListBlock",
    "EntryRoutesBlock",
    "FactChooserBlock",
    "FigureComparisonBlock",
    "IfThenTableBlock",
    "KeyFigureBlock",
    "MetroPayBlock",
    "MustNotListBlock",
    "OutlookPanelBlock",
    "PayBySettingBlock",
    "PayDistributionBlock",
    "PayOverTimeBlock",
    "QuestionAnswerBlock",
    "RelatedGuidesBlock",
    "SectionBlock",
    "StepsBlock",
    "TaskCountsBlock",
    "TextBlock",
    "body_blocks",
]
