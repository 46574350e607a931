"""The task checker."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from guides import sentences
from guides.models import moments
from guides.models.base import GuidePage
from guides.models.state_guide import published_guides
from guides.models.task_answer import answer
from guides.models.task_form import CheckForm
from guides.models.task_pages import TaskPage
from guides.models.withdrawals import withdrawn


class TaskCheckerPage(GuidePage):
    """May a medical assistant do this task here: one sentence, the rule, the citation."""

    page_description = "The task checker: asks for state and task and answers from the law. There is one."
    template = "pages/task_checker_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset({"check", "answer", "board-question"})
    QUESTIONS = ("state", "task", "supervisor", "category")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        found = moments.asked(request)
        context |= moments.context(found)
        sent = {name: request.GET[name] for name in self.QUESTIONS if name in request.GET}
        as_of = found.given if found.is_past else ""
        if not sent:
            return {**context, "check_form": CheckForm(as_of=as_of)}
        form = CheckForm({**sent, "as_of": as_of}, found.when)
        context |= {"check_form": form, "now_query": urlencode(sent)}
        if form.is_valid() and form.place and form.asked_task:
            guide = next((guide for guide in published_guides() if guide.code == form.place.code), None)
            context |= {"place": form.place, "guide": guide, "query": f"?{found.query()}" if found.query() else ""}
            if not form.law:
                context["in_state"] = sentences.place(form.place)
                context["withdrawn_on"] = withdrawn(found.when).get(form.place.pk)
            else:
                given = form.cleaned_data
                context["result"] = answer(form.law, form.asked_task, given["supervisor"], given["category"])
            task_page = TaskPage.objects.live().filter(task=form.asked_task).first()
            context["task_address"] = task_page.get_url(request) if task_page else None
        return context
