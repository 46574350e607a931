"""What can be done for several states at once from the board: who holds them, and when they are checked next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.formats import date_format
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.widgets import AdminDateInput

from careers.models import Jurisdiction, LawCare, StateLaw
from guides.editing.law_board import CARE, keepers
from guides.editing.law_board_log import log_care


class KeeperForm(forms.Form):
    keeper: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Held by", queryset=None, required=False, empty_label="Nobody", help_text="Who looks after these laws."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keeper"].queryset = keepers()  # type: ignore[attr-defined]


class NextCheckForm(forms.Form):
    next_check_on = forms.DateField(
        label="Next check",
        required=False,
        widget=AdminDateInput,
        help_text="Empty: half a year after the last check.",
    )


class CareAction(BulkAction):
    """Writes one field of the care of each state that was ticked."""

    models = [Jurisdiction]
    template_name = "guides/law_board/bulk.html"
    field = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(CARE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_execution_context(self) -> dict[str, Any]:
        value = self.cleaned_form.cleaned_data[self.field]
        return {"field": self.field, "value": value, "user": self.request.user}

    @classmethod
    def execute_action(
        cls, objects: Collection[Jurisdiction], field: str = "", value: Any = None, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """Inside a transaction."""
        held = LawCare.objects.filter(jurisdiction__in=objects).select_for_update(of=["self"]).select_related("keeper")
        before = {care.jurisdiction_id: getattr(care, field) for care in held}
        LawCare.objects.bulk_create(
            [LawCare(jurisdiction=jurisdiction, **{field: value}) for jurisdiction in objects],
            update_conflicts=True,
            unique_fields=["jurisdiction"],
            update_fields=[field],
        )
        laws = {law.jurisdiction_id: law for law in StateLaw.objects.filter(jurisdiction__in=objects)}
        for jurisdiction in objects:
            if (was := before.get(jurisdiction.pk)) != value:
                log_care(jurisdiction, laws.get(jurisdiction.pk), field, was, value, user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        states = "one state" if num_parent_objects == 1 else f"{num_parent_objects} states"
        return self.done(states, self.cleaned_form.cleaned_data[self.field])

    def done(self, states: str, value: Any) -> str:
        """The sentence that says what was done; `states` is "3 states"."""
        raise NotImplementedError


class AssignKeeperAction(CareAction):
    display_name = "Set holder"
    aria_label = "Say who holds the selected states"
    action_type = "assign_keeper"
    action_priority = 10
    form_class = KeeperForm
    field = "keeper"

    def done(self, states: str, value: Any) -> str:
        who = (value.get_full_name() or value.get_username()) if value else "nobody"
        return f"Who holds {states} now: {who}."


class SetNextCheckAction(CareAction):
    display_name = "Set the next check"
    aria_label = "Set the day of the next check of the selected states"
    action_type = "set_next_check"
    action_priority = 20
    form_class = NextCheckForm
    field = "next_check_on"

    def done(self, states: str, value: date | None) -> str:
        when = date_format(value) if value else "half a year after the last one"
        return f"Next check of {states}: {when}."
