"""The form of a state's law, in three tabs."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.blocks import StreamValue
from wagtail.blocks.base import BlockField

from careers.law.publishing import begin_anew
from careers.law_desk.compact import CompactBlockWidget
from careers.law_desk.refusals import refusals
from careers.models import Jurisdiction
from careers.models.law import help_texts
from careers.models.law.words import Supervisor


class StateLawForm(WagtailAdminModelForm):
    """A draft may be half done. What is published, scheduled or submitted must be fit to be published."""

    supervisors = forms.MultipleChoiceField(
        choices=Supervisor.choices,
        required=False,
        label="Who may delegate or supervise",
        help_text=help_texts.SUPERVISORS,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_anew(self.instance)
        if self.instance.pk:
            self.initial |= {name: getattr(self.instance, name) for name in ("change_note", "is_correction")}
        for field in self.fields.values():
            if isinstance(field, BlockField):
                field.widget = CompactBlockWidget(field.block)
        jurisdiction: Any = self.fields["jurisdiction"]
        if self.instance.pk:
            jurisdiction.disabled = True  # a law stays where it is
            jurisdiction.queryset = Jurisdiction.objects.filter(pk=self.instance.jurisdiction_id)
        else:
            jurisdiction.queryset = Jurisdiction.objects.filter(law=None)

    # A browser sends what is chosen in the order of the list. What stood there before keeps its place, so that saving
    # the form as it is changes nothing.

    def clean_supervisors(self) -> list[str]:
        return _in_old_order(self.cleaned_data["supervisors"], self.initial.get("supervisors") or [])

    def clean_rules(self) -> StreamValue:
        rules: StreamValue = self.cleaned_data["rules"]
        before = {rule.id: rule.value["delegators"] for rule in self.initial.get("rules") or []}
        for rule in rules:
            rule.value["delegators"] = _in_old_order(rule.value["delegators"], before.get(rule.id) or [])
        return rules

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        for name, error in refusals(self.instance).items():
            self.add_error(name, error)


def _in_old_order(chosen: list[str], before: list[str]) -> list[str]:
    kept = [name for name in before if name in chosen]
    return [*kept, *(name for name in chosen if name not in kept)]


def _statement(name: str, heading: str, *before: FieldPanel | FieldRowPanel) -> MultiFieldPanel:
    return MultiFieldPanel([*before, FieldPanel(f"{name}_text"), FieldPanel(f"{name}_sources")], heading=heading)


EDIT_HANDLER = TabbedInterface(
    [
        ObjectList([FieldPanel("rules"), FieldPanel("others_say")], heading="Rules"),
        ObjectList(
            [
                FieldPanel("jurisdiction"),
                MultiFieldPanel(
                    [
                        FieldPanel("named_in_law"),
                        FieldPanel("own_term"),
                        FieldPanel("categories"),
                        FieldPanel("regulator_name"),
                        FieldPanel("regulator_address"),
                    ],
                    heading="Who is named, who regulates",
                ),
                _statement("credential", "Credential", FieldPanel("credential_requirement")),
                _statement(
                    "delegation",
                    "Delegation and supervision",
                    FieldPanel("supervisors"),
                    FieldPanel("supervision"),
                    FieldPanel("delegation_basis"),
                ),
                _statement("unlisted", "Tasks the law does not name", FieldPanel("unlisted_rule")),
                _statement("training", "Training"),
            ],
            heading="State",
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("researched_on"), FieldPanel("basis")]),
                FieldPanel("change_note"),
                FieldPanel("is_correction"),
                PublishingPanel(),
            ],
            heading="Change",
        ),
    ],
    base_form_class=StateLawForm,
)
