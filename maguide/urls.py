from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from guides.reading import views
from maguide import health

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap),
    path("robots.txt", views.robots),
    path("favicon.ico", views.favicon),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("guides.reading.urls")),
    # Uploaded pictures. A web server or edge in front may answer these itself.
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    # Every other address is a page.
    path("", include(wagtail_urls)),
]
