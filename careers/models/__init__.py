"""What we know: one module a subject."""

from .evidence import DataSet, Source
from .facts import FactKey
from .glossary import Term
from .jobs import Job
from .labour import PriceParity, Projection, WageEstimate
from .onet import OnetRating, OnetTask, OnetTitle
from .places import Area, Jurisdiction
from .releases import Release, ReleaseMove
from .roles import Industry, Occupation, Role
from .site_version import SiteVersion

__all__ = [
    "Area",
    "DataSet",
    "FactKey",
    "Industry",
    "Job",
    "Jurisdiction",
    "Occupation",
    "OnetRating",
    "OnetTask",
    "OnetTitle",
    "PriceParity",
    "Projection",
    "Release",
    "ReleaseMove",
    "Role",
    "SiteVersion",
    "Source",
    "Term",
    "WageEstimate",
]
