"""The board of all jurisdictions: what stands, what is due, who holds it, and the way to page, law and history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import (
    BaseColumn,
    BulkActionsCheckboxColumn,
    Column,
    NumberColumn,
    TitleColumn,
)
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from careers.law_desk.viewset import MENU_HOOK
from careers.models import Jurisdiction, LawCare, OpenQuestion, StateLaw
from guides.editing.law_board_columns import DayColumn, StateColumn, StatusColumn, law_screen, links, questions_address
from guides.editing.law_board_rows import LAW_STATES, PAGE_STATES, REFUSED, BoardRow, board_rows

SEE = ["view", "change", "publish", "check"]
CARE = f"{LawCare._meta.app_label}.change_lawcare"


def keepers() -> Any:
    """Those who can hold a law: whoever may work on it or check it."""
    able = policy_registry.get_by_type(StateLaw).users_with_any_permission(["change", "check"])
    return get_user_model().objects.filter(pk__in=able.values("pk")).order_by("last_name", "first_name", "username")


class BoardFilters(WagtailFilterSet):
    """Only asks; the rows are few and are filtered in memory."""

    page = django_filters.ChoiceFilter(label="Page", choices=[(state, state) for state in PAGE_STATES])
    law = django_filters.ChoiceFilter(label="Law", choices=[(state, state) for state in LAW_STATES])
    keeper = django_filters.ModelChoiceFilter(
        label="Held by", queryset=lambda request: keepers(), null_label="Nobody", empty_label="All"
    )
    attention = django_filters.ChoiceFilter(
        label="Needs attention",
        choices=[
            ("mismatch", "Page and law do not match"),
            ("refused", REFUSED),
            ("due", "Check is due"),
            ("questions", "Open questions"),
        ],
    )

    class Meta:
        model = Jurisdiction
        fields: list[str] = []


ATTENTION: dict[str, Callable[[BoardRow], bool]] = {
    "mismatch": lambda row: bool(row.mismatch),
    "refused": lambda row: REFUSED in row.law_states,
    "due": lambda row: row.is_due,
    "questions": lambda row: row.open_questions > 0,
}


class BoardView(ReportView):
    permission_policy = policy_registry.get_by_type(StateLaw)
    any_permission_required = SEE
    page_title = "Board of state guides"
    header_icon = "clipboard-list"
    template_name = "guides/law_board/index.html"
    index_url_name = "law_board:index"
    index_results_url_name = "law_board:results"
    filterset_class = BoardFilters
    default_ordering = "name"
    paginate_by = None  # 51 rows, seen at once
    verbose_name_plural = "states"
    export_filename = "state-guides"
    list_export = [
        *("name", "jurisdiction.code", "page_status", "law_status", "mismatch", "rules", "answered", "cited"),
        *("second_read", "verified", "last_checked_on", "next_check_on", "due", "keeper_name", "open_questions"),
    ]
    export_headings = {
        "name": "State",
        "jurisdiction.code": "Code",
        "page_status": "Page",
        "law_status": "Law",
        "mismatch": "Does not match",
        "rules": "Tasks",
        "answered": "Answered",
        "cited": "Cited",
        "second_read": "Second-read",
        "verified": "Verified",
        "last_checked_on": "Last checked",
        "next_check_on": "Next check",
        "due": "Due",
        "keeper_name": "Held by",
        "open_questions": "Open questions",
    }

    @cached_property
    def may_assign(self) -> bool:
        return bool(self.request.user.has_perm(CARE))

    @cached_property
    def may_see_questions(self) -> bool:
        policy = policy_registry.get_by_type(OpenQuestion)
        return bool(policy.user_has_any_permission(self.request.user, ["add", "change", "delete", "view"]))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        ticks = [BulkActionsCheckboxColumn("bulk_actions", obj_type="state")] if self.may_assign else []
        may_change = self.user_has_permission("change")
        return [
            *ticks,
            StateColumn(
                "name",
                label="State",
                sort_key="name",
                width="14%",
                get_url=lambda row: law_screen("edit" if may_change else "checks", row.law) if row.law else None,
                get_title_id=lambda row: f"state_{row.pk}_title",
                links=lambda row: links(row, self.request.user, self.permission_policy),
            ),
            StatusColumn("page_status", label="Page", sort_key="page_status", states=lambda row: row.page_states),
            StatusColumn("law_status", label="Law", sort_key="law_status", states=lambda row: row.law_states),
            Column("mismatch", label="Note", sort_key="mismatch"),
            NumberColumn("answered", label="Answered", sort_key="answered"),
            NumberColumn("cited", label="Cited", sort_key="cited"),
            NumberColumn("second_read", label="Read twice", sort_key="second_read"),
            NumberColumn("verified", label="Verified", sort_key="verified"),
            DayColumn("last_checked_on", label="Last check", sort_key="last_checked_on"),
            DayColumn("next_check_on", label="Next check", sort_key="next_check_on", is_due=lambda row: row.is_due),
            Column("keeper_name", label="Held by", sort_key="keeper_name"),
            TitleColumn(
                "open_questions",
                label="Questions",
                sort_key="open_questions",
                get_url=lambda row: questions_address(row) if self.may_see_questions else None,
            ),
        ]

    def get_queryset(self) -> Any:
        key = str(self.ordering)
        rows = sorted(
            board_rows(), key=lambda row: _sortable(getattr(row, key.lstrip("-"))), reverse=key.startswith("-")
        )
        return rows

    def filter_queryset(self, queryset: Iterable[BoardRow]) -> Any:
        rows = list(queryset)
        if not (self.filters and self.filters.is_valid()):
            return rows
        asked = self.filters.form.cleaned_data
        if asked["page"]:
            rows = [row for row in rows if asked["page"] in row.page_states]
        if asked["law"]:
            rows = [row for row in rows if asked["law"] in row.law_states]
        if asked["keeper"]:
            nobody = asked["keeper"] == "null"
            rows = [row for row in rows if (row.keeper is None if nobody else row.keeper == asked["keeper"])]
        if asked["attention"]:
            rows = [row for row in rows if ATTENTION[asked["attention"]](row)]
        return rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "may_assign": self.may_assign, "model_opts": Jurisdiction._meta}


def _sortable(value: Any) -> tuple[bool, Any]:
    """What is not known comes first."""
    if isinstance(value, str):
        return bool(value), value.casefold()
    return value is not None, value or (date.min if value is None else 0)


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(BoardView.permission_policy.user_has_any_permission(request.user, SEE))


class LawBoardViewSet(ViewSet):
    name = "law_board"
    url_prefix = "law-board"
    icon = "clipboard-list"
    menu_label = "Board"
    menu_hook = MENU_HOOK
    menu_item_class = BoardMenuItem
    menu_order = 0  # before the snippets, which are counted from 1

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", BoardView.as_view(), name="index"),
            path("results/", BoardView.as_view(results_only=True), name="results"),
        ]
