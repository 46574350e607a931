from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from careers.models import Term
from guides.models.base import GuidePage


class TopicGuidePage(GuidePage):
    """One subject explained: duties, scope of practice, salary and so on."""

    page_description = "A guide to one subject, answer first. May have more specific guides below it."
    template = "pages/topic_guide_page.html"
    parent_page_types = [
        *("guides.HubGuidePage", "guides.TopicGuidePage", "guides.SalaryPage", "guides.StatesPage"),
    ]
    subpage_types = ["guides.TopicGuidePage", "guides.CredentialChooserPage"]
    review_weeks = 26


class GlossaryPage(GuidePage):
    """All glossary terms, A to Z."""

    page_description = "The glossary: shows all terms A to Z. The terms themselves are edited under Facts."
    template = "pages/glossary_page.html"
    max_count = 1
    parent_page_types = ["guides.HubGuidePage"]
    subpage_types: list[str] = []
    legal_answer = False

    @cached_property
    def terms(self) -> list[Term]:
        return sorted(Term.objects.filter(retired_on=None), key=lambda term: (term.letter, term.term.casefold()))

    def texts(self) -> Iterator[str]:
        yield from super().texts()
        yield from (term.definition for term in self.terms)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["letters"] = [(letter, list(terms)) for letter, terms in groupby(self.terms, lambda term: term.letter)]
        return context
