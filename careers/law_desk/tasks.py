"""The tasks that the law of each state is asked about."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn

from careers.models import Task
from careers.retire_only import RetireOnlyViewSet


class TaskForm(WagtailAdminModelForm):
    """Key and slug are in files and addresses: they are chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("key", "slug"):
            self.fields[name].disabled = bool(self.instance.pk)


class TaskViewSet(RetireOnlyViewSet):
    model = Task
    icon = "tasks"
    copy_view_enabled = False
    list_display = ["name", "short_name", "group", "position", "retired_on", UpdatedAtColumn()]
    list_filter = ["group", "retired_on"]
    ordering = ["position", "key"]
    search_backend_name = None
    search_fields = ["name", "key", "action", "activity"]
    list_export = [
        *("key", "slug", "name", "short_name", "action", "activity", "definition", "group", "position", "retired_on"),
    ]
    export_filename = "tasks"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel(name) for name in ("name", "short_name", "action", "activity", "definition")],
                heading="Words",
            ),
            FieldRowPanel([FieldPanel("group"), FieldPanel("position")]),
            FieldRowPanel([FieldPanel("key"), FieldPanel("slug")]),
            FieldPanel("retired_on"),
        ],
        base_form_class=TaskForm,
    )
