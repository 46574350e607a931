"""The admin of roles, credentials and ways into the work. A fact changed here changes wherever it stands."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn

from careers.models import Credential, EntryRoute, Role
from careers.retire_only import RetireOnlyViewSet


class RoleViewSet(RetireOnlyViewSet):
    """Roles are born with the official occupations that measure them; what is said of them is kept here."""

    model = Role
    icon = "group"
    list_display = ["name", "short_name", "licensing", "occupation", "retired_on", UpdatedAtColumn()]
    list_filter = ["licensing", "fit", "retired_on"]
    list_export = ["key", "name", "plural", "short_name", "licensing", "occupation", "fit", "retired_on"]
    export_filename = "roles"
    search_fields = ["name", "short_name"]
    edit_handler = TabbedInterface(
        [
            ObjectList([FieldPanel("licensing"), FieldPanel("facts")], heading="Facts"),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("name"), FieldPanel("plural"), FieldPanel("short_name")]),
                            FieldPanel("key"),
                            FieldPanel("order"),
                        ],
                        heading="Name",
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("occupation"),
                            FieldPanel("fit"),
                            FieldPanel("fit_note"),
                            FieldPanel("onet_code"),
                        ],
                        heading="Official statistics",
                    ),
                    FieldPanel("retired_on"),
                ],
                heading="Name and statistics",
            ),
        ]
    )


class CredentialViewSet(RetireOnlyViewSet):
    model = Credential
    icon = "key"
    list_display = ["initials", "name", "body", "covers", "retired_on", UpdatedAtColumn()]
    list_filter = ["covers", "retired_on"]
    list_export = ["key", "initials", "name", "body", "covers", "retired_on"]
    export_filename = "credentials"
    search_fields = ["initials", "name", "body"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("initials"), FieldPanel("covers")]),
                    FieldPanel("name"),
                    FieldPanel("body"),
                    FieldPanel("law_names"),
                    FieldPanel("key"),
                    FieldPanel("order"),
                    FieldPanel("retired_on"),
                ],
                heading="What it is",
            ),
            ObjectList([FieldPanel("routes")], heading="Ways to be eligible"),
            ObjectList([FieldPanel("fees")], heading="Prices"),
            ObjectList([FieldPanel("facts")], heading="Facts"),
        ]
    )


class EntryRouteViewSet(RetireOnlyViewSet):
    model = EntryRoute
    icon = "arrow-right"
    menu_label = "Ways into the work"
    list_display = ["name", "kind", "retired_on", UpdatedAtColumn()]
    list_filter = ["kind", "retired_on"]
    list_export = ["key", "name", "kind", "retired_on"]
    export_filename = "ways-into-the-work"
    search_fields = ["name"]
    edit_handler = TabbedInterface(
        [
            ObjectList([FieldPanel("facts")], heading="Facts"),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
                    FieldPanel("credential_routes"),
                    FieldPanel("key"),
                    FieldPanel("order"),
                    FieldPanel("retired_on"),
                ],
                heading="What it is",
            ),
        ]
    )
