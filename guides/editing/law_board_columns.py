"""Columns of the board, and where a row leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, TitleColumn
from wagtail.admin.widgets.button import Button, ButtonWithDropdown

from careers.models import StateLaw
from guides.editing.law_board_rows import LIVE, PUBLISHED, REFUSED, BoardRow

#: Label, address and icon.
Link = tuple[str, str, str]
#: Of a law: screen, label, icon, and what somebody must be allowed to do with laws; any of these, or nothing.
LAW_SCREENS = [
    ("edit", "Edit law", "edit", ["change"]),
    ("checks", "Checks", "circle-check", []),
    ("history", "History", "history", ["add", "change", "delete"]),
]


class StateColumn(ButtonsColumnMixin, TitleColumn):
    """The name leads to the law; a menu leads to everything else that the person who looks may open."""

    def __init__(self, name: str, *, links: Callable[[BoardRow], list[Link]], **options: Any) -> None:
        super().__init__(name, **options)
        self.links = links

    def get_buttons(self, instance: BoardRow, parent_context: Any) -> list[ButtonWithDropdown]:
        buttons = [
            Button(label, url=url, icon_name=icon, priority=number)
            for number, (label, url, icon) in enumerate(self.links(instance))
        ]
        label = {"aria-label": f"More options for {instance.name}"}
        return [ButtonWithDropdown(buttons=buttons, icon_name="dots-horizontal", attrs=label)] if buttons else []


class StatusColumn(Column):
    """One tag for each thing that is true; what readers see stands out, and what went wrong unseen."""

    cell_template_name = "guides/law_board/status_cell.html"

    def __init__(self, name: str, *, states: Callable[[BoardRow], tuple[str, ...]], **options: Any) -> None:
        super().__init__(name, **options)
        self.states = states

    def get_cell_context_data(self, instance: BoardRow, parent_context: Any) -> dict[str, Any]:
        tags = [(state, state in {LIVE, PUBLISHED, REFUSED}) for state in self.states(instance)]
        return {**super().get_cell_context_data(instance, parent_context), "tags": tags}


class DayColumn(Column):
    """A day as it stands in a calendar; Wagtail's own column counts from now, backwards only."""

    cell_template_name = "guides/law_board/day_cell.html"

    def __init__(self, name: str, *, is_due: Callable[[BoardRow], bool] | None = None, **options: Any) -> None:
        super().__init__(name, **options)
        self.is_due = is_due

    def get_cell_context_data(self, instance: BoardRow, parent_context: Any) -> dict[str, Any]:
        due = self.is_due is not None and self.is_due(instance)
        return {**super().get_cell_context_data(instance, parent_context), "is_due": due}


def links(row: BoardRow, user: Any, laws: Any) -> list[Link]:
    """Label, address and icon of everything that `user` can open from a row; `laws`: who may do what with laws."""
    found = []
    if row.law:
        found += [
            (label, law_screen(view, row.law), icon)
            for view, label, icon, needed in LAW_SCREENS
            if not needed or laws.user_has_any_permission(user, needed)
        ]
    if row.page and row.page.permissions_for_user(user).can_edit():
        found.append(("Edit page", reverse("wagtailadmin_pages:edit", args=[row.page.pk]), "doc-full"))
    if row.page and row.page.live and (address := row.page.get_url()):
        found.append(("Live page", address, "view"))
    return found


def law_screen(view: str, law: StateLaw) -> str:
    return reverse(f"wagtailsnippets_careers_statelaw:{view}", args=[law.pk])


def questions_address(row: BoardRow) -> str | None:
    if not row.open_questions:
        return None
    return f"{reverse('wagtailsnippets_careers_openquestion:list')}?jurisdiction={row.pk}&state=open"
