"""Pages, media and settings: one module a kind."""

from .base import GuidePage
from .editorial import StarterObject
from .hub import HubGuidePage
from .media import DescribedDocument, DescribedImage, Rendition
from .sitewide import IndexPage, SearchPage, SimplePage, SiteIdentity
from .states import (
    LawChangesPage,
    StateComparisonPage,
    StateGuidePage,
    StatesPage,
    TaskCheckerPage,
    TaskMatrixPage,
    TaskPage,
)
from .tools import SalaryPage, StatePayPage
from .topics import GlossaryPage, TopicGuidePage

__all__ = [
    "DescribedDocument",
    "DescribedImage",
    "GlossaryPage",
    "GuidePage",
    "HubGuidePage",
    "IndexPage",
    "LawChangesPage",
    "Rendition",
    "SalaryPage",
    "SearchPage",
    "SimplePage",
    "SiteIdentity",
    "StarterObject",
    "StateComparisonPage",
    "StateGuidePage",
    "StatePayPage",
    "StatesPage",
    "TaskCheckerPage",
    "TaskMatrixPage",
    "TaskPage",
    "TopicGuidePage",
]
