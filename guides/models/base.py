"""What every guide is: summary, body in sections, evidence, review, trail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from guides import structured_data
from guides.blocks import body_blocks
from guides.evidence import Evidence, active, texts_of
from guides.models import help_texts

# Addresses inside a page that its template gives out.
RESERVED_ANCHORS = re.compile(
    r"main|sources|page-figures|contents|offer|states|review|identity|results|theme-choice|(source|cite|figure|letter|term|row|rule|coming)-.*|.*-(heading|search)"
)
MACHINE_WORDS = "https://schema.org"


def absolute(page: Page) -> str:
    """The one address of a page. `page.url` may name a host as well, when there is a second site."""
    parts = page.get_url_parts()
    return f"{settings.SITE_ADDRESS}{(parts and parts[2]) or '/'}"


class Section:
    """One section of a body with its anchor, ready for the template."""

    def __init__(self, block: StreamValue.StreamChild) -> None:
        self.block = block
        self.anchor: str
        self.heading: str
        entry = block.value.contents_entry(block.id)
        self.anchor, self.heading = entry or (f"section-{(block.id or 'new')[:8]}", "")


class GuidePage(Page):
    """Abstract base of all guides. Stock `Page` underneath."""

    short_title = models.CharField(max_length=40, blank=True, help_text=help_texts.SHORT_TITLE)
    summary = RichTextField(features=settings.RICH_TEXT_INLINE, blank=True, help_text=help_texts.SUMMARY)
    body = StreamField(body_blocks(), blank=True, collapsed=True, help_text=help_texts.BODY)
    reviewed_on = models.DateField(null=True, blank=True, help_text=help_texts.REVIEWED_ON)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=help_texts.REVIEWED_BY,
    )
    next_review_on = models.DateField(null=True, blank=True, help_text=help_texts.NEXT_REVIEW_ON)

    #: How long a page of this type may go without review, in weeks.
    review_weeks = 52
    #: Anchors that the template of this type gives out, besides those of all pages.
    own_anchors: frozenset[str] = frozenset()
    #: Whether the legal notice stands on the page.
    legal_answer = True

    search_fields = [
        *Page.search_fields,
        index.SearchField("short_title"),
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
    ]

    content_panels = [*Page.content_panels, "short_title", "summary", "body"]
    review_panels = [
        HelpPanel(content=help_texts.REVIEW_TAB),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("reviewed_by")]),
        FieldPanel("next_review_on"),
    ]
    promote_panels = [
        MultiFieldPanel(["slug", "seo_title", FieldPanel("search_description", help_text=help_texts.DESCRIPTION)]),
        MultiFieldPanel(["show_in_menus"], heading="Menus"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Tabs are built here, once, from the panel lists of the type."""
        return TabbedInterface(
            [
                ObjectList(cls.content_panels, heading="Content"),
                ObjectList(cls.review_panels, heading="Review"),
                ObjectList(cls.promote_panels, heading="Promote"),
                ObjectList(cls.settings_panels, heading="Settings"),
            ],
            base_form_class=cls.base_form_class,
        ).bind_to_model(cls)

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.reviewed_on and self.reviewed_on > timezone.localdate():
            errors["reviewed_on"] = "A review cannot have happened in the future."
        if self.reviewed_on and not self.reviewed_by_id:
            errors["reviewed_by"] = "Say who reviewed the page."
        # Those that an editor chose; the others are made from ids, which new sections do not have yet.
        anchors = [anchor for block in self.body if (anchor := block.value.get("anchor"))]
        twice = {anchor for anchor in anchors if anchors.count(anchor) > 1}
        if twice:
            errors["body"] = f"Two sections have the same anchor: {', '.join(sorted(twice))}."
        taken = sorted(anchor for anchor in anchors if self._is_reserved(anchor))
        if taken:
            errors["body"] = f"The page itself uses the anchor {', '.join(taken)}; choose another."
        if errors:
            raise ValidationError(errors)

    def _is_reserved(self, anchor: str) -> bool:
        return anchor in self.own_anchors or bool(RESERVED_ANCHORS.fullmatch(anchor))

    # What templates and machines ask a page ---------------------------------------------------------------------

    @property
    def display_title(self) -> str:
        return self.short_title or self.title

    @property
    def description(self) -> str:
        """For search results and lists. Types whose description holds a figure compose it."""
        return self.search_description

    @cached_property
    def sections(self) -> list[Section]:
        return [Section(block) for block in self.body]

    @property
    def contents(self) -> list[Section]:
        return [section for section in self.sections if section.heading]

    def texts(self) -> Iterator[str]:
        """All running text in reading order; page types with more text extend it."""
        yield self.summary or ""
        yield from texts_of(self.body)

    @cached_property
    def trail(self) -> list[Page]:
        """From the hub down to the page above this one, without those that nobody can open."""
        above = self.get_ancestors().filter(depth__gt=1).live()
        return list(above.only("path", "depth", "title", "url_path", "slug", "live"))

    @property
    def canonical(self) -> str:
        return absolute(self)

    @property
    def next_review_due(self) -> date | None:
        """The day an editor chose, else counted from the last review or the first publication."""
        if self.next_review_on:
            return self.next_review_on
        start = self.reviewed_on or (self.first_published_at and timezone.localdate(self.first_published_at))
        return start + timedelta(weeks=self.review_weeks) if start else None

    def structured_data(self) -> dict[str, Any]:
        address = settings.SITE_ADDRESS
        trail = [(page.title, absolute(page)) for page in [*self.trail, self]]
        page: dict[str, Any] = {
            "@context": MACHINE_WORDS,
            "@type": "WebPage",
            "name": self.title,
            "url": self.canonical,
            "inLanguage": "en-US",
            "isPartOf": {"@type": "WebSite", "name": settings.WAGTAIL_SITE_NAME, "url": f"{address}/"},
        }
        if self.description:
            page["description"] = self.description
        if self.first_published_at:
            page["datePublished"] = timezone.localdate(self.first_published_at).isoformat()
        if self.last_published_at:
            page["dateModified"] = timezone.localdate(self.last_published_at).isoformat()
        if self.reviewed_on:
            page["lastReviewed"] = self.reviewed_on.isoformat()
        if self.trail:
            page["breadcrumb"] = structured_data.breadcrumb_list(trail)
        return page

    # Serving ----------------------------------------------------------------------------------------------------

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["json_ld"] = structured_data.script(self.structured_data())
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._render_with_evidence(lambda: super(GuidePage, self).serve(request, *args, **kwargs))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        return self._render_with_evidence(
            lambda: super(GuidePage, self).serve_preview(request, mode_name), for_editors=True
        )

    def _render_with_evidence(
        self, respond: Callable[[], TemplateResponse], *, for_editors: bool = False
    ) -> TemplateResponse:
        """Rendered here and now, while the page's evidence is the current one."""
        with active(Evidence(self.texts(), for_editors=for_editors)) as evidence:
            response = respond()
            if isinstance(response, TemplateResponse) and not response.is_rendered:
                response.context_data = {**(response.context_data or {}), "evidence": evidence}
                response.render()
        return response
