"""Addresses of the import of law, and its place in the "State law" menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from careers.law_desk.viewset import MENU_HOOK
from careers.law_import import views
from careers.release_day.views import refuse_too_much


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(views.policy().user_has_permission(request.user, "change"))


class LawImportViewSet(ViewSet):
    name = "law_import"
    url_prefix = "law-import"
    icon = "download"
    menu_label = "Import"
    menu_hook = MENU_HOOK
    menu_item_class = ImportMenuItem
    menu_order = 60  # behind the snippets, which are counted from 1

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", refuse_too_much(views.UploadView.as_view(), views.TooMuchLawView), name="index"),
            path("rules.csv", views.RulesView.as_view(), name="rules"),
            path("<int:pk>/", views.JobView.as_view(), name="job"),
            path("<int:pk>/status/", views.JobStatusView.as_view(), name="job_status"),
            path("<int:pk>/write/", views.WriteView.as_view(), name="write"),
            path("<int:pk>/discard/", views.DiscardView.as_view(), name="discard"),
        ]
