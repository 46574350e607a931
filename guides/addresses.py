"""Where pages stand that are about something we know: a state, a task."""

from __future__ import annotations

from django.db.models import F
from wagtail.models import Page

from careers.memory import remembered


@remembered
def addresses(kind: str, of: str) -> dict[int, str]:
    """Addresses of the published pages of a kind, by the object they are about: `addresses("taskpage", "task")`."""
    pages = Page.objects.live().filter(**{f"{kind}__isnull": False}).annotate(about=F(f"{kind}__{of}"))
    return {page.about: page.url for page in pages if page.url}
