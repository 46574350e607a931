"""Feeds of what changed in the law: for the site and for each state, the same events as the page of changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from careers.law import changes
from careers.law.changes import Event
from careers.models import Jurisdiction, LawEdition
from guides import sentences
from guides.models import LawChangesPage, law_told
from guides.models.base import absolute
from guides.models.law_told import Told

#: Entries of one feed.
MOST = 50
#: The year in which the names of entries were first given out: part of the names.
SINCE = 2026


class LawFeed(Atom1Feed):
    """Says when its content changed last; without entries Django would say "now" at each call."""

    def __init__(self, *args: Any, updated: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.updated = updated

    def latest_post_date(self) -> datetime:
        return self.updated


@require_safe
def changes_xml(request: HttpRequest) -> HttpResponse:
    return _feed(None, f"{settings.WAGTAIL_SITE_NAME}: law changes", request.path)


@require_safe
def state_xml(request: HttpRequest, slug: str) -> HttpResponse:
    state = Jurisdiction.objects.filter(slug=slug).first()
    if not state:
        raise Http404(f"There is no state {slug}.")
    return _feed(state, f"{settings.WAGTAIL_SITE_NAME}: law changes in {sentences.place(state)}", request.path)


def _feed(state: Jurisdiction | None, title: str, path: str) -> HttpResponse:
    found = changes.events(state)[:MOST]
    page = _page()
    feed = LawFeed(
        title=title,
        link=f"{page}?state={state.code}" if state else page,
        description="What was published about the law for medical assistants, and which rules took effect.",
        language="en-US",
        author_name=settings.WAGTAIL_SITE_NAME,
        feed_url=f"{settings.SITE_ADDRESS}{path}",
        # Atom asks for a name that stays; without it Django takes the link.
        feed_guid=_name(f"law-changes/{state.code}" if state else "law-changes"),
        updated=found[0].at if found else _began(state),
    )
    for told in map(law_told.told, changes.told(found)):
        event = told.event
        feed.add_item(
            title=told.title,
            link=f"{page}{_query(event)}",
            description=_description(told),
            unique_id=_name(f"law/{event.key}"),
            pubdate=event.at,
            updateddate=event.at,
            categories=[event.jurisdiction.name, law_told.TITLES[event.happened]],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _query(event: Event) -> str:
    """Leads to the day of the event, on whichever page of the whole list it stands by then."""
    before, code = event.day - timedelta(days=1), event.jurisdiction.code
    return f"?state={code}&from={before.isoformat()}&to={event.day.isoformat()}#{event.key}"


def _name(of: str) -> str:
    """A name that does not change when an address does (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{SINCE}:{of}"


def _page() -> str:
    """The page of changes; the site itself where it is not published."""
    page = LawChangesPage.objects.live().first()
    return absolute(page) if page else f"{settings.SITE_ADDRESS}/"


def _began(state: Jurisdiction | None) -> datetime:
    """When the record began or, without a record, the moment from which names hold."""
    chosen = Q(jurisdiction=state) if state else Q()
    newest: datetime | None = LawEdition.objects.filter(chosen).aggregate(newest=Max("published_at"))["newest"]
    return newest or datetime.fromisoformat(f"{SINCE}-01-01T00:00:00+00:00")


def _description(told: Told) -> SafeString:
    """As HTML, which is what readers of feeds expect."""
    said = format_html("<p>{}</p>", f"{told.sentence} {told.note}".strip())
    if not told.lines:
        return said
    items = format_html_join("", "<li><strong>{}</strong>: {}</li>", ((line.heading, line.told) for line in told.lines))
    return format_html("{}<ul>{}</ul>", said, items)
