"""The credential chooser: a few questions, one a page, then the credentials whose published requirements fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from careers import stated
from guides import evidence
from guides.models.base import GuidePage
from guides.models.credential_questions import NAMES, QUESTIONS
from guides.models.credential_result import Result
from guides.models.credential_visit import Asked, read
from guides.models.task_form import jurisdictions


class CredentialChooserPage(GuidePage):
    """Asks for route, state, kind of work and budget; the address carries the answers."""

    page_description = "The credential chooser, below the certification guide. There is one."
    template = "pages/credential_chooser_page.html"
    max_count = 1
    parent_page_types = ["guides.TopicGuidePage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset(
        ["question", "answer", "chooser", "chooser-error", "chooser-field", "chooser-hint", "chooser-law"]
    )
    #: What this request has answered; set before the page is rendered. None in a preview.
    asked: Asked | None = None
    result: Result | None = None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._read(request)
        return super().serve(request, *args, **kwargs)

    def _read(self, request: HttpRequest) -> Asked:
        self.asked = read(request.GET)
        wishes = self.asked.wishes
        self.result = Result(self.asked, wishes) if wishes else None
        return self.asked

    def texts(self) -> Iterator[str]:
        """The result stands between summary and body: its sources are numbered there."""
        summary, *body = super().texts()
        yield summary
        if self.result:
            yield from map(evidence.source_mark, self.result.sources)
        yield from body

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        asked = self.asked or self._read(request)
        context = super().get_context(request, *args, **kwargs)
        context |= {"asked": asked, "question": asked.question, "result": self.result, "of": len(QUESTIONS)}
        context["page_noindex"] = any(name in request.GET for name in (*NAMES, "change"))
        if asked.question and asked.question.name == "state":
            context["places"] = jurisdictions()
        if self.result and self.result.is_early:
            context["ways_in"] = [known.name for known in stated.entry_routes().values() if not known.is_retired]
        return context
