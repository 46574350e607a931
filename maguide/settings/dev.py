"""A person's own machine: `make serve` (as in production, but local) and `make dev` (reloading, with DEBUG)."""

from maguide.database import EmbeddedServer, from_url, kept_secret

from .base import *  # noqa: F403
from .base import DATA_DIR, SITE_HOST, STORAGES, env

DEBUG = env.bool("DEBUG", default=False)
LOCAL = True  # serve may make a local admin
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", SITE_HOST]

# A database of our own unless one is named.
DATABASE_URL = env("DATABASE_URL", default="")
EMBEDDED_DATABASE = None if DATABASE_URL else EmbeddedServer(DATA_DIR / "postgres")
DATABASES = {"default": EMBEDDED_DATABASE.config() if EMBEDDED_DATABASE else from_url(DATABASE_URL)}

# A random key that lasts, so that a restart does not log editors out.
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret(DATA_DIR / "secret-key", 64)

# Only this machine talks plain HTTP to the site.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
