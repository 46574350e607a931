"""Rules of another state as a starting point: copied into a new draft, where each waits for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.blocks import StreamValue
from wagtail.log_actions import log

from careers.answers import Answer
from careers.law.content import Rule
from careers.law.desk import rule_value
from careers.law.publishing import begin_anew
from careers.law.reading import Reading, law_of
from careers.law_desk.log import COPY_RULES
from careers.law_desk.screens import LawFormScreen
from careers.law_desk.views import address
from careers.models import Jurisdiction, LawEdition, Source, StateLaw


@dataclass(frozen=True)
class Offer:
    """One published rule that can be copied. `number` is its place in the edition."""

    number: int
    rule: Rule
    task: str
    sources: list[Source]

    @property
    def answer(self) -> str:
        return str(Answer(self.rule.answer).label)


def offers(reading: Reading) -> list[Offer]:
    return [
        Offer(number, rule, reading.tasks[rule.task].name, reading.sources_of(rule))
        for number, rule in enumerate(reading.content.rules)
        if rule.task in reading.tasks
    ]


def copied(rule: Rule, state: str) -> Rule:
    """The same words and sources, without the decision."""
    there = Answer(rule.answer).label.lower()
    doubts = f"Copied from {state}, where the answer is “{there}”. Not checked against this state’s law."
    return replace(rule, answer=Answer.NOT_CHECKED, doubts=doubts)


def copy_rules(law: StateLaw, chosen: Iterable[Offer], state: str, user: Any) -> Any:
    """A new draft revision in which copies follow the law's own rules for the same tasks. Nothing is replaced."""
    chosen = list(chosen)
    desk = law.get_latest_revision_as_object()
    begin_anew(desk)
    stream = desk.rules.stream_block
    block = stream.child_blocks["rule"]
    rules: list[tuple[Any, ...]] = [("rule", child.value, child.id) for child in desk.rules]
    for offer in chosen:
        copy = copied(offer.rule, state)
        value = block.normalize(rule_value(copy, {source.key: source for source in offer.sources}))
        same = [number for number, (_, own, *_) in enumerate(rules) if own["task"] == copy.task]
        rules.insert(same[-1] + 1 if same else len(rules), ("rule", value))
    desk.rules = StreamValue(stream, rules)
    with transaction.atomic():
        revision = desk.save_revision(user=user, changed=True, clean=False, log_action=False)
        tasks = ", ".join(offer.task for offer in chosen)
        data = {"state": state, "tasks": tasks}
        log(instance=desk, action=COPY_RULES, user=user, revision=revision, content_changed=True, data=data)
    return revision


class RulesForm(forms.Form):
    rules = forms.TypedMultipleChoiceField(
        label="Rules",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one rule."},
    )

    def __init__(self, offered: list[Offer], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["rules"].choices = [(offer.number, offer.task) for offer in offered]  # type: ignore[attr-defined]


class CopyRulesView(LawFormScreen):
    """First the state, by the address; then its rules."""

    form_class = RulesForm
    template_name = "careers/law_desk/copy_rules.html"
    page_title = "Copy rules from another state"
    permission_required = "change"

    @cached_property
    def others(self) -> list[Jurisdiction]:
        published = LawEdition.objects.exclude(jurisdiction=self.law.jurisdiction_id).values("jurisdiction")
        return list(Jurisdiction.objects.filter(pk__in=published))

    @cached_property
    def state(self) -> Jurisdiction | None:
        code = self.request.GET.get("state", "")
        return next((state for state in self.others if state.code == code), None)

    @cached_property
    def reading(self) -> Reading | None:
        return law_of(self.state) if self.state else None

    @cached_property
    def offered(self) -> list[Offer]:
        return offers(self.reading) if self.reading else []

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offered": self.offered}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(others=self.others, state=self.state, reading=self.reading, **kwargs)
        ticked = set(context["form"]["rules"].value() or [])
        rows = [{"offer": offer, "is_ticked": str(offer.number) in ticked} for offer in self.offered]
        return {**context, "rows": rows}

    def form_valid(self, form: RulesForm) -> HttpResponse:
        lock = self.law.get_lock()
        if lock and lock.for_user(self.request.user):
            form.add_error(None, "Nothing was copied: this law is locked, or waits for somebody’s approval.")
            return self.form_invalid(form)
        chosen = [offer for offer in self.offered if offer.number in form.cleaned_data["rules"]]
        copy_rules(self.law, chosen, str(self.state), self.request.user)
        said = "One rule was" if len(chosen) == 1 else f"{len(chosen)} rules were"
        messages.success(
            self.request,
            f"{said} copied from {self.state} into a new draft. Each says “Not checked” until you decide.",
        )
        return redirect(address("edit", self.law))
