"""What our own screens of a law have in common: title, trail, permission, and the law itself."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from careers.models import StateLaw


class LawScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A screen about one law, whose row number is in the address."""

    header_icon = "clipboard-list"
    kwargs: dict[str, Any]

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(StateLaw)

    @cached_property
    def law(self) -> StateLaw:
        found: StateLaw = get_object_or_404(
            StateLaw.objects.select_related("jurisdiction", "latest_revision"), pk=self.kwargs["pk"]
        )
        return found

    def get_page_subtitle(self) -> str:
        return self.law.jurisdiction.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        laws = {"url": reverse("wagtailsnippets_careers_statelaw:list"), "label": "State laws"}
        trail = [*self.breadcrumbs_items, laws]
        if self.user_has_permission("change"):
            edit = reverse("wagtailsnippets_careers_statelaw:edit", args=[self.law.pk])
            trail.append({"url": edit, "label": str(self.law)})
        return [*trail, {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(law=self.law, **kwargs)
        return context


class LawFormScreen(LawScreen, FormView):
    """With the scripts that the form's fields bring."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media}
