"""Pages about the site itself, indexes, search, and the settings an organisation fills in."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page

from guides.models.base import GuidePage

LEGAL_NOTICE = (
    "<p>This site gives information, not legal advice. State law, the employer’s policy and the supervising provider "
    "decide what a medical assistant may do. Check with the state’s regulator before you rely on an answer.</p>"
)


class SimplePage(GuidePage):
    """About, methods, corrections, accessibility, privacy, legal notice, contact."""

    class Shows(models.TextChoices):
        NOTHING = "", "Nothing more"
        PUBLISHER = "publisher", "Publisher and funding"
        CONTACT = "contact", "How to reach the publisher"
        LICENCE = "licence", "Publisher, licence and legal notice"

    also_shows = models.CharField(
        max_length=20,
        choices=Shows,
        blank=True,
        default=Shows.NOTHING,
        help_text="What of the site settings is printed on the page.",
    )

    page_description = "A page about the site itself, linked in every footer when shown in menus."
    template = "pages/simple_page.html"
    parent_page_types = ["guides.HubGuidePage"]
    subpage_types: list[str] = []
    legal_answer = False
    content_panels = [*GuidePage.content_panels, "also_shows"]


class SearchPage(GuidePage):
    """Search over all published pages."""

    LONGEST_QUERY = 200
    PER_PAGE = 10

    page_description = "The search page. There is one."
    template = "pages/search_page.html"
    max_count = 1
    parent_page_types = ["guides.HubGuidePage"]
    subpage_types: list[str] = []
    legal_answer = False

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # Control characters part words, like spaces.
        typed = "".join(sign if sign.isprintable() else " " for sign in request.GET.get("q", "")[: self.LONGEST_QUERY])
        query = " ".join(typed.split())
        results = (
            Page.objects.live().public().exclude(pk=self.pk).descendant_of(self.get_site().root_page, inclusive=True)
        )
        found = results.search(query) if query else results.none()
        context["query"] = query
        context["results"] = Paginator(found, self.PER_PAGE).get_page(request.GET.get("page"))
        return context


@register_setting(icon="globe", order=10)
class SiteIdentity(BaseGenericSetting):
    """Who publishes the site. Empty fields are shown as "not set yet", never guessed."""

    publisher = models.CharField(max_length=200, blank=True, help_text="The organisation or person responsible.")
    contact_email = models.EmailField(blank=True, help_text="Where readers may write.")
    postal_address = models.TextField(blank=True)
    funding = models.TextField(blank=True, help_text="One plain sentence: who pays for this site.")
    content_licence = models.CharField(
        max_length=200, blank=True, help_text="Under which licence others may reuse words."
    )
    content_licence_address = models.URLField(blank=True, verbose_name="Address of the licence")
    legal_notice = RichTextField(features=["bold", "italic", "link"], default=LEGAL_NOTICE)

    panels = [
        MultiFieldPanel(["publisher", "contact_email", "postal_address", "funding"], heading="Who"),
        MultiFieldPanel(["content_licence", "content_licence_address"], heading="Reuse"),
        FieldPanel("legal_notice", help_text="Stands on every page with a legal answer."),
    ]

    class Meta:
        verbose_name = "publisher and legal notice"

    @classmethod
    def current(cls) -> "SiteIdentity":
        """The stored settings; reading a page never writes them."""
        return cls.objects.first() or cls()
