"""The "State law" menu: laws, open questions, tasks. The board joins them through the menu's hook."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from careers.law_desk.checking import ChecksView, RecordCheckView
from careers.law_desk.comparing import LawRevisionsCompareView
from careers.law_desk.copying import CopyRulesView
from careers.law_desk.form import EDIT_HANDLER
from careers.law_desk.questions import OpenQuestionViewSet
from careers.law_desk.tasks import TaskViewSet
from careers.law_desk.views import LawCreateView, LawEditView, LawIndexView, LawPreviewView, LawWorkflowActionView
from careers.models import StateLaw

MENU_HOOK = "register_state_law_menu_item"


class StateLawViewSet(SnippetViewSet):
    """The desk of each jurisdiction's law."""

    model = StateLaw
    icon = "clipboard-list"
    menu_label = "Laws"
    edit_handler = EDIT_HANDLER
    index_view_class = LawIndexView
    add_view_class = LawCreateView
    edit_view_class = LawEditView
    preview_on_edit_view_class = LawPreviewView
    workflow_action_view_class = LawWorkflowActionView
    revisions_compare_view_class = LawRevisionsCompareView
    copy_view_enabled = False
    list_per_page = 60
    list_display = [
        "__str__",
        Column("researched_on", label="Researched", sort_key="researched_on"),
        Column("get_basis_display", label="Rests on", sort_key="basis"),
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter = ["basis", "live", "has_unpublished_changes"]
    search_backend_name = None
    search_fields = ["jurisdiction__name", "regulator_name"]

    def get_urlpatterns(self) -> list[URLPattern]:
        own = [
            path("checks/<int:pk>/", self.construct_view(ChecksView), name="checks"),
            path("checks/<int:pk>/record/", self.construct_view(RecordCheckView), name="record_check"),
            path("copy-rules/<int:pk>/", self.construct_view(CopyRulesView), name="copy_rules"),
        ]
        return [*super().get_urlpatterns(), *own]


class StateLawGroup(SnippetViewSetGroup):
    menu_label = "State law"
    menu_icon = "clipboard-list"
    menu_order = 160
    submenu_hook = MENU_HOOK
    items = (StateLawViewSet, OpenQuestionViewSet, TaskViewSet)
