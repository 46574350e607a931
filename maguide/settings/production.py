"""A public server. Refuses to start with a setting that would be dangerous, and says what to set."""

from django.core.exceptions import ImproperlyConfigured

from maguide.database import DatabaseProblem, from_url

from .base import *  # noqa: F403
from .base import SITE_ADDRESS, env

DEBUG = False
if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG is on: unset it, because its error pages show the site's insides to visitors.")

SECRET_KEY = env("SECRET_KEY", default="")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith(("django-insecure-", "change-me")):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, short or a known default: set it to at least 50 random characters, for example from "
        'python3 -c "import secrets; print(secrets.token_urlsafe(64))".'
    )

ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS", default=[]) if host.strip()]
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is empty or open to all: set it to the site's host names, with commas.")

if not SITE_ADDRESS.startswith("https://"):
    raise ImproperlyConfigured("SITE_ADDRESS must be the site's public address and begin with https://.")

DATABASE_URL = env("DATABASE_URL", default="")
if not DATABASE_URL:
    raise ImproperlyConfigured(
        "DATABASE_URL is not set: the embedded server is for one person's machine; set the address of a PostgreSQL."
    )
try:
    DATABASES = {"default": {**from_url(DATABASE_URL), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
except DatabaseProblem as problem:
    raise ImproperlyConfigured(str(problem)) from None
EMBEDDED_DATABASE = None

# Behind a proxy that ends TLS and sets X-Forwarded-Proto itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# W019 wants X_FRAME_OPTIONS to be DENY; base.py says why the site frames its own pages.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
