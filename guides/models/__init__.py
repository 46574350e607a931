"""Pages, media and settings: one module a kind."""

from .base import GuidePage
from .credential_chooser import CredentialChooserPage
from .editorial import StarterObject
from .hub import HubGuidePage
from .law_changes import LawChangesPage
from .media import DescribedDocument, DescribedImage, Rendition
from .role_comparisons import RoleComparisonPage, RoleComparisonsPage, RoleComparisonToolPage
from .sitewide import SearchPage, SimplePage, SiteIdentity
from .state_comparison import StateComparisonPage
from .state_guide import StateGuidePage
from .states import StatesPage
from .task_checker import TaskCheckerPage
from .task_pages import TaskMatrixPage, TaskPage
from .tools import SalaryPage, StatePayPage
from .topics import GlossaryPage, TopicGuidePage

__all__ = [
    "CredentialChooserPage",
    "DescribedDocument",
    "DescribedImage",
    "GlossaryPage",
    "GuidePage",
    "HubGuidePage",
    "LawChangesPage",
    "Rendition",
    "RoleComparisonPage",
    "RoleComparisonToolPage",
    "RoleComparisonsPage",
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
