"""Tests: a throw-away cluster, fast password hashing, no mail, no hashed file names."""

import os

from maguide.database import EmbeddedServer, from_url

from .base import *  # noqa: F403
from .base import DATA_DIR, MIDDLEWARE, STORAGES, env

DEBUG = False
SECRET_KEY = "tests-only-" + "x1y2z3" * 10
ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]
SITE_ADDRESS = WAGTAILADMIN_BASE_URL = "http://localhost"
SITE_HOST = "localhost"
SITE_NOINDEX = False
TIME_ZONE = "America/New_York"

DATABASE_URL = env("DATABASE_URL", default="")
EMBEDDED_DATABASE = None if DATABASE_URL else EmbeddedServer(DATA_DIR / "test-postgres", unsafe=True)
DATABASES = {"default": EMBEDDED_DATABASE.config() if EMBEDDED_DATABASE else from_url(DATABASE_URL)}

MEDIA_ROOT = DATA_DIR / "test-media" / os.environ.get("PYTEST_XDIST_WORKER", "main")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Static files come straight from their finders.
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
AXES_ENABLED = True
