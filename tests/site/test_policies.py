"""What every answer promises the browser, the search engine and the load balancer."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import Client

PUBLIC = [
    "/",
    "/certification/",
    "/states/",
    "/glossary/",
    "/about/",
    "/search/",
    "/search/?q=injections",
    "/no-such-page/",
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
    "/healthz",
    "/readyz",
]
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style|\son[a-z]+=|\sstyle=", re.IGNORECASE
)


def policy(answer: HttpResponse) -> dict[str, set[str]]:
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in parts}


@pytest.fixture
def broken(client: Client) -> Client:
    """A client whose requests meet no database: pytest-django raises an error at the first query."""
    client.raise_request_exception = False
    return client


# Content security policies ----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC, "/administrator/", "/Admin/", "/states/admin/"])
def test_the_site_allows_nothing_inline_and_no_other_host(client: Client, path: str) -> None:
    found = policy(client.get(path))
    assert found["default-src"] == {"'none'"}
    assert found["script-src"] == found["style-src"] == {"'self'"}
    assert found["object-src"] == found["base-uri"] == {"'none'"}
    assert found["form-action"] == found["frame-ancestors"] == {"'self'"}
    assert set().union(*found.values()) == {"'self'", "'none'", "data:"}
    assert "data:" not in found["script-src"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PUBLIC if path.endswith("/") or "?" in path])
def test_pages_need_nothing_inline(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert "</html>" in html
    assert not INLINE.search(html)


@pytest.mark.django_db
def test_the_editor_allows_its_own_inline_scripts_and_still_no_other_host(client: Client, admin_client: Client) -> None:
    for answer in (client.get("/admin/login/"), admin_client.get("/admin/"), admin_client.get("/admin/pages/")):
        found = policy(answer)
        assert {"'self'", "'unsafe-inline'"} <= found["script-src"]
        assert {"'self'", "'unsafe-inline'"} <= found["style-src"]
        assert found["object-src"] == found["base-uri"] == {"'none'"}
        assert found["form-action"] == found["frame-ancestors"] == {"'self'"}
        assert not any(source == "*" or "//" in source for sources in found.values() for source in sources)


@pytest.mark.django_db
def test_a_signed_in_editor_sees_public_pages_under_the_strict_policy(admin_client: Client) -> None:
    answer = admin_client.get("/")
    assert policy(answer)["script-src"] == {"'self'"}


# Other headers ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC, "/admin/login/"])
def test_every_answer_has_the_protecting_headers(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(answer["Permissions-Policy"].split(", "))


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_public_addresses_set_no_cookie(client: Client, path: str) -> None:
    assert not client.get(path).cookies


# Search engines ---------------------------------------------------------------------------------------------------


def test_robots_may_read_everything_but_the_admin(client: Client, settings) -> None:
    settings.SITE_ADDRESS = "https://guide.example"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /admin/", "Sitemap: https://guide.example/sitemap.xml"]


@pytest.mark.django_db
def test_pages_may_be_indexed(client: Client) -> None:
    assert 'name="robots"' not in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_staging_site_keeps_search_engines_away(client: Client, settings) -> None:
    settings.SITE_NOINDEX = True
    assert client.get("/robots.txt").content.decode().splitlines() == ["User-agent: *", "Disallow: /"]
    for path in ("/", "/certification/", "/search/?q=injections", "/no-such-page/"):
        assert re.search(r'<meta name="robots" content="noindex', client.get(path).content.decode()), path


def test_robots_and_favicon_only_answer_reading(client: Client) -> None:
    for path in ("/robots.txt", "/favicon.ico"):
        assert client.post(path).status_code == 405, path
        assert client.head(path).status_code < 400, path


def test_the_favicon_leads_to_a_file(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 301
    assert answer["Location"].startswith("/static/")
    assert finders.find(answer["Location"].removeprefix("/static/"))


# Load balancers ---------------------------------------------------------------------------------------------------


def test_alive_needs_no_database(broken: Client) -> None:
    answer = broken.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_not_ready_while_migrations_are_pending(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("guides", "0002_database_rules")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "migrations are pending"})


# Errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/no-such-page/", "/states/atlantis/", "/certification/deeper/", "/no-such.txt"])
def test_a_missing_page_offers_search_and_states(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    html = answer.content.decode()
    assert answer.status_code == 404
    assert re.search(r'<form[^>]*action="/search/"', html)
    assert 'name="q"' in html
    assert 'href="/states/"' in html
    assert client.get("/states/").status_code == 200
    assert html.count("<h1") == 1
    assert 'content="noindex"' in html
    assert 'rel="canonical"' not in html


def test_a_failure_is_told_without_a_database(broken: Client, caplog: pytest.LogCaptureFixture) -> None:
    answer = broken.get("/")
    html = answer.content.decode()
    assert answer.status_code == 500
    assert "Database access not allowed" in caplog.text
    assert "Something went wrong on our side" in html
    assert 'href="/"' in html
    assert "Traceback" not in html
    assert "RuntimeError" not in html
    assert policy(answer)["script-src"] == {"'self'"}
    for address in re.findall(r'<link rel="stylesheet" href="([^"]+)"', html):
        assert finders.find(urlsplit(address).path.removeprefix("/static/")), address
    assert not answer.cookies
