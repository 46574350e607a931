"""Addresses that are not pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    rules = (
        "Disallow: /" if settings.SITE_NOINDEX else f"Disallow: /admin/\nSitemap: {settings.SITE_ADDRESS}/sitemap.xml"
    )
    return HttpResponse(f"User-agent: *\n{rules}\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("img/favicon.svg"))
