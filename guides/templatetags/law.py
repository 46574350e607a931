"""Filters for the law: words about a claim that are the same on every page."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from careers.law.reading import Claim
from guides import sentences, wording
from guides.evidence import Citation, marks_of_sources

register = template.Library()


@register.filter
def verification(claim: Claim) -> SafeString:
    """How far a claim has been checked, in words: "second-read March 3, 2027, by Ana Ruiz"."""
    return wording.with_plain_dates(sentences.verification(claim))


@register.filter
def source_marks(claim: Claim) -> list[Citation]:
    """The sources of a claim in the page's own numbers; none where the page lists no sources."""
    return marks_of_sources(claim.sources)
