"""Pages, media and settings: one module a kind."""

from .base import GuidePage
from .editorial import StarterObject
from .hub import HubGuidePage
from .media import DescribedDocument, DescribedImage, Rendition
from .sitewide import IndexPage, SearchPage, SimplePage, SiteIdentity
from .tools import SalaryPage, StatePayPage
from .topics import GlossaryPage, TopicGuidePage

__all__ = [
    "DescribedDocument",
    "DescribedImage",
    "GlossaryPage",
    "GuidePage",
    "HubGuidePage",
    "IndexPage",
    "Rendition",
    "SalaryPage",
    "SearchPage",
    "SimplePage",
    "SiteIdentity",
    "StarterObject",
    "StatePayPage",
    "TopicGuidePage",
]
