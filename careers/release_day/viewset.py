"""Addresses of release day, and its place in the "Facts" menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from careers.release_day import views


class ReleasesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(views.POLICY.user_has_any_permission(request.user, views.SEE))


class ReleaseDayViewSet(ViewSet):
    name = "releases"
    icon = "download"
    menu_label = "Releases"
    menu_hook = "register_facts_menu_item"
    menu_item_class = ReleasesMenuItem
    menu_order = 50  # behind the snippets, which are counted from 1

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", views.IndexView.as_view(), name="index"),
            path("load/", views.refuse_too_much(views.UploadView.as_view()), name="upload"),
            path("jobs/<int:pk>/", views.JobView.as_view(), name="job"),
            path("jobs/<int:pk>/status/", views.JobStatusView.as_view(), name="job_status"),
            path("jobs/<int:pk>/load/", views.LoadView.as_view(), name="load"),
            path("jobs/<int:pk>/discard/", views.DiscardView.as_view(), name="discard"),
            path("<int:pk>/make-current/", views.MakeCurrentView.as_view(), name="make_current"),
            path("<slug:data_set>/undo/", views.UndoView.as_view(), name="undo"),
        ]
