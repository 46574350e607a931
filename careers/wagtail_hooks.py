"""The menus "Facts" and "State law": what editors hold once and pages show many times."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from careers.fact_chooser import FactChooserViewSet, fact_chooser_viewset
from careers.figures_in_use import COLUMNS, FiguresInUseView
from careers.known_things import CredentialViewSet, EntryRouteViewSet, RoleViewSet
from careers.law_desk import log
from careers.law_desk.viewset import StateLawGroup
from careers.law_import import log as import_log
from careers.law_import.viewset import LawImportViewSet
from careers.models import FactKey, Source, Term
from careers.release_day.viewset import ReleaseDayViewSet
from careers.retire_only import RetireOnlyViewSet, SourceChooserViewSet


class SourceViewSet(RetireOnlyViewSet):
    model = Source
    icon = "doc-full"
    chooser_viewset_class = SourceChooserViewSet
    list_display = ["citation", "publisher", "kind", "text_as_of", "retired_on", UpdatedAtColumn()]
    list_filter = ["kind", "extent", "retired_on"]
    list_export = [
        *("key", "kind", "citation", "title", "publisher", "address", "copy_address", "text_as_of", "read_on"),
        *("extent", "quoted_passage", "terms", "retired_on"),
    ]
    export_filename = "sources"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("citation"),
                FieldPanel("title"),
                FieldPanel("publisher"),
                FieldPanel("kind"),
                FieldPanel("key"),
            ],
            heading="What it is",
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("copy_address"),
                FieldRowPanel([FieldPanel("text_as_of"), FieldPanel("read_on"), FieldPanel("extent")]),
                FieldPanel("quoted_passage"),
                FieldPanel("terms"),
            ],
            heading="What was read",
        ),
        FieldPanel("retired_on"),
    ]


class TermViewSet(RetireOnlyViewSet):
    model = Term
    icon = "openquote"
    menu_label = "Glossary terms"
    list_display = ["term", "also_called", "retired_on", UpdatedAtColumn()]
    list_export = ["key", "term", "also_called", "definition", "retired_on"]
    export_filename = "glossary"
    panels = [
        FieldPanel("term"),
        FieldPanel("also_called"),
        FieldPanel("definition"),
        FieldPanel("key"),
        FieldPanel("retired_on"),
    ]


class FactKeyViewSet(RetireOnlyViewSet):
    """Keys are made by choosing a figure in a text; here they are only looked at and retired."""

    model = FactKey
    icon = "table"
    menu_label = "Figures in use"
    index_view_class = FiguresInUseView
    list_display = COLUMNS
    list_filter = ["retired_on"]
    list_export = ["key", "made_at", "retired_on"]
    export_filename = "figures-in-use"
    search_fields = ["key"]
    copy_view_enabled = False
    panels = [FieldPanel("key", read_only=True), FieldPanel("retired_on")]


class FactsGroup(SnippetViewSetGroup):
    menu_label = "Facts"
    menu_icon = "table"
    menu_order = 150
    submenu_hook = "register_facts_menu_item"
    items = (SourceViewSet, TermViewSet, RoleViewSet, CredentialViewSet, EntryRouteViewSet, FactKeyViewSet)


register_snippet(FactsGroup)
register_snippet(StateLawGroup)


@hooks.register("register_admin_viewset")
def register_fact_chooser() -> FactChooserViewSet:
    return fact_chooser_viewset


@hooks.register("register_admin_viewset")
def register_release_day() -> ReleaseDayViewSet:
    return ReleaseDayViewSet()


@hooks.register("register_admin_viewset")
def register_law_import() -> LawImportViewSet:
    return LawImportViewSet()


@hooks.register("register_permissions")
def register_release_permissions() -> QuerySet[Permission]:
    """So that an administrator can give them to a group. Releases are written once: nobody changes or deletes them."""
    return Permission.objects.filter(
        content_type__app_label="careers", codename__in=["add_release", "view_release", "approve_release"]
    )


@hooks.register("register_permissions")
def register_law_permissions() -> QuerySet[Permission]:
    """Some only look at laws and check them; who cares for a law is set on the board."""
    return Permission.objects.filter(
        content_type__app_label="careers", codename__in=["view_statelaw", "change_lawcare"]
    )


@hooks.register("register_log_actions")
def register_law_actions(actions: LogActionRegistry) -> None:
    log.register(actions)
    import_log.register(actions)
