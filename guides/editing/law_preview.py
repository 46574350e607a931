"""A state's law as readers would see it, while it is still a draft: on its own page, today or on a day to come."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from careers.law.content import in_order
from careers.law.desk import content_of, sources_of
from careers.law.fitness import problems
from careers.law.reading import draft_of
from careers.law_desk.refusals import sentences
from careers.models import StateLaw, Task
from guides.models import StateGuidePage, StatesPage
from guides.models.law_shown import Shown, editions_of
from guides.sentences import place


def preview(law: StateLaw, request: HttpRequest, mode: str) -> HttpResponse:
    """`mode` is one of `StateLaw.preview_modes`: empty, `sheet`, or `in-` and a number of days."""
    if mode not in dict(StateLaw.preview_modes):
        raise Http404("There is no such preview.")
    day = timezone.localdate() + timedelta(days=int(mode.removeprefix("in-")) if mode.startswith("in-") else 0)
    tasks = list(Task.objects.in_use().values_list("key", flat=True))
    content = in_order(content_of(law), tasks)
    page = StateGuidePage.objects.filter(jurisdiction=law.jurisdiction).first() or _made_up(law)
    reading = draft_of(law.jurisdiction, content, day)
    page.shown = Shown(
        law.jurisdiction,
        reading,
        editions_of(law.jurisdiction),
        noindex=True,
        draft_problems=_problems(law, tasks),
    )
    return page.serve_preview(request, StateGuidePage.SHEET if mode == StateGuidePage.SHEET else "")


def _made_up(law: StateLaw) -> StateGuidePage:
    """A page for a jurisdiction that has none yet; it is never saved."""
    where = law.jurisdiction
    page = StateGuidePage(title=f"What may a medical assistant do in {place(where)}?", slug=where.slug)
    page.jurisdiction = where
    above = StatesPage.objects.first()
    page.url_path = f"{above.url_path}{where.slug}/" if above else ""
    page.trail = []
    return page


def _problems(law: StateLaw, tasks: list[str]) -> list[str]:
    """What keeps the draft from being published, in the words of its edit screen."""
    kinds = {key: source.kind for key, source in sources_of(law).items()}
    known = Task.objects.values_list("key", flat=True)
    return sentences(problems(content_of(law), kinds=kinds, tasks=tasks, known_tasks=known))
