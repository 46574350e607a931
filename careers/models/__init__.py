"""What we know: one module a subject."""

from .credentials import Credential, EntryRoute
from .evidence import DataSet, Source
from .facts import FactKey
from .glossary import Term
from .jobs import Job
from .labour import PriceParity, Projection, WageEstimate
from .law import (
    EditionAuthor,
    EditionSource,
    LawCare,
    LawCheck,
    LawEdition,
    OpenQuestion,
    OtherVoice,
    RuleSource,
    StateLaw,
    TaskRule,
)
from .onet import OnetRating, OnetTask, OnetTitle
from .places import Area, Jurisdiction
from .releases import Release, ReleaseMove
from .roles import Industry, Occupation, Role
from .site_version import SiteVersion
from .tasks import Task

__all__ = [
    "Area",
    "Credential",
    "DataSet",
    "EditionAuthor",
    "EditionSource",
    "EntryRoute",
    "FactKey",
    "Industry",
    "Job",
    "Jurisdiction",
    "LawCare",
    "LawCheck",
    "LawEdition",
    "Occupation",
    "OnetRating",
    "OnetTask",
    "OnetTitle",
    "OpenQuestion",
    "OtherVoice",
    "PriceParity",
    "Projection",
    "Release",
    "ReleaseMove",
    "Role",
    "RuleSource",
    "SiteVersion",
    "Source",
    "StateLaw",
    "Task",
    "TaskRule",
    "Term",
    "WageEstimate",
]
